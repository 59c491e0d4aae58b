package io.heddle.task;

import io.heddle.graph.Cache;
import io.heddle.graph.ChangeRefused;
import io.heddle.graph.ChannelChange;
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
import io.heddle.thread.Namespaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One attempt of one task: the node's function, then its writes, its folds, its routers. Used on the task's thread only. */
final class NodeCall {
    private final Graph root;
    private final Graph graph;
    private final NodeDefinition node;
    private final TaskOrder order;
    private final TaskContext context;
    private final ResultCache results;
    private final Set<String> named = new HashSet<>();

    NodeCall(Graph root, Graph graph, NodeDefinition node, TaskOrder order, TaskContext context, ResultCache results) {
        this.root = root;
        this.graph = graph;
        this.node = node;
        this.order = order;
        this.context = context;
        this.results = results;
    }

    TaskOutcome run() throws Exception {
        try {
            boolean leaving = order.task().stage() == DueTask.Stage.LEAVING;
            TaskOutcome known = leaving ? null : known();
            if (known != null) {
                return known;
            }
            if (node.subgraph() != null) {
                SubgraphCall call = new SubgraphCall(graph, node, node.subgraph(), order, this);
                return leaving ? call.leave() : call.enter();
            }
            NodeResult result = node.function().run(seen(), context);
            if (context.suspended()) {
                return interrupted();
            }
            return switch (result) {
                case null ->
                    throw new TaskFault(
                            "InvalidNodeResult",
                            "node %s returned null; return Update.nothing() to write nothing".formatted(node.name()));
                case Update update ->
                    kept(checked(graph, "node " + node.name(), update.writes()), List.of(), this::isOurs);
                case Command command -> command.inParent() ? handedOff(command) : commanded(command);
            };
        } catch (Suspension suspension) {
            return interrupted();
        } catch (ChangeRefused refused) {
            throw new TaskFault("InvalidUpdateError", "node %s: %s".formatted(node.name(), refused.reason()));
        }
    }

    private TaskOutcome.Interrupted interrupted() {
        TaskOutcome.Interrupted asked = context.interrupted();
        if (Namespaces.forgets(order.namespace())) {
            throw new TaskFault(
                    "NoMemoryError",
                    ("node %s asks %s, but graph %s runs without memory, so no answer would find it;"
                                    + " let it, and the graphs around it, live per call: Subgraph.Memory.PER_CALL")
                            .formatted(node.name(), asked.asks().getFirst().key(), graph.id()));
        }
        return asked;
    }

    /** The state that the node sees: the graph's, or the one it was sent. */
    View seen() {
        Destination.Sent sent = order.task().sent();
        return sent == null || node.key().takesInput() ? graph.view(order.values()) : graph.view(sent.input());
    }

    /** What the node came to before, if it need not run. */
    private @Nullable TaskOutcome known() throws Exception {
        Cache policy = node.policy().cache();
        NodeCache.Result known =
                policy == null ? null : results.find(ResultCache.key(root, node, policy, order, seen()));
        if (known == null) {
            return null;
        }
        Map<String, Integer> places = new HashMap<>();
        return succeeded(
                known.updates().stream()
                        .map(update ->
                                new ChannelUpdate(update.channel(), named(update.channel(), update.change(), places)))
                        .toList(),
                known.goTo());
    }

    /**
     * As {@link #succeeded}, remembered for the next time.
     *
     * @param fresh which messages are to have other ids then
     */
    TaskOutcome kept(List<ChannelUpdate> updates, List<Destination> goTo, Predicate<String> fresh) throws Exception {
        TaskOutcome outcome = succeeded(updates, goTo);
        Cache policy = node.policy().cache();
        if (policy != null
                && order.visit().asks().isEmpty()
                && updates.stream().allMatch(update -> update.change().isTracked())) {
            List<ChannelUpdate> unnamed = updates.stream()
                    .map(update -> new ChannelUpdate(update.channel(), MessageIds.without(update.change(), fresh)))
                    .toList();
            results.keep(
                    ResultCache.key(root, node, policy, order, seen()),
                    new NodeCache.Result(unnamed, goTo),
                    policy.ttl());
        }
        return outcome;
    }

    /** Whether this attempt has made a message's id. */
    private boolean isOurs(String id) {
        return named.contains(id) || context.streamedMessages().contains(id);
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
            updates.add(new ChannelUpdate(channel, named(channel, write.change(), places)));
        }
        return updates;
    }

    /** A change whose messages all have ids; {@code places} counts those of each channel that came without. */
    private ChannelChange named(String channel, ChannelChange change, Map<String, Integer> places) {
        return MessageIds.given(change, () -> {
            String id = TaskIds.message(
                    order.task().visit(), context.label(), channel, places.merge(channel, 1, Integer::sum) - 1);
            named.add(id);
            return id;
        });
    }

    private TaskOutcome commanded(Command command) throws Exception {
        return kept(
                checked(graph, "node " + node.name(), command.writes()),
                Routing.of(node.name(), command.goTo(), node.policy().mayGoTo()),
                this::isOurs);
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
