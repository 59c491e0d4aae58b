package io.heddle.graph;

import java.util.List;
import java.util.stream.Collectors;

/** A graph that cannot work; thrown while it is built, with every finding at once. */
public final class InvalidGraphException extends IllegalArgumentException {
    private final transient List<Finding> findings;

    InvalidGraphException(String graph, List<Finding> findings) {
        super(findings.stream()
                .map(finding -> "\n  %s: %s".formatted(finding.fault().code(), finding))
                .collect(Collectors.joining(
                        "", "graph %s cannot work:".formatted(graph), "\nread on in docs/guide/definition-errors.md")));
        this.findings = List.copyOf(findings);
    }

    /** Never empty; in the order of the definition within each kind of fault. */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * One fault.
     *
     * @param subject the node, edge or channel
     * @param found what is wrong with it
     * @param mend what to write instead
     */
    public record Finding(GraphFault fault, String subject, String found, String mend) {
        @Override
        public String toString() {
            return "%s %s (%s)".formatted(subject, found, mend);
        }
    }
}
