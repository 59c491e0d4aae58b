package io.heddle.bench;

import io.heddle.bench.measure.Rounds;
import io.heddle.bench.measure.Server;
import io.heddle.bench.report.Findings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What workloads have in common.
 *
 * @param clients how many take turns at the same time where a goal does not say
 * @param time of the engine in one round
 * @param findings takes what comes of it
 * @param folder for files, on the disk that is measured
 * @param program the script {@code heddle}; null where there is none
 */
record World(
        Server server,
        int clients,
        Duration time,
        Sizes sizes,
        Findings findings,
        Path folder,
        @Nullable Path program) {
    Rounds rounds() {
        return new Rounds(server, findings, sizes.rounds(), time);
    }

    /** Rounds of half the time, for the medians of a client who is alone. */
    Rounds alone() {
        return new Rounds(server, findings, sizes.rounds(), time.dividedBy(2));
    }

    /** One short round, for a point of a curve. */
    Rounds glance() {
        return new Rounds(server, findings, 1, sizes.curveTime());
    }
}
