package io.heddle.bench;

import io.heddle.bench.measure.Measured;
import io.heddle.bench.report.Row;
import io.heddle.bench.subject.Conversations;
import io.heddle.bench.subject.EngineTurns;
import io.heddle.bench.subject.Naive;
import io.heddle.bench.subject.PgInsert;

/** W3: everybody talks to one thread; nothing may be lost. */
final class HotThread implements Workload {
    @Override
    public String name() {
        return "W3";
    }

    @Override
    public String what() {
        return "turns of one thread by everybody at once";
    }

    @Override
    public void run(World world) throws Exception {
        try (PgInsert insert = new PgInsert(world.server().fresh());
                Naive naive = new Naive(world.server().fresh(), Conversations.one());
                EngineTurns engine = new EngineTurns(world.server().fresh(), Conversations.one())) {
            Measured alone = world.rounds().measure("W3, 1 client", 1, insert);
            Measured measured =
                    world.rounds().measure("W3, %d clients".formatted(world.clients()), world.clients(), naive, engine);
            double perSecond = measured.perSecond(engine);
            String ours = "%.0f turns/s, 0 lost".formatted(perSecond);
            world.findings().row(Row.atLeast(8, name(), perSecond / measured.perSecond(naive), "x naive", 2, 4, ours));
            world.findings()
                    .row(Row.atLeast(
                            8, name(), perSecond / alone.perSecond(insert), "x pg-insert at 1 client", 0, 0.5, ours));
        }
    }
}
