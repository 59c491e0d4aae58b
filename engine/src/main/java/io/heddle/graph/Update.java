package io.heddle.graph;

import java.util.List;

/** Writes to channels; they take effect together with those of the other tasks of the superstep, or not at all. */
public record Update(List<Write> writes) implements NodeResult {
    private static final Update NOTHING = new Update(List.of());

    public Update {
        writes = List.copyOf(writes);
    }

    public static Update of(Write... writes) {
        return new Update(List.of(writes));
    }

    public static Update nothing() {
        return NOTHING;
    }
}
