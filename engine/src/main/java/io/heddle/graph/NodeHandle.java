package io.heddle.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says how a node is run; handed to the last argument of {@code node(…)}. Not thread-safe; a builder. */
public final class NodeHandle {
    private boolean deferred;
    private final List<String> mayGoTo = new ArrayList<>();
    private @Nullable String onError;

    NodeHandle() {}

    NodeHandle(NodePolicy start) {
        deferred = start.deferred();
        mayGoTo.addAll(start.mayGoTo());
        onError = start.onError();
    }

    /** The node waits until nothing else is due: it sees what all branches, short and long, have written. */
    public NodeHandle deferred() {
        deferred = true;
        return this;
    }

    /** The node's commands may go to these; drawn, validated, and enforced. */
    public NodeHandle mayGoTo(NodeKey<?>... targets) {
        for (NodeKey<?> target : targets) {
            mayGoTo.add(target.name());
        }
        return this;
    }

    /** When the node has failed for good, {@code handler} takes the failure and the run goes on there. */
    public NodeHandle onError(NodeKey<Failure> handler) {
        onError = handler.name();
        return this;
    }

    NodePolicy policy() {
        return new NodePolicy(deferred, mayGoTo, onError);
    }
}
