package io.heddle.bench.micro;

import io.heddle.thread.ThreadState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the rules take for a whole turn, acceptance and superstep, in a thread of some length. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepperBenchmark {
    @Param({"10", "1000"})
    public int messages;

    private PureThread thread = new PureThread();

    @Setup
    public void grow() {
        thread = new PureThread().grown(messages / 2);
    }

    @Benchmark
    public ThreadState turn() {
        return thread.turn().after();
    }
}
