package io.heddle.bench;

import java.io.PrintStream;
import java.time.Duration;

/**
 * What workloads have in common.
 *
 * @param clients how many take turns at the same time where a goal does not say
 * @param time of one subject in one round
 */
record World(Server server, int clients, Duration time, PrintStream progress) {
    Rounds rounds() {
        return new Rounds(server, time, progress);
    }
}
