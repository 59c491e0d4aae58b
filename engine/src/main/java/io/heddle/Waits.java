package io.heddle;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Blocks until a stage has completed, and throws what it failed with. */
final class Waits {
    private Waits() {}

    static <T> T on(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        }
    }
}
