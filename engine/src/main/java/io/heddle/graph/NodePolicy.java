package io.heddle.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node is run, apart from what it does. Immutable; made by {@link NodeHandle}.
 *
 * @param deferred whether it waits until nothing else is due
 * @param mayGoTo names of the nodes its commands may go to
 * @param onError name of the node that takes its failure; null if the run fails
 */
public record NodePolicy(
        boolean deferred, List<String> mayGoTo, @Nullable String onError) {
    /** Runs when it is due, goes nowhere by command, fails the run. */
    public static final NodePolicy PLAIN = new NodePolicy(false, List.of(), null);

    public NodePolicy {
        mayGoTo = List.copyOf(mayGoTo);
    }
}
