package io.heddle.graph;

import java.util.List;

/** A graph that cannot work; thrown while it is built, with every finding at once. */
public final class InvalidGraphException extends IllegalArgumentException {
    private final transient List<Finding> findings;

    InvalidGraphException(String graph, List<Finding> findings) {
        super("graph %s: %s"
                .formatted(
                        graph,
                        String.join(
                                "; ", findings.stream().map(Finding::toString).toList())));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }

    /**
     * One fault.
     *
     * @param subject the node or channel
     * @param fault what is wrong with it
     * @param mend what to write instead
     */
    public record Finding(String subject, String fault, String mend) {
        @Override
        public String toString() {
            return "%s %s (%s)".formatted(subject, fault, mend);
        }
    }
}
