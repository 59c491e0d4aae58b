package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says how a node is run, and what is told about it; handed to the last argument of {@code node(…)}. Not thread-safe; a
 * builder.
 */
public final class NodeHandle {
    private final Map<String, JsonValue> metadata = new LinkedHashMap<>();
    private String description = "";
    private boolean deferred;
    private final List<NodeKey<?>> mayGoTo = new ArrayList<>();
    private @Nullable NodeKey<Failure> onError;

    NodeHandle() {}

    /** A sentence about the node, shown with the graph's drawing. */
    public NodeHandle describedAs(String text) {
        description = text;
        return this;
    }

    /**
     * Notes something about the node, shown with the graph's drawing; the last note under a name counts.
     *
     * @param value anything Jackson can write
     */
    public NodeHandle metadata(String name, Object value) {
        metadata.put(name, JsonValue.encode(value));
        return this;
    }

    /** The node waits until nothing else is due: it sees what all branches, short and long, have written. */
    public NodeHandle deferred() {
        deferred = true;
        return this;
    }

    /** The node's commands may go to these; drawn, validated, and enforced. */
    public NodeHandle mayGoTo(NodeKey<?>... targets) {
        mayGoTo.addAll(List.of(targets));
        return this;
    }

    /** When the node has failed for good, {@code handler} takes the failure and the run goes on there. */
    public NodeHandle onError(NodeKey<Failure> handler) {
        onError = handler;
        return this;
    }

    /** Drops the handler that the graph's defaults name: a handler does not handle its own failure. */
    void unguarded() {
        onError = null;
    }

    /** Every node that is named here. */
    List<NodeKey<?>> named() {
        List<NodeKey<?>> named = new ArrayList<>(mayGoTo);
        if (onError != null) {
            named.add(onError);
        }
        return named;
    }

    NodeNotes notes() {
        return new NodeNotes(description, metadata);
    }

    NodePolicy policy() {
        return new NodePolicy(
                deferred, mayGoTo.stream().map(NodeKey::name).toList(), onError == null ? null : onError.name());
    }
}
