package io.heddle.bench;

import java.util.List;

/** W1: turns of many conversations, in process and through sharding; what they cost in time, log and processor. */
final class Turns implements Workload {
    private static final int EACH = 8;

    @Override
    public String name() {
        return "W1";
    }

    @Override
    public List<Row> run(World world) throws Exception {
        try (PgInsert insert = new PgInsert(world.server().fresh());
                PgGroup group = new PgGroup(world.server().fresh());
                Naive naive = new Naive(world.server().fresh(), new Conversations(EACH));
                EngineTurns engine = new EngineTurns(world.server().fresh(), new Conversations(EACH))) {
            Rounds.Measured measured = world.rounds()
                    .measure(
                            "W1, %d clients".formatted(world.clients()), world.clients(), insert, group, naive, engine);
            double perSecond = measured.perSecond(engine);
            double wal = measured.median(engine, sample -> sample.perTurn(Meters::wal));
            double cpu = measured.median(engine, Rounds.Sample::cpuMicros);
            return List.of(
                    Row.atLeast(
                            1,
                            name(),
                            perSecond / measured.perSecond(insert),
                            "x pg-insert",
                            0.6,
                            1.5,
                            "%.0f turns/s".formatted(perSecond)),
                    Row.atLeast(
                            1,
                            name(),
                            perSecond / measured.perSecond(naive),
                            "x naive",
                            2,
                            4,
                            "%.0f turns/s".formatted(perSecond)),
                    Row.atMost(
                            5,
                            name(),
                            wal / measured.median(group, sample -> sample.perTurn(Meters::wal)),
                            "x pg-group",
                            4,
                            1.7,
                            "%.0f B of WAL a turn, index and snapshots included".formatted(wal)),
                    Row.atMost(
                            6,
                            name(),
                            cpu / measured.median(group, Rounds.Sample::cpuMicros),
                            "x pg-group",
                            14,
                            7,
                            "%.0f us of CPU a turn".formatted(cpu)));
        }
    }
}
