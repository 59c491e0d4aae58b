package io.heddle.graph;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * When a node that has failed is tried again, and how long it rests before that: {@code Retry.upTo(3)}. A node takes a list
 * of these; for each failure the first whose predicate takes it decides. What the engine itself refuses, an update of the
 * wrong kind or a route that was not declared, is never tried again, nor is the failure of a node inside a subgraph.
 * Immutable.
 *
 * @param attempts how many in all, the first one included
 * @param first the rest after the first failure
 * @param factor how much longer each rest is than the one before
 * @param longest no rest is longer, apart from jitter
 * @param jitter a random share of a rest, up to this, is added to it; the same for the same attempt of the same task
 * @param when which failures; what a future has wrapped comes unwrapped
 */
public record Retry(
        int attempts, Duration first, double factor, Duration longest, double jitter, Predicate<Throwable> when) {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(128);

    public Retry {
        if (attempts < 1 || first.isNegative() || longest.isNegative() || factor < 1 || jitter < 0) {
            throw new IllegalArgumentException(
                    ("retry of %d attempts, first rest %s, factor %s, longest rest %s, jitter %s:"
                                    + " expected at least 1 attempt, a factor of at least 1, and nothing negative")
                            .formatted(attempts, first, factor, longest, jitter));
        }
    }

    /**
     * Tries up to {@code attempts} times in all, after rests of 0.5 s, 1 s, 2 s and so on up to 128 s and a random half more,
     * when the failure looks as if it might pass: an I/O error, a timeout, an HTTP status from 500 on, 408 or 429 (of any
     * exception with a method {@code statusCode} or {@code getStatusCode}), and every other exception but those that tell of
     * a mistake in the program or its data: {@link IllegalArgumentException}, {@link IllegalStateException}, {@link
     * NullPointerException} and their kin, files that are not there, JSON that does not fit, and {@link Error}s.
     */
    public static Retry upTo(int attempts) {
        return new Retry(attempts, FIRST, 2, LONGEST, 0.5, Transient::isTransient);
    }

    /** The same for failures of these classes only. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Retry on(Class<? extends Throwable>... failures) {
        List<Class<? extends Throwable>> wanted = List.of(failures);
        return when(failure -> wanted.stream().anyMatch(type -> type.isInstance(failure)));
    }

    /** The same for the failures that {@code predicate} takes. */
    public Retry when(Predicate<Throwable> predicate) {
        return new Retry(attempts, first, factor, longest, jitter, predicate);
    }

    /** The same with other rests. */
    public Retry backoff(Duration firstRest, double growth, Duration longestRest) {
        return new Retry(attempts, firstRest, growth, longestRest, jitter, when);
    }

    /** The same without any rest. */
    public Retry atOnce() {
        return new Retry(attempts, Duration.ZERO, 1, Duration.ZERO, 0, when);
    }

    /** The same with a random share of up to {@code share} added to each rest; 0 for none. */
    public Retry jitter(double share) {
        return new Retry(attempts, first, factor, longest, share, when);
    }

    /** Whether it decides about this failure. */
    public boolean takes(Throwable failure) {
        Throwable told = failure;
        while ((told instanceof CompletionException || told instanceof ExecutionException) && told.getCause() != null) {
            told = told.getCause();
        }
        return when.test(told);
    }

    /**
     * The rest after a failure.
     *
     * @param failed how many attempts have failed
     * @param dice from 0 to 1
     */
    public Duration rest(int failed, double dice) {
        double millis = Math.min(longest.toMillis(), first.toMillis() * Math.pow(factor, failed - 1));
        return Duration.ofMillis(Math.round(millis * (1 + jitter * dice)));
    }
}
