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

    public Measured measure(String what, int clients, Subject... subjects) throws Exception {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        long[] expected = new long[subjects.length];
        for (int i = 0; i < subjects.length; i++) {
            expected[i] = subjects[i].kept()
                    + Load.drive(subjects[i], clients, warmUp(subjects[i])).turns();
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

    private Duration warmUp(Subject subject) {
        Duration round = time(subject);
        return round.compareTo(WARM_UP) < 0 ? round : WARM_UP;
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
