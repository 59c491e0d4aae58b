package io.heddle.runtime;

import io.heddle.graph.GraphCatalog;
import io.heddle.host.AccessLog;
import io.heddle.host.CommittedStates;
import io.heddle.host.JournalRows;
import io.heddle.host.Retention;
import io.heddle.host.ThreadIndex;
import io.heddle.host.TokenLog;
import io.heddle.jdbc.Database;
import io.heddle.readside.BusyThreads;
import io.heddle.readside.FollowerLag;
import io.heddle.readside.FreshStates;
import io.heddle.readside.JdbcAccessLog;
import io.heddle.readside.JdbcJournalRows;
import io.heddle.readside.JdbcRetention;
import io.heddle.readside.JdbcThreadIndex;
import io.heddle.readside.JdbcTokenLog;
import io.heddle.readside.ThreadIndexFollower;
import io.heddle.readside.ThreadProjector;
import java.time.Clock;

/** What is read beside the threads: their journals, the index that follows them, kept tokens, who is busy. Thread-safe. */
final class ReadSide implements AutoCloseable {
    /** Live events that may wait to be kept; beyond it they are shown unkept. */
    private static final int WAITING_TOKENS = 50_000;

    private final FreshStates states = new FreshStates();
    private final JournalRows journal;
    private final JdbcThreadIndex index;
    private final ThreadIndexFollower follower;
    private final JdbcTokenLog tokens;
    private final BusyThreads busy;
    private final Retention retention;
    private final JdbcAccessLog accesses;

    ReadSide(Database database, GraphCatalog graphs, EngineSettings settings) {
        ThreadProjector projector = new ThreadProjector(states);
        this.journal = new JdbcJournalRows(database);
        this.index = new JdbcThreadIndex(database, graphs, projector);
        this.follower = new ThreadIndexFollower(database, projector);
        this.tokens = new JdbcTokenLog(database, Clock.systemUTC(), settings.tokenRetention(), WAITING_TOKENS);
        this.busy = new BusyThreads(database);
        this.retention = new JdbcRetention(database, Clock.systemUTC());
        this.accesses = new JdbcAccessLog(database);
    }

    JournalRows journal() {
        return journal;
    }

    CommittedStates states() {
        return states;
    }

    TokenLog tokens() {
        return tokens;
    }

    ThreadIndex index() {
        return index;
    }

    ThreadIndexFollower follower() {
        return follower;
    }

    BusyThreads busy() {
        return busy;
    }

    Retention retention() {
        return retention;
    }

    AccessLog accesses() {
        return accesses;
    }

    FollowerLag lag() {
        return follower.lag();
    }

    void start() {
        follower.start();
    }

    @Override
    public void close() {
        follower.close();
        tokens.close();
        accesses.close();
    }
}
