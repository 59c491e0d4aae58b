package io.heddle.testkit;

import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import java.util.Optional;

/** The seeds that somebody wants to see: {@code -Dheddle.seed=17} for one again, {@code -Dheddle.seeds=10000} for many. */
final class Seed {
    private static final String ONE = "heddle.seed";
    private static final String MANY = "heddle.seeds";

    private Seed() {}

    static Optional<Long> given() {
        return Optional.ofNullable(Long.getLong(ONE));
    }

    static int count(int usual) {
        return Integer.getInteger(MANY, usual);
    }

    /** What to give to the JVM, and to Maven, to have it again. */
    static String flag(long seed) {
        return "-D%s=%d".formatted(ONE, seed);
    }

    /** The line that has it again in the test that is running. */
    static String replay(long seed) {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(Seed::isTest).findFirst())
                .map(test -> "mvn test -Dtest='%s#%s' %s"
                        .formatted(
                                test.getDeclaringClass().getName().replaceFirst(".*\\.", ""),
                                test.getMethodName(),
                                flag(seed)))
                .orElseGet(() -> flag(seed));
    }

    /** Whether this is a method with an annotation of JUnit's, or of its kin. */
    private static boolean isTest(StackFrame frame) {
        return Arrays.stream(frame.getDeclaringClass().getDeclaredMethods())
                .filter(method -> method.getName().equals(frame.getMethodName()))
                .flatMap(method -> Arrays.stream(method.getAnnotations()))
                .anyMatch(annotation -> annotation.annotationType().getName().startsWith("org.junit."));
    }
}
