package io.heddle.bench;

import io.heddle.bench.measure.Load;
import io.heddle.bench.subject.HttpEngine;
import io.heddle.bench.subject.HttpTurns;
import java.time.Duration;

/** Takes turns before anything is measured, so that the JVM has compiled what it will run. */
final class WarmUp {
    private static final int STEPS = 4;

    private WarmUp() {}

    static void run(World world) throws Exception {
        Duration time = world.sizes().warmUp();
        if (time.isZero()) {
            return;
        }
        try (HttpEngine engine = new HttpEngine(world.server().fresh());
                HttpTurns http = new HttpTurns(engine, HttpTurns.Way.WAIT)) {
            for (int step = 1; step <= STEPS; step++) {
                Load.Result turns =
                        Load.drive(step == STEPS ? http : engine.inside(), world.clients(), time.dividedBy(STEPS));
                world.findings()
                        .say("warm-up %d of %d: %.0f turns/s %s"
                                .formatted(step, STEPS, turns.perSecond(), step == STEPS ? "over HTTP" : "in process"));
            }
        }
    }
}
