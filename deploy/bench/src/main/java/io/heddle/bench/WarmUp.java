package io.heddle.bench;

import io.heddle.bench.measure.Compiler;
import io.heddle.bench.measure.Load;
import io.heddle.bench.subject.HttpEngine;
import io.heddle.bench.subject.HttpTurns;
import java.time.Duration;

/** Takes turns before anything is measured, until the JVM has compiled what it will run. */
final class WarmUp {
    private static final Duration STEP = Duration.ofSeconds(4);

    private WarmUp() {}

    static void run(World world) throws Exception {
        long steps = world.sizes().warmUp().dividedBy(STEP);
        if (steps == 0) {
            return;
        }
        try (HttpEngine engine = new HttpEngine(world.server().fresh());
                HttpTurns http = new HttpTurns(engine, HttpTurns.Way.WAIT)) {
            boolean warm = false;
            for (int step = 1; step <= steps && !warm; step++) {
                Compiler compiler = Compiler.watch();
                Load.Result turns = Load.drive(step == 1 ? http : engine.inside(), world.clients(), STEP);
                warm = compiler.quiet();
                world.findings()
                        .say("warm-up, %2d s: %5.0f turns/s %s, compiling %.0f %% of the time"
                                .formatted(
                                        step * STEP.toSeconds(),
                                        turns.perSecond(),
                                        step == 1 ? "over HTTP " : "in process",
                                        100 * compiler.busy()));
            }
        }
    }
}
