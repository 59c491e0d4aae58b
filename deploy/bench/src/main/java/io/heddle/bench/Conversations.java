package io.heddle.bench;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;

/** Which thread a client talks to next: its own, in turn. Thread-safe. */
final class Conversations implements IntFunction<String> {
    private static final int CLIENTS = 1_024;

    private final int each;
    private final AtomicIntegerArray turns = new AtomicIntegerArray(CLIENTS);

    /** @param each how many threads a client has */
    Conversations(int each) {
        this.each = each;
    }

    /** One thread that everybody talks to. */
    static IntFunction<String> one() {
        return client -> "hot";
    }

    @Override
    public String apply(int client) {
        return "c%d-%d".formatted(client, turns.getAndIncrement(client) % each);
    }
}
