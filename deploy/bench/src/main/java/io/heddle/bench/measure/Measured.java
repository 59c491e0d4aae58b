package io.heddle.bench.measure;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What came of the rounds, by the names of subjects. */
public record Measured(Map<String, List<Sample>> samples) {
    public double median(Subject subject, ToDoubleFunction<Sample> of) {
        double[] sorted = of(subject).stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    public double perSecond(Subject subject) {
        return median(subject, sample -> sample.load().perSecond());
    }

    /** Microseconds. */
    public double p50(Subject subject) {
        return median(subject, sample -> sample.load().micros(50));
    }

    /** The subject's last round, when everything was warmest. */
    public Sample last(Subject subject) {
        return of(subject).getLast();
    }

    private List<Sample> of(Subject subject) {
        List<Sample> taken = samples.get(subject.name());
        if (taken == null) {
            throw new IllegalArgumentException(subject.name() + " took no part in these rounds: " + samples.keySet());
        }
        return taken;
    }
}
