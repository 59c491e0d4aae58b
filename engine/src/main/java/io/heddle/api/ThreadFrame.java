package io.heddle.api;

import org.jspecify.annotations.Nullable;

/**
 * An event of a thread's stream: one of a run, or of the thread beside its runs.
 *
 * <p>Positions grow along the thread, through all of its runs, and a position once sent never names another event. They fit
 * in 47 bits, so that 64 times as many are whole numbers in every client.
 *
 * @param run null for what no run did
 */
public record ThreadFrame(long position, @Nullable RunId run, StreamEvent event) {
    /** Bits of a position that number the events of one place; see {@link #position(long, long)}. */
    private static final int EVENT_BITS = 20;

    /**
     * The position of an event.
     *
     * @param place where its run begins to stand in the thread
     * @param id its id in the run's own stream
     */
    public static long position(long place, long id) {
        return (place << EVENT_BITS) + id;
    }

    /** The place at which the event with this position stands, or a later one of the same run. */
    public static long place(long position) {
        return position >> EVENT_BITS;
    }
}
