package io.heddle.host;

import java.time.Duration;

/**
 * How an engine hosts threads.
 *
 * @param queueLimit runs that may wait on one thread
 * @param cancelGrace how long a cancelled node may take to stop before it is abandoned
 * @param userCodeLimit how long a reducer, a router of a hand edit or typed decoding may take
 * @param ringCapacity stream events kept in memory for each live run
 * @param endedStreams how many ended streams are kept for readers who come late
 * @param streamLinger how long an ended stream is kept for them
 * @param lifetimes how long threads live
 */
public record HostSettings(
        int queueLimit,
        Duration cancelGrace,
        Duration userCodeLimit,
        int ringCapacity,
        int endedStreams,
        Duration streamLinger,
        Lifetimes lifetimes) {
    public static final HostSettings DEFAULT = new HostSettings(
            1_000, Duration.ofSeconds(5), Duration.ofSeconds(30), 1_024, 10_000, Duration.ofSeconds(30));

    /** Threads live for ever unless somebody says otherwise. */
    public HostSettings(
            int queueLimit,
            Duration cancelGrace,
            Duration userCodeLimit,
            int ringCapacity,
            int endedStreams,
            Duration streamLinger) {
        this(queueLimit, cancelGrace, userCodeLimit, ringCapacity, endedStreams, streamLinger, Lifetimes.DEFAULT);
    }

    public HostSettings with(Lifetimes other) {
        return new HostSettings(
                queueLimit, cancelGrace, userCodeLimit, ringCapacity, endedStreams, streamLinger, other);
    }
}
