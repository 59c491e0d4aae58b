package io.heddle.testkit;

import io.heddle.api.RunRequest;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import io.heddle.simulation.CrashMatrix;
import io.heddle.simulation.Trail;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Lives a scenario again and again while everything dies that can: machines before and after each write, between a call and
 * its recording, before and after a task; a second owner comes, writes fail, reports come late and twice. All of it follows
 * from a seed.
 *
 * <pre>{@code Simulation.seeds(200).run(refunds, Scenario.input(REFUND.set(refund)).thenAnswer(APPROVAL, Verdict.APPROVE))}</pre>
 *
 * <p>Each life must come to what it comes to in calm: the same checkpoints, the same ends of runs, the same last state, and no
 * recorded call made again. What the world outside must have seen, the test itself says: {@link #live}. A life that goes wrong
 * fails the test with its seed and with the line that lives it again. Nodes run one after the other on the test's own thread,
 * and what they depend on must follow from the state: a model answers by {@linkplain ScriptedModel#following rule}. Immutable.
 */
public final class Simulation {
    private static final int MOST_TOLD = 60;

    private final long[] seeds;

    Simulation(long... seeds) {
        this.seeds = seeds;
    }

    /** As many lives; or with {@code -Dheddle.seeds=10000} that many, and with {@code -Dheddle.seed=17} that one alone. */
    public static Simulation seeds(int count) {
        return new Simulation(Seed.given()
                .map(seed -> new long[] {seed})
                .orElseGet(() -> LongStream.rangeClosed(1, Seed.count(count)).toArray()));
    }

    /**
     * Lives the scenario with this graph.
     *
     * @throws AssertionError when a life goes wrong
     */
    public void run(Graph graph, Scenario scenario) {
        live(life -> life.run(graph, scenario));
    }

    /**
     * Lives whatever the test wants to be lived: it makes a world of its own, has a graph run in it, and says what must hold.
     *
     * <pre>{@code
     * Simulation.seeds(200).live(life -> {
     *     Bank bank = new Bank();
     *     life.run(Refunds.graph(bank), scenario);
     *     assertThat(bank.transfers()).hasSize(1);
     * })
     * }</pre>
     *
     * @throws AssertionError when a life goes wrong
     */
    public void live(Plot plot) {
        List<Trail> calm = calm(plot);
        for (long seed : seeds) {
            Life life = new Life(seed, calm, false);
            Throwable wrong = lived(plot, life);
            if (wrong != null) {
                throw new AssertionError(told(plot, calm, seed, wrong), wrong);
            }
        }
    }

    /** What happens in a life, and what must hold then. */
    @FunctionalInterface
    public interface Plot {
        void live(Life life) throws Exception;
    }

    /** One life, calm or out of a seed. */
    public static final class Life {
        private final @Nullable Long seed;
        private final @Nullable List<Trail> expected;
        private final boolean told;
        private final List<Trail> trails = new ArrayList<>();
        private final List<String> story = new ArrayList<>();

        private Life(@Nullable Long seed, @Nullable List<Trail> expected, boolean told) {
            this.seed = seed;
            this.expected = expected;
            this.told = told;
        }

        /** Lives the scenario on a new thread of this graph, and returns the state that it leaves. */
        public View run(Graph graph, Scenario scenario) {
            List<RunRequest> requests = scenario.requests(graph);
            List<View> rests = new ArrayList<>();
            var plan = new io.heddle.simulation.Life.Plan(
                    graph,
                    rest -> {
                        rests.add(graph.view(rest.state().root().values()));
                        return rest.number() < requests.size() ? requests.get(rest.number()) : null;
                    },
                    state -> List.of(),
                    new CrashMatrix(List.of()),
                    null,
                    told);
            var life =
                    seed == null ? io.heddle.simulation.Life.calm(plan) : io.heddle.simulation.Life.rough(plan, seed);
            try {
                compare(life.live());
            } finally {
                story.addAll(life.story());
            }
            return rests.getLast();
        }

        private void compare(Trail trail) {
            trails.add(trail);
            if (expected != null) {
                if (trails.size() > expected.size()) {
                    throw new AssertionError("more graphs were run than in calm: %d".formatted(trails.size()));
                }
                String difference = expected.get(trails.size() - 1).difference(trail);
                if (!difference.isEmpty()) {
                    throw new AssertionError("it went another way than in calm:%n%s".formatted(difference));
                }
            }
        }
    }

    /** What the test comes to when nothing goes wrong; twice, since what differs then will differ in any life. */
    private static List<Trail> calm(Plot plot) {
        Life first = new Life(null, null, false);
        Throwable wrong = lived(plot, first);
        if (wrong == null) {
            wrong = lived(plot, new Life(null, first.trails, false));
        }
        if (wrong != null) {
            throw new AssertionError(
                    "it goes wrong although nothing is cut off:%n%s".formatted(wrong.getMessage()), wrong);
        }
        return first.trails;
    }

    private static @Nullable Throwable lived(Plot plot, Life life) {
        try {
            plot.live(life);
            return null;
        } catch (Exception | AssertionError wrong) {
            return wrong;
        }
    }

    private String told(Plot plot, List<Trail> calm, long seed, Throwable wrong) {
        Life again = new Life(seed, calm, true);
        boolean repeated = lived(plot, again) != null;
        int untold = seeds.length == 1 ? 0 : Math.max(0, again.story.size() - MOST_TOLD);
        String story = repeated
                ? String.join("\n", again.story.subList(untold, again.story.size()))
                : "it does not go wrong again: a node depends on what outlives a life, on a clock, or on chance";
        return "seed %d: %s%n%nlive it again: %s%n%nhow it came to that%s:%n%s"
                .formatted(
                        seed,
                        wrong.getMessage(),
                        Seed.replay(seed),
                        untold == 0 ? "" : ", without the first %d lines".formatted(untold),
                        story);
    }
}
