package io.heddle.thread;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.CheckpointView.TaskView;
import io.heddle.api.Interrupt;
import io.heddle.api.RunError;
import io.heddle.graph.ChangeRefused;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.Stepper;
import io.heddle.step.TaskIds;
import io.heddle.step.TaskOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What others see of a checkpoint: values, what is due, and what its tasks have come to. Pure. */
final class CheckpointViews {
    private final GraphCatalog graphs;

    CheckpointViews(GraphCatalog graphs) {
        this.graphs = graphs;
    }

    /**
     * Where a graph stands, with the writes of tasks that have ended while their siblings have not.
     *
     * @param nested whether the graphs inside its tasks are shown too
     */
    CheckpointView head(ThreadState state, String namespace, boolean nested) {
        GraphState graph = state.graph(namespace);
        Checkpoint head = graph.head();
        if (head == null) {
            return new CheckpointView(
                    state.key(),
                    null,
                    null,
                    namespace,
                    JsonValue.EMPTY_OBJECT,
                    List.of(),
                    List.of(),
                    JsonValue.EMPTY_OBJECT,
                    null);
        }
        List<TaskView> tasks = new ArrayList<>();
        for (DueTask task : graph.due()) {
            List<Interrupt> asked = graph.visit(task).asks().stream()
                    .map(ask -> Interrupts.of(namespace, task, ask))
                    .toList();
            tasks.add(task(state, namespace, task, asked, failure(state, namespace, task), nested));
        }
        return new CheckpointView(
                state.key(),
                head.id(),
                head.parent(),
                namespace,
                values(state.boundGraph(), namespace, withFinished(graph)),
                graph.open().stream().map(DueTask::node).toList(),
                tasks,
                metadata(state, head, Namespaces.parents(state, namespace), null, null),
                Instant.ofEpochMilli(head.at()));
    }

    /** A checkpoint out of the history: the state as it was made, and what its tasks came to. */
    CheckpointView moment(Moment moment, boolean nested) {
        ThreadState thread = moment.thread();
        Checkpoint checkpoint = moment.checkpoint();
        List<TaskView> tasks = new ArrayList<>();
        if (moment.input() != null) {
            tasks.add(start(moment, moment.input()));
        }
        for (DueTask made : moment.made().due()) {
            DueTask task = moment.latest().dueTask(made.id()).orElse(made);
            List<Interrupt> asked = moment.asked().getOrDefault(task.id(), List.of());
            RunError failed = moment.failures().get(task.id());
            RunError failure = failed == null ? failure(thread, moment.namespace(), task) : failed;
            tasks.add(task(thread, moment.namespace(), task, asked, failure, nested));
        }
        return new CheckpointView(
                thread.key(),
                checkpoint.id(),
                checkpoint.parent(),
                moment.namespace(),
                values(thread.boundGraph(), moment.namespace(), moment.made().values()),
                tasks.stream().map(TaskView::node).toList(),
                tasks,
                metadata(thread, checkpoint, moment.parents(), moment.author(), moment.reason()),
                Instant.ofEpochMilli(checkpoint.at()));
    }

    /** A graph's values as clients see them. */
    JsonValue values(@Nullable String graphId, String namespace, Values values) {
        Graph graph = graph(graphId, namespace);
        return graph == null ? values.json() : values.json(graph.channels());
    }

    /** A graph's values as its runs give them out. */
    JsonValue output(@Nullable String graphId, String namespace, Values values) {
        Graph graph = graph(graphId, namespace);
        return graph == null ? values.json() : values.json(graph.outputs());
    }

    /** What a task wrote, as {@code updates} events and task results show it; null if it wrote nothing. */
    @Nullable
    JsonValue shown(@Nullable String graphId, String namespace, List<ChannelUpdate> updates) {
        return ShownUpdate.of(graph(graphId, namespace), updates);
    }

    private TaskView start(Moment moment, List<ChannelUpdate> input) {
        ThreadState thread = moment.thread();
        JsonValue written = shown(thread.boundGraph(), moment.namespace(), input);
        return new TaskView(
                TaskIds.task(thread.key(), moment.checkpoint().id(), moment.namespace(), Names.START),
                Names.START,
                false,
                null,
                List.of(),
                null,
                null,
                written == null ? JsonValue.EMPTY_OBJECT : written);
    }

