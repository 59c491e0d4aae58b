package io.heddle.testkit;

import java.util.Optional;

/** The seed that somebody wants to see again: {@code -Dheddle.seed=17}. */
final class Seed {
    private static final String PROPERTY = "heddle.seed";

    private Seed() {}

    static Optional<Long> given() {
        return Optional.ofNullable(Long.getLong(PROPERTY));
    }

    /** What to give to the JVM, and to Maven, to have it again. */
    static String flag(long seed) {
        return "-D%s=%d".formatted(PROPERTY, seed);
    }
}
