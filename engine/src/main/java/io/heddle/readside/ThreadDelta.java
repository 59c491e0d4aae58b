package io.heddle.readside;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.thread.Run;
import io.heddle.thread.ThreadState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written so that a thread's rows show the state after a later journal row. Pure.
 *
 * @param thread its number in the index; 0 while it has none
 * @param expected the journal row that its rows show so far
 * @param described whether what is in the wide row has changed
 * @param lifeChanged whether it lives longer or shorter than its rows show
 * @param pastForgotten whether it needs less of its journal than its rows show
 * @param busy what is in the small table of busy threads, before and after
 */
record ThreadDelta(
        long thread,
        long expected,
        ThreadState to,
        boolean described,
        List<ChannelDelta> channels,
        boolean lifeChanged,
        boolean pastForgotten,
        @Nullable Busy wasBusy,
        @Nullable Busy busy) {
    /** Since when a thread has been busy, and with which run. */
    record Busy(long since, RunId run) {
        static @Nullable Busy of(ThreadState state) {
            RunId id = state.active() != null
                    ? state.active().id()
                    : state.queue().isEmpty() ? null : state.queue().getFirst();
            Run run = id == null ? null : state.run(id);
            return run == null ? null : new Busy(run.createdAt(), run.id());
        }
    }

    /**
     * @param guard where the thread stands in the index; null while it is not there
     * @param from the state that its rows show
     */
    static ThreadDelta between(@Nullable IndexedThread guard, ThreadState from, ThreadState to) {
        boolean described = guard == null
                || !from.exists()
                || from.createdAt() != to.createdAt()
                || !from.metadata().equals(to.metadata())
                || !from.config().equals(to.config())
                || !Objects.equals(from.graphId(), to.graphId());
        return new ThreadDelta(
                guard == null ? 0 : guard.thread(),
                guard == null ? 0 : guard.sequence(),
                to,
                described,
                ChannelDelta.between(from.root().values(), to.root().values()),
                !Objects.equals(from.life().ttl(), to.life().ttl())
                        || from.life().ttlSince() != to.life().ttlSince(),
                from.life().rebased() != to.life().rebased(),
                from.exists() ? Busy.of(from) : null,
                Busy.of(to));
    }

    ThreadKey key() {
        return to.key();
    }

    boolean busyChanged() {
        return !Objects.equals(wasBusy, busy);
    }

    /** This thread, which has its number now. */
    ThreadDelta numbered(long number) {
        return new ThreadDelta(number, expected, to, described, channels, lifeChanged, pastForgotten, wasBusy, busy);
    }
}
