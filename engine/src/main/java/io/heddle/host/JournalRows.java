package io.heddle.host;

import io.heddle.api.ThreadKey;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.util.List;
import java.util.Optional;

/** Reads a thread's journal, wherever it is kept. Blocking; never called on an actor. Thread-safe. */
public interface JournalRows {
    /** The newest kept state that is not beyond row {@code sequence}; empty means: begin with nothing. */
    Optional<ThreadState> snapshot(ThreadKey key, long sequence);

    /** Rows {@code from} to {@code to}, both included, in order; as many as there are. */
    List<ThreadRow> rows(ThreadKey key, long from, long to);
}
