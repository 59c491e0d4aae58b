package io.heddle.bench.measure;

import java.util.function.ToDoubleFunction;

/**
 * A subject in one round.
 *
 * @param begun read before
 * @param ended read after, when everything had settled
 */
public record Sample(Load.Result load, Meters begun, Meters ended, double rowsPerCommit) {
    public double perTurn(ToDoubleFunction<Meters> meter) {
        return meter.applyAsDouble(ended.since(begun)) / Math.max(1, load.turns());
    }

    /** Processor time of engine and PostgreSQL for each turn. */
    public double cpuMicros() {
        return perTurn(meters -> meters.engine() + meters.postgres()) / 1e3;
    }
}
