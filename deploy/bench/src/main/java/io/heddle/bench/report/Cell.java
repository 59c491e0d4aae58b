package io.heddle.bench.report;

/**
 * One subject in one round, as it was measured.
 *
 * @param p50 microseconds
 * @param p99 microseconds
 * @param engineMicros processor time of this JVM for each turn, load generator included
 * @param postgresMicros processor time of PostgreSQL for each turn
 * @param walBytes for each turn
 * @param allocatedBytes for each turn
 * @param rowsPerCommit of the journal; 0 for baselines
 */
public record Cell(
        String what,
        int clients,
        int round,
        String subject,
        double turnsPerSecond,
        double p50,
        double p99,
        double engineMicros,
        double postgresMicros,
        double walBytes,
        double allocatedBytes,
        double rowsPerCommit) {
    @Override
    public String toString() {
        return ("%-30s round %d  %-11s %8.0f turns/s  p50 %6.0f us  p99 %7.0f us  CPU %5.0f + %4.0f us"
                        + "  %5.0f B WAL  %6.0f B allocated%s")
                .formatted(
                        what,
                        round,
                        subject,
                        turnsPerSecond,
                        p50,
                        p99,
                        engineMicros,
                        postgresMicros,
                        walBytes,
                        allocatedBytes,
                        rowsPerCommit == 0 ? "" : "  %4.1f rows a commit".formatted(rowsPerCommit));
    }
}
