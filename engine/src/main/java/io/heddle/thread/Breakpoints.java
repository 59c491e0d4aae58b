package io.heddle.thread;

import java.util.Collection;
import java.util.List;

/**
 * Where a run pauses although nobody asks anything.
 *
 * @param before nodes before which it pauses; {@code *} stands for all
 * @param after nodes after which it pauses; {@code *} stands for all
 */
public record Breakpoints(List<String> before, List<String> after) {
    public static final Breakpoints NONE = new Breakpoints(List.of(), List.of());

    /** After every superstep. */
    public static final Breakpoints EVERY_STEP = new Breakpoints(List.of(), List.of("*"));

    public Breakpoints {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    boolean isEmpty() {
        return before.isEmpty() && after.isEmpty();
    }

    boolean pausesBefore(Collection<String> nodes) {
        return hit(before, nodes);
    }

    boolean pausesAfter(Collection<String> nodes) {
        return hit(after, nodes);
    }

    private static boolean hit(List<String> points, Collection<String> nodes) {
        return !points.isEmpty()
                && !nodes.isEmpty()
                && (points.contains("*") || nodes.stream().anyMatch(points::contains));
    }
}
