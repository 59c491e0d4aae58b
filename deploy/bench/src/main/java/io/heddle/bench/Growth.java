package io.heddle.bench;

import io.heddle.bench.subject.EngineTurns;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Makes threads long, turn by turn as they become so in life, several side by side. */
final class Growth {
    private static final int AT_ONCE = 64;

    private Growth() {}

    /** @param messages of each thread in the end; two come with a turn */
    static void of(EngineTurns engine, List<String> threads, int messages) throws Exception {
        Semaphore room = new Semaphore(AT_ONCE);
        try (ExecutorService growing = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (String thread : threads) {
                all.add(growing.submit(() -> {
                    room.acquire();
                    try {
                        for (int length = 0; length < messages; length += 2) {
                            engine.turn(thread);
                        }
                    } finally {
                        room.release();
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
