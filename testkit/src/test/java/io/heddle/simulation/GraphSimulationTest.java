package io.heddle.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Graphs made at random, each lived through twice: in calm, and with its owners cut off at every boundary. Both lives must come
 * to the same. {@code -Dheddle.seed=4711} replays one, {@code -Dheddle.seeds=…} says how many.
 */
class GraphSimulationTest {
    private static final long USUAL_SEEDS = 196;
    private static final long MOST_SEEDS = 4 * USUAL_SEEDS;
    private static final long SEEDS = Long.getLong("heddle.seeds", USUAL_SEEDS);
    private static final long SEEDS_FOR_A_FLAW = 50;
    private static final Logger TASKS = (Logger) LoggerFactory.getLogger("io.heddle.task");

    @BeforeAll
    static void failingNodesAreNoNews() {
        TASKS.setLevel(Level.ERROR);
    }

    @AfterAll
    static void failingNodesAreNewsAgain() {
        TASKS.setLevel(null);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS) // as many seeds as one likes
    void whatever_happens_a_graph_comes_to_what_it_comes_to_in_calm() {
        Long single = Long.getLong("heddle.seed");
        if (single != null) {
            tell(single);
            return;
        }
        CrashMatrix matrix = new CrashMatrix(Feature.titles());
        AtomicLong rows = new AtomicLong();
        long begun = System.nanoTime();
        long lived = 0;
        do {
            live(lived, lived + SEEDS, matrix, rows);
            lived += SEEDS;
        } while (!matrix.empty().isEmpty() && lived < MOST_SEEDS);
        double seconds = (System.nanoTime() - begun) / 1e9;

        System.out.printf(
                "%d random graphs, %d rows, %.0f seeds/s, 0 violations%n%s%n",
                lived, rows.get(), lived / seconds, matrix);
        assertThat(matrix.empty())
                .as("cells of the matrix where nothing was cut off in %d lives", lived)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_planted_bug_is_found(GraphFlaw flaw) {
        for (long seed = 0; seed < SEEDS_FOR_A_FLAW; seed++) {
            try {
                new RandomLife(seed, new CrashMatrix(List.of()), false).live(flaw);
            } catch (AssertionError | RuntimeException found) {
                String why = Objects.requireNonNullElse(found.getMessage(), found.toString());
                System.out.printf(
                        "%s: found by seed %d: %.120s%n",
                        flaw, seed, why.lines().findFirst().orElse(""));
                return;
            }
        }
        fail("%d seeds did not find %s".formatted(SEEDS_FOR_A_FLAW, flaw));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 42, 1_001})
    void one_seed_writes_the_same_bytes_again_and_again(long seed) {
        List<byte[]> first = journal(seed);
        for (int again = 0; again < 2; again++) {
            assertThat(journal(seed)).containsExactlyElementsOf(first);
        }
    }

    private static void live(long from, long to, CrashMatrix matrix, AtomicLong rows) {
        LongStream.range(from, to)
                .parallel()
                .filter(seed -> !survives(seed, matrix, rows))
                .min()
                .ifPresent(GraphSimulationTest::tell);
    }

    private static List<byte[]> journal(long seed) {
        RandomLife life = new RandomLife(seed, new CrashMatrix(List.of()), false);
        life.live();
        return life.journal();
    }

    private static boolean survives(long seed, CrashMatrix matrix, AtomicLong rows) {
        RandomLife life = new RandomLife(seed, matrix, false);
        try {
            life.live();
            rows.addAndGet(life.journal().size());
            return true;
        } catch (AssertionError | RuntimeException e) {
            return false;
        }
    }

    private static void tell(long seed) {
        RandomLife life = new RandomLife(seed, new CrashMatrix(List.of()), true);
        try {
            life.live();
        } catch (AssertionError | RuntimeException e) {
            fail("seed %d fails; replay it with -Dheddle.seed=%d%n%s".formatted(seed, seed, life.story()), e);
        }
    }
}
