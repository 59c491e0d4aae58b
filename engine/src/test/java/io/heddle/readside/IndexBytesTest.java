package io.heddle.readside;

import static io.heddle.readside.IndexWorld.get;
import static io.heddle.readside.ScriptedThread.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a turn of one node costs in the index beside the journal: a 100 byte question, a 200 byte answer. */
class IndexBytesTest {
    private static final int THREADS = 100;
    private static final int TURNS = 15;

    private static final String WAL = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint";
    private static final String INDEX = """
            SELECT sum(pg_total_relation_size(name::regclass))::bigint
              FROM unnest(ARRAY['thread_index', 'thread_clock', 'thread_busy', 'thread_value', 'thread_element',
                                'channel_name', 'follower_offset']) AS name
            """;
    private static final String JOURNAL = "SELECT pg_total_relation_size('event_journal')";

    private IndexWorld world;
    private Connection journal;

    @BeforeEach
    void aDatabase() throws SQLException {
        world = new IndexWorld();
        journal = world.connect();
        journal.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        journal.close();
        world.close();
    }

    @Test
    void a_turn_costs_less_in_the_index_than_in_the_journal_even_when_it_is_seen_half_done() throws Exception {
        List<ScriptedThread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new ScriptedThread(UUID.randomUUID().toString(), 1_700_000_000_000L));
            threads.getLast().create(journal, "{\"owner\":\"ada\"}");
        }
        journal.commit();
        turn(threads, true);
        long journalBefore = world.number(JOURNAL);
        long indexBefore = world.number(INDEX);
        Cost split = new Cost();
        Cost whole = new Cost();

        for (int i = 0; i < TURNS; i++) {
            split.add(turn(threads, true));
            whole.add(turn(threads, false));
        }

        int turns = 2 * TURNS * THREADS;
        long journalDisk = (world.number(JOURNAL) - journalBefore) / turns;
        long indexDisk = (world.number(INDEX) - indexBefore) / turns;
        System.out.printf(
                "bytes per turn: journal disk=%d wal=%d, index disk=%d wal=%d seen at once, wal=%d seen half done%n",
                journalDisk,
                whole.journal / (TURNS * THREADS),
                indexDisk,
                whole.index / (TURNS * THREADS),
                split.index / (TURNS * THREADS));
        assertThat(indexDisk).isLessThan(journalDisk);
        assertThat(split.index).isLessThan(split.journal);
        assertThat(whole.index).isLessThan(split.index);
        world.assertShows(threads);
    }

    /** One turn of every thread; {@code halfDone} lets the follower see each of them busy. */
    private Cost turn(List<ScriptedThread> threads, boolean halfDone) throws SQLException {
        Cost cost = new Cost();
        long start = world.number(WAL);
        for (ScriptedThread thread : threads) {
            thread.begin(journal, "echo", List.of(message("messages", "human", id(), "q".repeat(100))));
        }
        journal.commit();
        long begun = world.number(WAL);
        cost.journal += begun - start;
        if (halfDone) {
            project();
        }
        long seen = world.number(WAL);
        cost.index += seen - begun;
        for (ScriptedThread thread : threads) {
            thread.end(journal, List.of(message("messages", "ai", id(), "a".repeat(200))));
        }
        journal.commit();
        long ended = world.number(WAL);
        cost.journal += ended - seen;
        project();
        cost.index += world.number(WAL) - ended;
        return cost;
    }

    /** Everything there is, and nothing while the next rows are written. */
    private void project() {
        try (ThreadIndexFollower follower = world.follower()) {
            get(follower.passedNow());
        }
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static final class Cost {
        private long journal;
        private long index;

        void add(Cost other) {
            journal += other.journal;
            index += other.index;
        }
    }
}
