package io.heddle.task;

import io.heddle.graph.ChannelValue;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.Subgraph;
import io.heddle.graph.Update;
import io.heddle.graph.Values;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.GraphState;
import io.heddle.step.Stepper;
import io.heddle.step.TaskOutcome;
import io.heddle.thread.OpenToolCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a task does whose node is a graph: makes the child's input, and makes the parent's writes of what the child left. */
final class SubgraphCall {
    private final Graph parent;
    private final NodeDefinition node;
    private final Subgraph subgraph;
    private final TaskOrder order;
    private final NodeCall call;

    SubgraphCall(Graph parent, NodeDefinition node, Subgraph subgraph, TaskOrder order, NodeCall call) {
        this.parent = parent;
        this.node = node;
        this.subgraph = subgraph;
        this.order = order;
        this.call = call;
    }

    TaskOutcome enter() throws Exception {
        Graph child = subgraph.graph();
        Values inner = child().values();
        Function<View, Update> in = subgraph.in();
        List<ChannelUpdate> input = in == null
                ? SharedState.in(parent, call.seen().values(), child, inner)
                : call.checked(
                        child,
                        "the input of subgraph " + node.name(),
                        in.apply(call.seen()).writes());
        List<ChannelUpdate> updates = new ArrayList<>(OpenToolCalls.closing(inner, List.of(), input, order.run()));
        updates.addAll(input);
        Map<String, JsonValue> reduced = Folds.reduce(child, inner, Stepper.operands(updates));
        Values after = Stepper.apply(inner, updates, reduced);
        return new TaskOutcome.Entered(
                updates, reduced, Routing.of(Graph.START_NAME, child.entry(), child.view(after)));
    }

    TaskOutcome leave() throws Exception {
        GraphState left = child();
        if (left.failure() != null) {
            throw new TaskFault(left.failure().name(), left.failure().message());
        }
        TaskOutcome.Handoff handoff = handoff(left);
        if (handoff != null) {
            return call.succeeded(handoff.updates(), handoff.goTo());
        }
        Function<View, Update> out = subgraph.out();
        List<ChannelUpdate> updates = out == null
                ? SharedState.out(parent, call.seen().values(), subgraph.graph(), left)
                : call.checked(
                        parent,
                        "the output of subgraph " + node.name(),
                        out.apply(subgraph.graph().view(left.values())).writes());
        return call.kept(updates, List.of(), id -> !isKnown(id));
    }

    /** Whether a conversation of the parent holds this message already, so that the child has changed it and not made it. */
    private boolean isKnown(String message) {
        return order.values().channels().values().stream()
                .anyMatch(held -> held instanceof ChannelValue.Messages conversation
                        && conversation.list().contains(message));
    }

    private GraphState child() {
        GraphState child = order.child();
        return child == null ? GraphState.EMPTY : child;
    }

    private static TaskOutcome.@Nullable Handoff handoff(GraphState left) {
        return left.finished().values().stream()
                .map(TaskOutcome.Succeeded::handoff)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
