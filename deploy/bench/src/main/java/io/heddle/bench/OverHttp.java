package io.heddle.bench;

import java.util.ArrayList;
import java.util.List;

/** W7: the turns of W1 over HTTP, waiting for the answer or reading its stream. */
final class OverHttp implements Workload {
    private static final int EACH = 8;

    @Override
    public String name() {
        return "W7";
    }

    @Override
    public List<Row> run(World world) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Naive naive = new Naive(world.server().fresh(), new Conversations(EACH));
                PgInsert insert = new PgInsert(world.server().fresh());
                NullHttp nothing = new NullHttp();
                HttpTurns wait = new HttpTurns(world.server().fresh(), new Conversations(EACH), HttpTurns.Way.WAIT)) {
            Rounds.Measured many = world.rounds()
                    .measure("W7 wait, %d clients".formatted(world.clients()), world.clients(), naive, nothing, wait);
            double perSecond = many.perSecond(wait);
            String ours = "%.0f turns/s".formatted(perSecond);
            rows.add(Row.atLeast(2, name(), perSecond / many.perSecond(naive), "x naive", 1, 2.5, ours));
            rows.add(Row.atLeast(2, name(), perSecond / many.perSecond(nothing), "x null HTTP", 0, 0.15, ours));
            Rounds.Measured alone = world.rounds().measure("W7 wait, 1 client", 1, insert, wait);
            rows.add(Row.atMost(
                    3,
                    name(),
                    alone.p50(wait) / alone.p50(insert),
                    "x pg-insert p50",
                    7,
                    4,
                    "p50 %.0f us".formatted(alone.p50(wait))));
        }
        try (NullHttp nothing = new NullHttp();
                HttpTurns stream =
                        new HttpTurns(world.server().fresh(), new Conversations(EACH), HttpTurns.Way.STREAM)) {
            stream.firsts().taken();
            Rounds.Measured alone = world.rounds().measure("W7 stream, 1 client", 1, nothing, stream);
            double first = stream.firsts().taken().getValueAtPercentile(50);
            rows.add(Row.atMost(
                    4,
                    name(),
                    first / alone.p50(nothing),
                    "x null HTTP",
                    20,
                    10,
                    "first event after %.0f us".formatted(first)));
        }
        return rows;
    }
}
