package io.heddle.graph;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a barrier shows: who is there and who is not.
 *
 * @param arrived in the order of their coming
 * @param missing in declared order
 */
public record Arrivals<P>(Set<P> arrived, Set<P> missing) {
    public Arrivals {
        arrived = Collections.unmodifiableSet(new LinkedHashSet<>(arrived));
        missing = Collections.unmodifiableSet(new LinkedHashSet<>(missing));
    }

    /** Whether all parties have arrived. */
    public boolean complete() {
        return missing.isEmpty();
    }
}
