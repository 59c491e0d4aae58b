package io.heddle.local;

import io.heddle.api.ThreadKey;
import io.heddle.host.JournalRows;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Journals kept in memory, and a snapshot wherever a thread came to rest: it is folded when somebody asks. */
record LocalJournal(Function<ThreadKey, LocalThread> threads) implements JournalRows {
    @Override
    public Optional<ThreadState> snapshot(ThreadKey key, long sequence) {
        ThreadState state = ThreadState.unborn(key);
        ThreadState rest = state;
        for (ThreadRow row : rows(key, 1, sequence)) {
            state = ThreadEvolver.evolve(state, row);
            rest = state.busy() ? rest : state;
        }
        return rest.sequence() == 0 ? Optional.empty() : Optional.of(rest);
    }

    @Override
    public List<ThreadRow> rows(ThreadKey key, long from, long to) {
        return threads.apply(key).rows(from, to);
    }
}
