package io.heddle.runtime;

import io.heddle.api.ThreadKey;
import io.heddle.graph.GraphCatalog;
import io.heddle.host.JournalRows;
import io.heddle.host.ThreadIndex;
import io.heddle.host.TokenLog;
import io.heddle.jdbc.Database;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** STUB until readside lands. */
final class ReadSide implements AutoCloseable {
    private final Database database;

    ReadSide(Database database, GraphCatalog graphs, EngineSettings settings) {
        this.database = database;
    }

    JournalRows journal() {
        return new StubRows(database);
    }

    TokenLog tokens() {
        return TokenLog.NONE;
    }

    ThreadIndex index() {
        return new StubIndex();
    }

    void start() {}

    void wakeUnfinished(Consumer<ThreadKey> wake, Executor executor) {}

    @Override
    public void close() {}
}
