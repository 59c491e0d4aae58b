package io.heddle.simulation;

import java.util.EnumSet;
import java.util.Set;

/** The cell of the matrix that a seed is for: its graph, its client and its storm lean towards it. Consecutive seeds go through all. */
record Aim(Feature feature, Boundary boundary) {
    private static final Set<Feature> GRAPHS = EnumSet.of(
            Feature.GOTO_PARENT,
            Feature.SUBGRAPH_PER_CALL,
            Feature.SUBGRAPH_PER_THREAD,
            Feature.SUBGRAPH_IN_SUBGRAPH,
            Feature.THREE_DEEP);

    static Aim of(long seed) {
        int boundaries = Boundary.RARE.size();
        int features = Feature.values().length;
        long feature = Math.floorDiv(seed, boundaries) + 2 * Math.floorMod(seed, boundaries);
        return new Aim(Feature.values()[Math.floorMod(feature, features)], Boundary.favouredBy(seed));
    }

    boolean at(Feature one) {
        return feature == one;
    }

    /** Whether it takes a graph at this depth. */
    boolean atGraphs(int depth) {
        return GRAPHS.contains(feature)
                || (depth == 0 && (boundary == Boundary.ENTERING || boundary == Boundary.LEAVING));
    }

    /** Whether it takes questions. */
    boolean atAnswers() {
        return boundary == Boundary.BEFORE_ANSWER || boundary == Boundary.AFTER_ANSWER;
    }
}
