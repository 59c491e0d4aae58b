package io.heddle.bench.subject;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;

/**
 * Which thread a client talks to next: each has eight conversations at a time and takes turns in them; after twenty turns a
 * conversation is over and a new one begins. So what a turn costs does not depend on how long is measured. Thread-safe.
 */
public final class Conversations implements IntFunction<String> {
    private static final int CLIENTS = 1_024;
    private static final int AT_A_TIME = 8;
    private static final int LONG = 20;
    private static final int CROWDED = 320;

    private final AtomicIntegerArray turns = new AtomicIntegerArray(CLIENTS);

    /** One thread that everybody talks to, until it is over and everybody goes on to the next. */
    public static IntFunction<String> one() {
        AtomicInteger turns = new AtomicInteger();
        return client -> "hot-" + turns.getAndIncrement() / CROWDED;
    }

    @Override
    public String apply(int client) {
        int turn = turns.getAndIncrement(client);
        return "c%d-%d-%d".formatted(client, turn / (AT_A_TIME * LONG), turn % AT_A_TIME);
    }
}
