package io.heddle.bench;

/**
 * A line of the report: ours as a multiple of a baseline's.
 *
 * @param number of the goal
 * @param unit what the value is a multiple of
 * @param mustHold the least (or most) that is acceptable
 * @param goal what is aimed at
 * @param most whether smaller is better
 * @param ours what was measured, for people
 */
record Row(
        int number,
        String workload,
        double value,
        String unit,
        double mustHold,
        double goal,
        boolean most,
        String ours) {
    static Row atLeast(
            int number, String workload, double value, String unit, double mustHold, double goal, String ours) {
        return new Row(number, workload, value, unit, mustHold, goal, false, ours);
    }

    static Row atMost(
            int number, String workload, double value, String unit, double mustHold, double goal, String ours) {
        return new Row(number, workload, value, unit, mustHold, goal, true, ours);
    }

    boolean holds() {
        return most ? value <= mustHold : value >= mustHold;
    }

    boolean reached() {
        return most ? value <= goal : value >= goal;
    }
}
