package io.heddle.task;

import io.heddle.graph.ChangeRefused;
import io.heddle.graph.Command;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.NodeResult;
import io.heddle.graph.Update;
import io.heddle.graph.Values;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.Stepper;
import io.heddle.step.TaskIds;
import io.heddle.step.TaskOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One attempt of one task: the node's function, then its writes, its folds, its routers. Used on the task's thread only. */
final class NodeCall {
    private final Graph root;
    private final Graph graph;
    private final NodeDefinition node;
    private final TaskOrder order;
    private final TaskContext context;

    NodeCall(Graph root, Graph graph, NodeDefinition node, TaskOrder order, TaskContext context) {
        this.root = root;
        this.graph = graph;
        this.node = node;
        this.order = order;
        this.context = context;
    }

    TaskOutcome run() throws Exception {
        try {
            if (node.subgraph() != null) {
                SubgraphCall call = new SubgraphCall(graph, node, node.subgraph(), order, this);
                return order.task().stage() == DueTask.Stage.LEAVING ? call.leave() : call.enter();
            }
            NodeResult result = node.function().run(seen(), context);
            if (context.suspended()) {
                return context.interrupted();
            }
            return switch (result) {
                case null ->
                    throw new TaskFault(
                            "InvalidNodeResult",
                            "node %s returned null; return Update.nothing() to write nothing".formatted(node.name()));
                case Update update -> succeeded(checked(graph, "node " + node.name(), update.writes()), List.of());
                case Command command -> command.inParent() ? handedOff(command) : commanded(command);
            };
        } catch (Suspension suspension) {
            return context.interrupted();
        } catch (ChangeRefused refused) {
            throw new TaskFault("InvalidUpdateError", "node %s: %s".formatted(node.name(), refused.reason()));
        }
    }

    /** The state that the node sees: the graph's, or the one it was sent. */
    View seen() {
        Destination.Sent sent = order.task().sent();
        return sent == null || node.key().takesInput() ? graph.view(order.values()) : graph.view(sent.input());
    }

    /** The outcome of updates and of where a command leads; the node's own edges hold besides. */
    TaskOutcome succeeded(List<ChannelUpdate> updates, List<Destination> goTo) throws Exception {
        Map<String, JsonValue> reduced = Folds.reduce(graph, order.values(), Stepper.operands(updates));
        boolean routed = !node.outgoing().routes().isEmpty();
        Values after = routed ? Stepper.apply(order.values(), updates, reduced) : order.values();
        List<Destination> next = new ArrayList<>(Routing.of(node.name(), node.outgoing(), graph.view(after)));
        for (Destination to : goTo) {
            if (to instanceof Destination.Sent || !next.contains(to)) {
                next.add(to);
            }
        }
        return new TaskOutcome.Succeeded(updates, reduced, next, context.streamedMessages());
    }

    /** Writes as updates of a graph's channels; messages without an id get one. */
    List<ChannelUpdate> checked(Graph target, String who, List<Write> writes) {
        List<ChannelUpdate> updates = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (Write write : writes) {
            if (target.channel(write.channel().name())
                    .filter(write.channel()::equals)
                    .isEmpty()) {
                throw new TaskFault(
                        "InvalidUpdateError",
                        "%s wrote channel %s, which graph %s does not declare; add it to channels(…)"
                                .formatted(who, write.channel(), target.id()));
            }
            String channel = write.channel().name();
            updates.add(new ChannelUpdate(
                    channel,
                    MessageIds.given(
                            write.change(),
                            () -> TaskIds.message(
                                    order.task().visit(),
                                    context.label(),
                                    channel,
                                    places.merge(channel, 1, Integer::sum) - 1))));
        }
        return updates;
    }

    private TaskOutcome commanded(Command command) throws Exception {
        return succeeded(
                checked(graph, "node " + node.name(), command.writes()),
                Routing.of(node.name(), command.goTo(), node.policy().mayGoTo()));
    }

    private TaskOutcome handedOff(Command command) {
        String namespace = order.namespace();
        if (namespace.isEmpty()) {
            throw new TaskFault(
                    "InvalidCommandError",
                    "node %s hands over to the parent graph, but graph %s runs on its own; use Command.goTo(…)"
                            .formatted(node.name(), graph.id()));
        }
        String[] path = namespace.split("\\|");
        String outside = String.join("|", Arrays.copyOf(path, path.length - 1));
        Graph parent = root.within(outside).orElseThrow();
        String calling = path[path.length - 1].replaceFirst(":.*", "");
        List<String> exits = parent.node(calling).orElseThrow().policy().mayGoTo();
        return new TaskOutcome.Succeeded(
                List.of(),
                Map.of(),
                List.of(),
                context.streamedMessages(),
                new TaskOutcome.Handoff(
                        checked(parent, "node " + node.name(), command.writes()),
                        Routing.of(node.name() + " in " + calling, command.goTo(), exits)));
    }
}
