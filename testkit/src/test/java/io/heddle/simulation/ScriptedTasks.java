package io.heddle.simulation;

import io.heddle.api.RunError;
import io.heddle.graph.ChangeRefused;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.Route;
import io.heddle.graph.Target;
import io.heddle.graph.Update;
import io.heddle.graph.Values;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.Stepper;
import io.heddle.step.TaskOutcome;
import io.heddle.thread.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs nodes, routers and reducers on the spot: the world outside of a thread, without threads or time. */
final class ScriptedTasks {
    private ScriptedTasks() {}

    static TaskOutcome run(Effect.RunTasks order, DueTask task) {
        Graph graph = ScriptedGraphs.CATALOG.find(order.spec().graphId()).orElseThrow();
        NodeDefinition node = graph.node(task.node()).orElseThrow();
        try {
            Update update = (Update) node.function().run(graph.view(order.values()), null);
            List<ChannelUpdate> updates = ChannelUpdate.of(update.writes());
            Map<String, JsonValue> reduced = reduce(graph, order.values(), Stepper.operands(updates));
            return new TaskOutcome.Succeeded(updates, reduced, next(graph, node, order, updates, reduced), List.of());
        } catch (Exception e) {
            return new TaskOutcome.Failed(new RunError(e.getClass().getSimpleName(), String.valueOf(e.getMessage())));
        }
    }

    static Map<String, JsonValue> reduce(Graph graph, Values values, Map<String, List<JsonValue>> operands) {
        Map<String, JsonValue> reduced = new HashMap<>();
        operands.forEach((name, each) -> {
            FoldChannel<?> fold = (FoldChannel<?>) graph.channel(name).orElseThrow();
            ChannelValue current = Objects.requireNonNull(values.get(fold));
            reduced.put(name, fold.reduce(current, each));
        });
        return reduced;
    }

    private static List<Destination> next(
            Graph graph,
            NodeDefinition node,
            Effect.RunTasks order,
            List<ChannelUpdate> updates,
            Map<String, JsonValue> reduced)
            throws Exception {
        List<Destination> next = new ArrayList<>();
        node.outgoing().always().forEach(target -> next.add(new Destination.Node(target)));
        for (Route route : node.outgoing().routes()) {
            for (Target target : route.router().route(seen(graph, order.values(), updates, reduced))) {
                next.add(new Destination.Node(target.node().name()));
            }
        }
        next.remove(new Destination.Node(Graph.END_NAME));
        return next;
    }

    private static View seen(Graph graph, Values values, List<ChannelUpdate> updates, Map<String, JsonValue> reduced) {
        try {
            return graph.view(Stepper.apply(values, updates, reduced));
        } catch (ChangeRefused refused) {
            return graph.view(values);
        }
    }
}
