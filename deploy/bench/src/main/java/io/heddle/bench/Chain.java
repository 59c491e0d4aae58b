package io.heddle.bench;

import io.heddle.bench.measure.Measured;
import io.heddle.bench.report.Row;
import io.heddle.bench.subject.Conversations;
import io.heddle.bench.subject.EngineTurns;
import io.heddle.bench.subject.Graphs;
import io.heddle.bench.subject.PgInsert;

/** W6: ten durable steps, one after the other; against rows of the same number. */
final class Chain implements Workload {
    /** The steps, the last with the end, and the acceptance. */
    private static final int ROWS = Graphs.LONG + 1;

    @Override
    public String name() {
        return "W6";
    }

    @Override
    public String what() {
        return "ten durable steps, one after the other";
    }

    @Override
    public void run(World world) throws Exception {
        try (PgInsert insert = new PgInsert(world.server().fresh());
                EngineTurns engine = new EngineTurns(world.server().fresh(), new Conversations(), Graphs.CHAIN)) {
            Measured measured = world.rounds()
                    .measure("W6, %d clients".formatted(world.clients()), world.clients(), insert, engine);
            double perSecond = measured.perSecond(engine);
            world.findings()
                    .row(Row.atLeast(
                            11,
                            name(),
                            perSecond * ROWS / measured.perSecond(insert),
                            "x pg-insert of %d rows".formatted(ROWS),
                            0.7,
                            1.5,
                            "%.0f runs/s".formatted(perSecond)));
        }
    }
}
