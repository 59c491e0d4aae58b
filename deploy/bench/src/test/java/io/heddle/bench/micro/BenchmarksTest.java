package io.heddle.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks of the rules and the codecs: once around, or measured with {@code -Dheddle.jmh=measure}. */
class BenchmarksTest {
    @Test
    void every_benchmark_runs() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().include("io\\.heddle\\.bench\\.micro\\..*");
        boolean measure = "measure".equals(System.getProperty("heddle.jmh"));

        Collection<RunResult> results = new Runner((measure ? measured(options) : onceAround(options)).build()).run();

        assertThat(results)
                .extracting(RunResult::getPrimaryResult)
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.getSampleCount()).isPositive());
    }

    private static ChainedOptionsBuilder onceAround(ChainedOptionsBuilder options) {
        return options.forks(0)
                .mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static ChainedOptionsBuilder measured(ChainedOptionsBuilder options) {
        return options.forks(1)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .addProfiler("gc");
    }
}
