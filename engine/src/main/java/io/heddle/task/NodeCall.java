package io.heddle.task;

import io.heddle.api.RunError;
import io.heddle.graph.ChangeRefused;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeResult;
import io.heddle.graph.Outgoing;
import io.heddle.graph.Update;
import io.heddle.graph.Values;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Stepper;
import io.heddle.step.TaskIds;
import io.heddle.step.TaskOutcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One call of a node and what belongs to it: checking its writes, its folds, its router. Used on the task's thread only. */
final class NodeCall {
    private final Graph graph;
    private final NodeDefinition node;
    private final TaskOrder order;
    private final TaskContext context;

    NodeCall(Graph graph, NodeDefinition node, TaskOrder order, TaskContext context) {
        this.graph = graph;
        this.node = node;
        this.order = order;
        this.context = context;
    }

    TaskOutcome run() throws Exception {
        NodeResult result = node.function().run(graph.view(order.values()), context);
        return switch (result) {
            case null -> failed("InvalidNodeResult", "node %s returned null; return Update.nothing() to write nothing");
            case Update update -> {
                try {
                    yield succeeded(update);
                } catch (ChangeRefused refused) {
                    yield new TaskOutcome.Failed(
                            new RunError("InvalidUpdateError", "node %s: %s".formatted(node.name(), refused.reason())));
                }
            }
        };
    }

    private TaskOutcome succeeded(Update update) throws Exception {
        List<ChannelUpdate> updates = new ArrayList<>();
        for (Write write : update.writes()) {
            if (!graph.channel(write.channel().name())
                    .filter(write.channel()::equals)
                    .isPresent()) {
                return failed(
                        "InvalidUpdateError",
                        "node %s wrote channel " + write.channel() + ", which graph " + graph.id()
                                + " does not declare; add it to channels(…)");
            }
            updates.add(new ChannelUpdate(
                    write.channel().name(),
                    MessageIds.given(
                            write.change(),
                            index -> TaskIds.message(
                                    order.task().visit(),
                                    order.task().attempt(),
                                    write.channel().name(),
                                    index))));
        }
        Map<String, JsonValue> reduced = Folds.reduce(graph, order.values(), Stepper.operands(updates));
        Values after = Stepper.apply(order.values(), updates, reduced);
        Outgoing outgoing = node.outgoing();
        Set<String> next = new LinkedHashSet<>(outgoing.always());
        if (outgoing.router() != null) {
            for (NodeKey<?> target : outgoing.router().route(graph.view(after))) {
                if (target == null || !outgoing.routed().contains(target.name())) {
                    return failed(
                            "InvalidRouteError",
                            "the router of node %s chose " + target + ", which is not among its declared targets "
                                    + String.join(", ", outgoing.routed()));
                }
                next.add(target.name());
            }
        }
        next.remove(Graph.END_NAME);
        return new TaskOutcome.Succeeded(updates, reduced, List.copyOf(next), context.streamedMessages());
    }

    private TaskOutcome failed(String name, String message) {
        return new TaskOutcome.Failed(new RunError(name, message.formatted(node.name())));
    }
}
