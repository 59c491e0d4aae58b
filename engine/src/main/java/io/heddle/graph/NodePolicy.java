package io.heddle.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node is run, apart from what it does. Immutable; made by {@link NodeHandle}.
 *
 * @param deferred whether it waits until nothing else is due
 * @param mayGoTo names of the nodes its commands may go to
 * @param retries when it is tried again; the first that takes a failure decides
 * @param timeouts how long an attempt may take
 * @param cache when it need not run; null for never
 * @param onError name of the node that takes its failure; null if the run fails
 */
public record NodePolicy(
        boolean deferred,
        List<String> mayGoTo,
        List<Retry> retries,
        Timeouts timeouts,
        @Nullable Cache cache,
        @Nullable String onError) {
    /** Runs when it is due, once and for as long as it likes, goes nowhere by command, fails the run. */
    public static final NodePolicy PLAIN = new NodePolicy(false, List.of(), List.of(), Timeouts.NONE, null, null);

    public NodePolicy {
        mayGoTo = List.copyOf(mayGoTo);
        retries = List.copyOf(retries);
    }

    /** The most attempts that one hand-out of a task can come to. */
    public int mostAttempts() {
        return retries.stream().mapToInt(Retry::attempts).max().orElse(1);
    }
}
