package io.heddle.runtime;

import io.heddle.actor.ThreadActor;
import io.heddle.api.ThreadKey;
import io.heddle.codec.EventCodec;
import io.heddle.host.JournalRows;
import io.heddle.jdbc.*;
import io.heddle.thread.*;
import java.util.*;

record StubRows(Database database) implements JournalRows {
    @Override
    public Optional<ThreadState> snapshot(ThreadKey key, long sequence) {
        return Optional.empty();
    }

    @Override
    public List<ThreadRow> rows(ThreadKey key, long from, long to) {
        List<ThreadRow> rows = new ArrayList<>();
        EventCodec codec = new EventCodec();
        new JournalReader(database)
                .forEach(ThreadActor.persistenceId(key).id(), from, to, row -> {
                    rows.add(codec.decode(row.payload()));
                    return true;
                })
                .toCompletableFuture()
                .join();
        return rows;
    }
}
