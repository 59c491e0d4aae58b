package io.heddle.bench;

import io.heddle.bench.measure.Measured;
import io.heddle.bench.measure.Meters;
import io.heddle.bench.report.Row;
import io.heddle.bench.subject.Conversations;
import io.heddle.bench.subject.HttpEngine;
import io.heddle.bench.subject.HttpTurns;
import io.heddle.bench.subject.Naive;
import io.heddle.bench.subject.NullHttp;
import io.heddle.bench.subject.PgInsert;

/** W7: the turns of W1 over HTTP, waiting for the answer or reading its stream. */
final class OverHttp implements Workload {
    @Override
    public String name() {
        return "W7";
    }

    @Override
    public String what() {
        return "turns of many conversations over HTTP, waited for and streamed";
    }

    @Override
    public void run(World world) throws Exception {
        try (PgInsert insert = new PgInsert(world.server().fresh());
                NullHttp nothing = new NullHttp();
                HttpEngine engine = new HttpEngine(world.server().fresh())) {
            waiting(world, engine, insert, nothing);
            streaming(world, engine, nothing);
        }
    }

    private void waiting(World world, HttpEngine engine, PgInsert insert, NullHttp nothing) throws Exception {
        try (Naive naive = new Naive(world.server().fresh(), new Conversations());
                HttpTurns wait = new HttpTurns(engine, HttpTurns.Way.WAIT)) {
            int clients = world.clients();
            Measured many =
                    world.rounds().measure("W7 wait, %d clients".formatted(clients), clients, naive, nothing, wait);
            double perSecond = many.perSecond(wait);
            String ours = "%.0f turns/s".formatted(perSecond);
            world.findings().row(Row.atLeast(2, name(), perSecond / many.perSecond(naive), "x naive", 1, 2.5, ours));
            world.findings()
                    .row(Row.atLeast(2, name(), perSecond / many.perSecond(nothing), "x null HTTP", 0, 0.15, ours));
            world.findings()
                    .figure(
                            name(),
                            "processor time of a turn over HTTP, this JVM",
                            many.median(wait, sample -> sample.perTurn(Meters::engine)) / 1e3,
                            "us");
            Measured alone = world.alone().measure("W7 wait, 1 client", 1, insert, wait);
            world.findings()
                    .row(Row.atMost(
                            3,
                            name(),
                            alone.p50(wait) / alone.p50(insert),
                            "x pg-insert p50",
                            7,
                            4,
                            "p50 %.0f us".formatted(alone.p50(wait))));
        }
    }

    private void streaming(World world, HttpEngine engine, NullHttp nothing) throws Exception {
        try (HttpTurns stream = new HttpTurns(engine, HttpTurns.Way.STREAM)) {
            Measured alone = world.alone().measure("W7 stream, 1 client", 1, nothing, stream);
            double first = stream.firsts().taken().getValueAtPercentile(50);
            world.findings()
                    .row(Row.atMost(
                            4,
                            name(),
                            first / alone.p50(nothing),
                            "x null HTTP, first event",
                            20,
                            10,
                            "first event after %.0f us".formatted(first)));
            world.findings().figure(name(), "a whole stream, p50", alone.p50(stream) / 1e3, "ms");
            world.findings()
                    .figure(
                            name(),
                            "end of a stream after its last event, p99",
                            stream.ends().taken().getValueAtPercentile(99) / 1e3,
                            "ms");
        }
    }
}
