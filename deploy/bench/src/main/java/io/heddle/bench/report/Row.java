package io.heddle.bench.report;

/**
 * A line of the report that has a goal: ours as a multiple of a baseline's, or of itself elsewhere.
 *
 * @param number of the goal
 * @param unit what the value is a multiple of
 * @param mustHold the least (or most) that is acceptable; 0 where only the goal counts
 * @param goal what is aimed at
 * @param most whether smaller is better
 * @param ours what was measured, for people
 */
public record Row(
        int number,
        String workload,
        double value,
        String unit,
        double mustHold,
        double goal,
        boolean most,
        String ours) {
    public static Row atLeast(
            int number, String workload, double value, String unit, double mustHold, double goal, String ours) {
        return new Row(number, workload, value, unit, mustHold, goal, false, ours);
    }

    public static Row atMost(
            int number, String workload, double value, String unit, double mustHold, double goal, String ours) {
        return new Row(number, workload, value, unit, mustHold, goal, true, ours);
    }

    public boolean holds() {
        return most ? value <= mustHold : value >= mustHold;
    }

    public boolean reached() {
        return most ? value <= goal : value >= goal;
    }
}
