package io.heddle.bench;

import io.heddle.bench.measure.Measured;
import io.heddle.bench.measure.Meters;
import io.heddle.bench.measure.Sample;
import io.heddle.bench.measure.Subject;
import io.heddle.bench.measure.WalShares;
import io.heddle.bench.report.Curve;
import io.heddle.bench.report.Curve.Point;
import io.heddle.bench.report.Curve.Series;
import io.heddle.bench.report.Findings;
import io.heddle.bench.report.Row;
import io.heddle.bench.subject.Conversations;
import io.heddle.bench.subject.EngineTurns;
import io.heddle.bench.subject.Naive;
import io.heddle.bench.subject.PgGroup;
import io.heddle.bench.subject.PgInsert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** W1: turns of many conversations, in process and through sharding; what they cost in time, log and processor. */
final class Turns implements Workload {
    @Override
    public String name() {
        return "W1";
    }

    @Override
    public String what() {
        return "turns of many conversations, in process";
    }

    @Override
    public void run(World world) throws Exception {
        try (PgInsert insert = new PgInsert(world.server().fresh());
                PgGroup group = new PgGroup(world.server().fresh());
                Naive naive = new Naive(world.server().fresh(), new Conversations());
                EngineTurns engine = new EngineTurns(world.server().fresh(), new Conversations())) {
            Measured measured = world.rounds()
                    .measure(
                            "W1, %d clients".formatted(world.clients()), world.clients(), insert, group, naive, engine);
            throughput(world.findings(), measured, insert, naive, engine);
            cost(world.findings(), measured, group, engine);
            curve(world, measured, insert, engine);
        }
    }

    private void throughput(Findings findings, Measured measured, PgInsert insert, Naive naive, EngineTurns engine) {
        double perSecond = measured.perSecond(engine);
        String ours = "%.0f turns/s".formatted(perSecond);
        findings.row(Row.atLeast(1, name(), perSecond / measured.perSecond(insert), "x pg-insert", 0.6, 1.5, ours));
        findings.row(Row.atLeast(1, name(), perSecond / measured.perSecond(naive), "x naive", 2, 4, ours));
        findings.figure(
                name(), "rows of the journal in one commit", measured.median(engine, Sample::rowsPerCommit), "rows");
        findings.figure(
                name(),
                "allocated for a turn",
                measured.median(engine, sample -> sample.perTurn(Meters::allocated)),
                "B");
    }

    private void cost(Findings findings, Measured measured, PgGroup group, EngineTurns engine) throws Exception {
        double groupWal = measured.median(group, sample -> sample.perTurn(Meters::wal));
        Sample last = measured.last(engine);
        Optional<WalShares> shares = WalShares.between(engine.database(), last.begun(), last.ended());
        double turns = Math.max(1, last.load().turns());
        double journal = shares.map(known -> known.journal() / turns)
                .orElseGet(() -> measured.median(engine, sample -> sample.perTurn(Meters::wal)));
        findings.row(Row.atMost(
                5,
                name(),
                journal / groupWal,
                "x pg-group, journal's WAL",
                4,
                1.7,
                "%.0f B a turn".formatted(journal)));
        findings.figure(name(), "WAL of a turn, journal", journal, "B");
        shares.ifPresent(known -> {
            findings.row(Row.atMost(
                    5,
                    name(),
                    known.besideJournal(),
                    "x journal's WAL, index + snapshots",
                    1,
                    1,
                    "%.0f B of index, %.0f B of snapshots a turn"
                            .formatted(known.index() / turns, known.snapshots() / turns)));
            findings.figure(
                    name(), "WAL of a turn, index and snapshots", (known.index() + known.snapshots()) / turns, "B");
            findings.figure(name(), "WAL of a turn, checkpoints and the like", known.others() / turns, "B");
        });
        double ours = measured.median(engine, sample -> sample.perTurn(Meters::engine)) / 1e3;
        double postgres = measured.median(engine, sample -> sample.perTurn(Meters::postgres)) / 1e3;
        findings.row(Row.atMost(
                6,
                name(),
                measured.median(engine, Sample::cpuMicros) / measured.median(group, Sample::cpuMicros),
                "x pg-group, CPU",
                14,
                7,
                "%.0f us in this JVM, %.0f us in PostgreSQL".formatted(ours, postgres)));
        findings.figure(name(), "processor time of a turn, this JVM", ours, "us");
        findings.figure(name(), "processor time of a turn, PostgreSQL", postgres, "us");
    }

    private void curve(World world, Measured measured, PgInsert insert, EngineTurns engine) throws Exception {
        Map<Integer, Measured> byClients = new TreeMap<>(Map.of(world.clients(), measured));
        for (int clients : world.sizes().otherClients()) {
            if (!byClients.containsKey(clients)) {
                byClients.put(
                        clients, world.glance().measure("W1, %d clients".formatted(clients), clients, insert, engine));
            }
        }
        world.findings()
                .curve(new Curve(
                        "throughput-by-clients",
                        "Durable turns each second",
                        "clients",
                        "turns/s",
                        false,
                        List.of(throughput(byClients, engine), throughput(byClients, insert))));
        byClients.forEach((clients, one) -> world.findings()
                .figure(name(), "p50 of a turn with %d clients".formatted(clients), one.p50(engine) / 1e3, "ms"));
    }

    private static Series throughput(Map<Integer, Measured> byClients, Subject subject) {
        List<Point> points = new ArrayList<>();
        byClients.forEach((clients, one) -> points.add(new Point(clients, one.perSecond(subject))));
        return new Series(subject.name(), points);
    }
}