    /**
     * @param asked what it has asked so far
     * @param failure why it has failed; null if it has not
     */
    private TaskView task(
            ThreadState state,
            String namespace,
            DueTask task,
            List<Interrupt> asked,
            @Nullable RunError failure,
            boolean nested) {
        TaskOutcome.Succeeded done = state.graph(namespace).finished().get(task.id());
        String subgraph = subgraph(state, namespace, task);
        CheckpointView inside =
                nested && subgraph != null && state.graph(subgraph).head() != null ? head(state, subgraph, true) : null;
        return new TaskView(
                task.id(),
                task.node(),
                task.sent() != null,
                failure == null ? null : failure.name() + ": " + failure.message(),
                done == null ? Interrupts.open(state, namespace, task) : asked,
                subgraph,
                inside,
                done == null ? null : shown(state.boundGraph(), namespace, done.updates()));
    }

    /** A task fails with the graph inside it. */
    private static @Nullable RunError failure(ThreadState state, String namespace, DueTask task) {
        RunError own = state.graph(namespace).failed().get(task.id());
        if (own != null || task.stage() != DueTask.Stage.INSIDE) {
            return own;
        }
        String child = Namespaces.inside(state, namespace, task).orElse(null);
        if (child == null) {
            return null;
        }
        for (DueTask inner : state.graph(child).open()) {
            RunError failure = failure(state, child, inner);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private @Nullable String subgraph(ThreadState state, String namespace, DueTask task) {
        String graphId = state.boundGraph();
        Graph graph = graphId == null
                ? null
                : graphs.find(graphId, state.config())
                        .flatMap(found -> found.within(namespace))
                        .orElse(null);
        NodeDefinition node = graph == null ? null : graph.node(task.node()).orElse(null);
        if (node == null || node.subgraph() == null) {
            return null;
        }
        String child = Namespaces.child(namespace, task, node.subgraph().memory());
        return Namespaces.forgets(child) ? null : child;
    }

    private @Nullable Graph graph(@Nullable String graphId, String namespace) {
        return graphId == null
                ? null
                : graphs.find(graphId).flatMap(graph -> graph.within(namespace)).orElse(null);
    }

    /**
     * The values with what tasks that have ended want written. A fold that several of them wrote keeps what is committed: to
     * combine them is for its reducer, which runs when the step commits.
     */
    static Values withFinished(GraphState graph) {
        Map<String, JsonValue> folded = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (TaskOutcome.Succeeded done : graph.finished().values()) {
            done.reduced().forEach((channel, value) -> {
                if (folded.put(channel, value) != null) {
                    several.add(channel);
                }
            });
        }
        List<ChannelUpdate> updates = graph.leftovers().stream()
                .filter(update ->
                        !(update.change() instanceof ChannelChange.Combine && several.contains(update.channel())))
                .toList();
        try {
            return Stepper.apply(graph.values(), updates, folded);
        } catch (ChangeRefused refused) {
            return graph.values();
        }
    }

    private static JsonValue metadata(
            ThreadState state,
            Checkpoint checkpoint,
            Map<String, CheckpointId> parents,
            @Nullable String author,
            @Nullable String reason) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        Run run = checkpoint.run() == null ? null : state.maker(checkpoint.run());
        if (run != null) {
            metadata.setAll((ObjectNode) run.metadata().node());
        }
        metadata.put("source", checkpoint.source().wire());
        metadata.put("step", checkpoint.step());
        ObjectNode around = metadata.putObject("parents");
        parents.forEach((namespace, id) -> around.put(namespace, id.value()));
        if (author != null) {
            metadata.put("author", author);
        }
        if (reason != null) {
            metadata.put("reason", reason);
        }
        metadata.put("thread_id", state.key().thread().value());
        if (run != null) {
            metadata.put("run_id", run.id().value());
            metadata.put("run_attempt", run.attempt());
            metadata.put("graph_id", run.graphId());
            metadata.put("assistant_id", run.assistant().value());
        }
        return JsonValue.of(metadata);
    }
}
