package io.heddle.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * An update together with where to go: what a node answers when it decides its own successor. The node's edges hold besides.
 * Immutable.
 *
 * @param writes to channels of the graph that is meant
 * @param goTo where to go besides the node's own edges
 * @param inParent whether the graph around this one is meant: this graph ends at once, and its node in the parent writes and
 *     leads on instead
 */
public record Command(List<Write> writes, List<Target> goTo, boolean inParent) implements NodeResult {
    public Command {
        writes = List.copyOf(writes);
        goTo = List.copyOf(goTo);
    }

    /** Goes to these nodes, in parallel. The node must have declared them: {@code mayGoTo}. */
    public static Command goTo(Target... targets) {
        return new Command(List.of(), List.of(targets), false);
    }

    /** As {@link #goTo(Target...)}, for a list made at run time. */
    public static Command goToAll(List<? extends Target> targets) {
        return new Command(List.of(), List.copyOf(targets), false);
    }

    /** Hands control to the graph around this one, which goes to these nodes of its own. */
    public static Command goToInParent(Target... targets) {
        return new Command(List.of(), List.of(targets), true);
    }

    /** The same with more writes. */
    public Command update(Write... more) {
        List<Write> all = new ArrayList<>(writes);
        all.addAll(List.of(more));
        return new Command(all, goTo, inParent);
    }
}
