package io.heddle.bench.measure;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * How busy the JVM's compiler is. On two processors it has one for itself for most of a minute after a start; what is
 * measured beside it is the compiler.
 */
public final class Compiler {
    /** The share of the time that may go into compiling when the JVM counts as warm. */
    private static final double QUIET = 0.5;

    private final long begun = System.nanoTime();
    private final long before = millis();

    private Compiler() {}

    /** Begins to watch. */
    public static Compiler watch() {
        return new Compiler();
    }

    /** Compiling since then, as a share of the time; over 1 if several compiled at once. */
    public double busy() {
        return (millis() - before) * 1e6 / (System.nanoTime() - begun);
    }

    public boolean quiet() {
        return busy() <= QUIET;
    }

    /** A JVM that does not tell counts as busy. */
    private static long millis() {
        @Nullable CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                ? compiler.getTotalCompilationTime()
                : System.nanoTime() / 1_000_000;
    }
}
