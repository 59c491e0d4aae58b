package io.heddle.bench.subject;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** A new thread for every turn. Thread-safe. */
public final class Fresh implements IntFunction<String> {
    private final AtomicLong threads = new AtomicLong();

    @Override
    public String apply(int client) {
        return "t" + threads.incrementAndGet();
    }
}
