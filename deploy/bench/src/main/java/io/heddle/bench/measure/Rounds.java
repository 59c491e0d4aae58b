package io.heddle.bench.measure;

import io.heddle.bench.report.Cell;
import io.heddle.bench.report.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures subjects in turn, round by round, so that a machine's good and bad minutes are shared; then looks whether
 * everything that was acknowledged is there.
 *
 * @param rounds how many
 * @param time of Heddle in one round; baselines take half of it
 */
public record Rounds(Server server, Findings findings, int rounds, Duration time) {
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final int MOST_STEPS = 8;

    public Measured measure(String what, int clients, Subject... subjects) throws Exception {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        long[] expected = new long[subjects.length];
        for (int i = 0; i < subjects.length; i++) {
            expected[i] = subjects[i].kept() + warmUp(subjects[i], clients);
        }
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < subjects.length; i++) {
                Sample sample = sample(subjects[i], clients);
                expected[i] += sample.load().turns();
                samples.computeIfAbsent(subjects[i].name(), name -> new ArrayList<>())
                        .add(sample);
                findings.cell(cell(what, clients, round, subjects[i], sample));
            }
        }
        for (int i = 0; i < subjects.length; i++) {
            long kept = subjects[i].kept();
            if (kept < expected[i]) {
                throw new IllegalStateException("%s: %s acknowledged %d turns and kept %d"
                        .formatted(what, subjects[i].name(), expected[i], kept));
            }
        }
        return new Measured(samples);
    }

    private Duration time(Subject subject) {
        return subject.ours() ? time : time.dividedBy(2);
    }

    /** Heddle's is over when it meets no more code that is new to the JVM; a baseline's code is small. */
    private long warmUp(Subject subject, int clients) throws Exception {
        Duration round = time(subject);
        Duration step = round.compareTo(WARM_UP) < 0 ? round : WARM_UP;
        long turns = 0;
        boolean warm = false;
        for (int steps = 0; steps < (subject.ours() ? MOST_STEPS : 1) && !warm; steps++) {
            Compiler compiler = Compiler.watch();
            turns += Load.drive(subject, clients, step).turns();
            warm = compiler.quiet();
        }
        return turns;
    }

    private Sample sample(Subject subject, int clients) throws Exception {
        subject.settle();
        Meters begun = Meters.read(server);
        Subject.Commits before = subject.commits();
        Load.Result load = Load.drive(subject, clients, time(subject));
        double rowsPerCommit = subject.commits().rowsPerCommitSince(before);
        subject.settle();
        return new Sample(load, begun, Meters.read(server), rowsPerCommit);
    }

    private static Cell cell(String what, int clients, int round, Subject subject, Sample sample) {
        Load.Result load = sample.load();
        return new Cell(
                what,
                clients,
                round,
                subject.name(),
                load.perSecond(),
                load.micros(50),
                load.micros(99),
                sample.perTurn(Meters::engine) / 1e3,
                sample.perTurn(Meters::postgres) / 1e3,
                sample.perTurn(Meters::wal),
                sample.perTurn(Meters::allocated),
                sample.rowsPerCommit());
    }
}
