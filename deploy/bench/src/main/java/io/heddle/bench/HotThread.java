package io.heddle.bench;

import java.util.List;

/** W3: everybody talks to one thread; nothing may be lost. */
final class HotThread implements Workload {
    @Override
    public String name() {
        return "W3";
    }

    @Override
    public List<Row> run(World world) throws Exception {
        try (PgInsert insert = new PgInsert(world.server().fresh());
                Naive naive = new Naive(world.server().fresh(), Conversations.one());
                EngineTurns engine = new EngineTurns(world.server().fresh(), Conversations.one())) {
            Rounds.Measured alone = world.rounds().measure("W3, 1 client", 1, insert);
            Rounds.Measured measured =
                    world.rounds().measure("W3, %d clients".formatted(world.clients()), world.clients(), naive, engine);
            double perSecond = measured.perSecond(engine);
            return List.of(
                    Row.atLeast(
                            8,
                            name(),
                            perSecond / measured.perSecond(naive),
                            "x naive",
                            2,
                            4,
                            "%.0f turns/s, 0 lost".formatted(perSecond)),
                    Row.atLeast(
                            8,
                            name(),
                            perSecond / alone.perSecond(insert),
                            "x pg-insert at 1 client",
                            0,
                            0.5,
                            "%.0f turns/s".formatted(perSecond)));
        }
    }
}
