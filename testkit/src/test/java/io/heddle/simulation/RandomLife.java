package io.heddle.simulation;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

/** One random graph, lived through in calm and then out of a seed. */
final class RandomLife {
    private static final int LAST = 150;

    private final long seed;
    private final CrashMatrix matrix;
    private final boolean told;
    private Life life;

    /** @param told whether it can be told afterwards */
    RandomLife(long seed, CrashMatrix matrix, boolean told) {
        this.seed = seed;
        this.matrix = matrix;
        this.told = told;
    }

    /** Fails unless both lives come to the same. */
    void live() {
        compare(false, Seams.SOUND);
    }

    /** As {@link #live()}, with a bug in the rough life. */
    void live(GraphFlaw flaw) {
        compare(flaw.hasty(), flaw);
    }

    /** The rows of the last life. */
    List<byte[]> journal() {
        return life.journal();
    }

    /** How the last life ended. */
    String story() {
        List<String> lines = life.story();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST), lines.size()));
    }

    private void compare(boolean hasty, Seams seams) {
        life = Life.calm(plan(new Outside(), false));
        Trail calm = life.live();
        Outside outside = new Outside();
        life = Life.rough(plan(outside, hasty), seed, seams);
        Trail rough = life.live();
        if (!outside.repeated().isEmpty()) {
            fail("done more than once: " + outside.repeated());
        }
        String difference = calm.difference(rough);
        if (!difference.isEmpty()) {
            fail("it came to something else than in calm, at " + difference);
        }
    }

    private Life.Plan plan(Outside outside, boolean hasty) {
        RandomGraph random = new RandomGraph(seed, outside, hasty);
        RandomClient client = new RandomClient(seed, random, outside);
        String aim = Aim.of(seed).feature().title();
        return new Life.Plan(
                random.graph(),
                client,
                state -> Playing.on(state, random.features(), client.since()),
                matrix,
                aim,
                told);
    }
}
