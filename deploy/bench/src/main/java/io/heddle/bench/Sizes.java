package io.heddle.bench;

import java.time.Duration;
import java.util.List;

/**
 * How much of everything.
 *
 * @param rounds of each subject
 * @param warmUp of the engine before anything is measured, at most; it ends when hardly anything is compiled any more
 * @param otherClients the other numbers of clients of W1's curve; empty if nobody asked for it
 * @param curveTime of a subject at each of them
 * @param lengths of the threads of W2 and W9, in messages
 * @param turnsAtLength measured at each length in each round
 * @param threads of W4
 * @param touched of them when they are cold
 * @param idle how long a thread of W4 lives when nobody needs it
 * @param streams open ones of W8
 * @param streaming how long turns are taken beside them
 * @param turnsPerSecond of these
 * @param nap how long a thread of W9 lives when nobody needs it
 * @param messagesAtLength of all threads of W9 that have the same length, together
 * @param wakes at each length
 */
record Sizes(
        int rounds,
        Duration warmUp,
        List<Integer> otherClients,
        Duration curveTime,
        List<Integer> lengths,
        int turnsAtLength,
        int threads,
        int touched,
        Duration idle,
        int streams,
        Duration streaming,
        int turnsPerSecond,
        Duration nap,
        int messagesAtLength,
        int wakes) {
    /**
     * What the goals speak of.
     *
     * @param curves whether W1 is also taken with other numbers of clients; none of its rows needs that
     */
    static Sizes full(Duration time, boolean curves) {
        long seconds = time.toSeconds();
        return new Sizes(
                3,
                Duration.ofMinutes(1),
                curves ? List.of(1, 16, 256) : List.of(),
                Duration.ofSeconds(Math.max(1, seconds / 2)),
                List.of(10, 100, 1_000, 10_000),
                60,
                20_000,
                2_000,
                Duration.ofSeconds(45),
                10_000,
                Duration.ofSeconds(10),
                100,
                Duration.ofSeconds(2),
                20_000,
                200);
    }

    /** Small enough to see in a few seconds that everything still works. */
    static final Sizes SMOKE = new Sizes(
            1,
            Duration.ZERO,
            List.of(1),
            Duration.ofMillis(200),
            List.of(4, 20),
            4,
            200,
            50,
            Duration.ofSeconds(2),
            100,
            Duration.ofSeconds(1),
            20,
            Duration.ofMillis(500),
            40,
            2);
}
