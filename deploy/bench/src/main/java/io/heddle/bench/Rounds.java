package io.heddle.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Measures subjects in turn, round by round, so that a machine's good and bad minutes are shared; medians are told. */
final class Rounds {
    private static final int ROUNDS = 3;

    private final Server server;
    private final Duration time;
    private final PrintStream progress;

    Rounds(Server server, Duration time, PrintStream progress) {
        this.server = server;
        this.time = time;
        this.progress = progress;
    }

    /** A subject in one round. */
    record Sample(Load.Result load, Meters spent) {
        double perTurn(ToDoubleFunction<Meters> meter) {
            return meter.applyAsDouble(spent) / Math.max(1, load.turns());
        }

        double cpuMicros() {
            return perTurn(meters -> meters.engine() + meters.postgres()) / 1e3;
        }
    }

    /** What came of the rounds, by subject. */
    record Measured(Map<String, List<Sample>> samples) {
        double median(Subject subject, ToDoubleFunction<Sample> of) {
            double[] sorted = samples.getOrDefault(subject.name(), List.of()).stream()
                    .mapToDouble(of)
                    .sorted()
                    .toArray();
            return sorted[sorted.length / 2];
        }

        double perSecond(Subject subject) {
            return median(subject, sample -> sample.load().perSecond());
        }

        double p50(Subject subject) {
            return median(subject, sample -> sample.load().micros(50));
        }
    }

    Measured measure(String what, int clients, Subject... subjects) throws Exception {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        long[] acknowledged = new long[subjects.length];
        long[] before = new long[subjects.length];
        for (int i = 0; i < subjects.length; i++) {
            before[i] = subjects[i].kept();
            acknowledged[i] +=
                    Load.drive(subjects[i], clients, time.dividedBy(2)).turns();
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < subjects.length; i++) {
                Meters begun = Meters.read(server);
                Load.Result load = Load.drive(subjects[i], clients, time);
                Sample sample = new Sample(load, Meters.read(server).since(begun));
                acknowledged[i] += load.turns();
                samples.computeIfAbsent(subjects[i].name(), name -> new ArrayList<>())
                        .add(sample);
                progress.printf(
                        "%-28s round %d  %-12s %9.0f turns/s  p50 %7.0f us  p99 %8.0f us  %6.0f us CPU  %6.0f B WAL  %7.0f B allocated%n",
                        what,
                        round + 1,
                        subjects[i].name(),
                        load.perSecond(),
                        load.micros(50),
                        load.micros(99),
                        sample.cpuMicros(),
                        sample.perTurn(Meters::wal),
                        sample.perTurn(Meters::allocated));
            }
        }
        for (int i = 0; i < subjects.length; i++) {
            long kept = subjects[i].kept() - before[i];
            if (kept < acknowledged[i]) {
                throw new IllegalStateException("%s: %s acknowledged %d turns and kept %d"
                        .formatted(what, subjects[i].name(), acknowledged[i], kept));
            }
        }
        return new Measured(samples);
    }
}
