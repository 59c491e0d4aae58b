package io.heddle.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many lives of a thread, each out of one seed. {@code -Dheddle.seed=4711} replays one, {@code -Dheddle.seeds=…} says how many. */
class ThreadSimulationTest {
    private static final long USUAL_SEEDS = 3_000;
    private static final long SEEDS = Long.getLong("heddle.seeds", USUAL_SEEDS);
    private static final Path PAGE = Path.of("../docs/reference/thread-transitions.md");

    @Test
    void whatever_happens_nothing_accepted_is_lost_and_nothing_happens_twice() throws IOException {
        Long single = Long.getLong("heddle.seed");
        if (single != null) {
            tell(single);
            return;
        }
        Transitions transitions = new Transitions();
        AtomicLong rows = new AtomicLong();
        long begun = System.nanoTime();
        OptionalLong failing = LongStream.range(0, SEEDS)
                .parallel()
                .filter(seed -> !survives(seed, transitions, rows))
                .min();
        double seconds = (System.nanoTime() - begun) / 1e9;

        failing.ifPresent(ThreadSimulationTest::tell);
        System.out.printf("%d simulated threads, %d rows, %.0f threads/s%n", SEEDS, rows.get(), SEEDS / seconds);
        assertThat(transitions.missing())
                .as("commands that never met a situation")
                .isEmpty();
        if (SEEDS == USUAL_SEEDS) {
            compare(transitions.page());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_planted_bug_is_found(Flaw flaw) {
        assertThat(LongStream.range(0, 100)).anyMatch(seed -> {
            try {
                new ThreadSimulation(seed, new Transitions(), flaw).run(Integer.MAX_VALUE);
                return false;
            } catch (AssertionError | RuntimeException e) {
                return true;
            }
        });
    }

    private static void compare(String page) throws IOException {
        if ("write".equals(System.getProperty("heddle.golden"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("%s is renewed by -Dheddle.golden=write", PAGE)
                .isEqualTo(page);
    }

    private static boolean survives(long seed, Transitions transitions, AtomicLong rows) {
        ThreadSimulation simulation = new ThreadSimulation(seed, transitions, Flaw.NONE);
        try {
            simulation.run(Integer.MAX_VALUE);
            rows.addAndGet(simulation.rows());
            return true;
        } catch (AssertionError | RuntimeException e) {
            return false;
        }
    }

    /** Finds the shortest beginning of a seed's story that fails, and tells it. */
    private static void tell(long seed) {
        for (int limit = 0; limit <= 60; limit++) {
            ThreadSimulation simulation = new ThreadSimulation(seed, new Transitions(), Flaw.NONE);
            try {
                simulation.run(limit);
            } catch (AssertionError | RuntimeException e) {
                fail(
                        "seed %d fails after %d actions; replay it with -Dheddle.seed=%d%n%s"
                                .formatted(seed, limit, seed, String.join("\n", last(simulation.story()))),
                        e);
            }
        }
    }

    private static List<String> last(List<String> story) {
        return story.subList(Math.max(0, story.size() - 40), story.size());
    }
}
