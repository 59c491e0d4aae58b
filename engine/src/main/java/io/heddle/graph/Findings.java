package io.heddle.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the rules have found so far. Not thread-safe. */
final class Findings {
    private final List<InvalidGraphException.Finding> all = new ArrayList<>();

    /**
     * Notes a fault.
     *
     * @param subject the node, edge or channel
     * @param found what is wrong with it, from a verb on
     * @param mend what to write instead, an imperative
     */
    void add(GraphFault fault, String subject, String found, String mend) {
        InvalidGraphException.Finding finding = new InvalidGraphException.Finding(fault, subject, found, mend);
        if (!all.contains(finding)) {
            all.add(finding);
        }
    }

    boolean has(Set<GraphFault> faults) {
        return all.stream().anyMatch(finding -> faults.contains(finding.fault()));
    }

    List<InvalidGraphException.Finding> all() {
        return all;
    }
}
