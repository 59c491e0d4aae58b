package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says how a node is run, and what is told about it; handed to the last argument of {@code node(…)}, and to {@code
 * defaults(…)} for all nodes of a graph that do not say otherwise. Not thread-safe; a builder.
 *
 * <p>Of a node that is a subgraph, retries and timeouts hold for what makes the child's input and this graph's writes of its
 * result; the nodes inside have policies of their own. Its {@link #onError} takes whatever fails inside and is not dealt with
 * there.
 */
public final class NodeHandle {
    private final Map<String, JsonValue> metadata = new LinkedHashMap<>();
    private String description = "";
    private boolean deferred;
    private final List<NodeKey<?>> mayGoTo = new ArrayList<>();
    private List<Retry> retries = List.of();
    private Timeouts timeouts = Timeouts.NONE;
    private @Nullable Cache cache;
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

    /**
     * A failure is tried again if one of these takes it; the first that does decides. Without any, the first failure is the
     * last. Recorded calls are not repeated; what a failed attempt emitted has been seen, what it wanted to write has not.
     */
    public NodeHandle retry(Retry... policies) {
        retries = List.of(policies);
        return this;
    }

    /**
     * An attempt may take this long. One that takes longer is interrupted and fails with a {@link NodeTimeoutException}, and
     * nothing it does from then on counts, even if it does not stop. The engine's own default is no limit.
     */
    public NodeHandle timeout(Duration limit) {
        timeouts = timeouts.withAttempt(limit);
        return this;
    }

    /** An attempt may go this long without a token, an emitted value, a recorded call or a heartbeat. By default, for ever. */
    public NodeHandle idleTimeout(Duration limit) {
        timeouts = timeouts.withIdle(limit);
        return this;
    }

    /** An attempt may go this long without {@link NodeContext#heartbeat}; nothing else counts. By default, for ever. */
    public NodeHandle heartbeatTimeout(Duration limit) {
        timeouts = timeouts.withHeartbeat(limit);
        return this;
    }

    /** An attempt may take as long as it likes, whatever the graph's defaults say. */
    public NodeHandle withoutTimeouts() {
        timeouts = Timeouts.NONE;
        return this;
    }

    /** The node need not run when it has run before with the same key; the earlier result is taken again. */
    public NodeHandle cache(Cache policy) {
        cache = policy;
        return this;
    }

    /**
     * When the node has failed for good, {@code handler} takes the failure and the run goes on there: what the node wanted to
     * write is lost, its own edges do not hold, and its siblings are not touched. A send with a rule of its own for failures
     * keeps to that rule.
     */
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
                deferred,
                mayGoTo.stream().map(NodeKey::name).toList(),
                retries,
                timeouts,
                cache,
                onError == null ? null : onError.name());
    }
}
