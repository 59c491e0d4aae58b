package io.heddle.bench;

import io.heddle.bench.measure.Measured;
import io.heddle.bench.report.Row;
import io.heddle.bench.subject.EngineTurns;
import io.heddle.bench.subject.Fresh;
import io.heddle.bench.subject.Graphs;
import io.heddle.bench.subject.PgInsert;

/** W5: one task becomes fifty, and these one again; against rows of the same number. */
final class FanOut implements Workload {
    private static final int CLIENTS = 16;

    /** The tasks, the acceptance, and the end. */
    private static final int ROWS = Graphs.WIDE + 2;

    @Override
    public String name() {
        return "W5";
    }

    @Override
    public String what() {
        return "fan-out to fifty tasks and one after them";
    }

    @Override
    public void run(World world) throws Exception {
        try (PgInsert insert = new PgInsert(world.server().fresh());
                EngineTurns engine = new EngineTurns(world.server().fresh(), new Fresh(), Graphs.FAN)) {
            Measured measured = world.rounds().measure("W5, %d clients".formatted(CLIENTS), CLIENTS, insert, engine);
            double perSecond = measured.perSecond(engine);
            world.findings()
                    .row(Row.atLeast(
                            10,
                            name(),
                            perSecond * ROWS / measured.perSecond(insert),
                            "x pg-insert of %d rows".formatted(ROWS),
                            0.3,
                            0.65,
                            "%.0f fan-outs/s".formatted(perSecond)));
        }
    }
}
