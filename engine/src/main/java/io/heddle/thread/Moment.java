package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.Interrupt;
import io.heddle.api.RunError;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.GraphState;
import io.heddle.step.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint in the history.
 *
 * @param made the graph's state as it was made
 * @param latest the same with what its tasks have come to since
 * @param thread the thread around it, as far as it is known
 * @param parents where the graphs around it stood, by namespace; empty for the graph itself
 * @param asked what its tasks have asked, graphs inside them included, by task id
 * @param failures why its tasks have failed, with graphs inside them, by task id; kept if they went well later
 * @param input of an input checkpoint: what was written; null otherwise
 * @param author of a hand edit; null otherwise
 * @param reason of a hand edit; null otherwise
 */
public record Moment(
        String namespace,
        Checkpoint checkpoint,
        GraphState made,
        GraphState latest,
        ThreadState thread,
        Map<String, CheckpointId> parents,
        Map<String, List<Interrupt>> asked,
        Map<String, RunError> failures,
        @Nullable List<ChannelUpdate> input,
        @Nullable String author,
        @Nullable String reason) {
    /** A checkpoint at which a graph has just come to stand. */
    static Moment made(ThreadState thread, String namespace, Checkpoint head) {
        GraphState graph = thread.graph(namespace);
        Map<String, CheckpointId> parents = Namespaces.parents(thread, namespace);
        return new Moment(namespace, head, graph, graph, thread, parents, Map.of(), Map.of(), null, null, null);
    }

    /** The checkpoint of the input that led to the first one of a run, or of a subgraph's call. */
    static Moment input(ThreadState before, Moment first, List<ChannelUpdate> written) {
        GraphState graph = before.graph(first.namespace);
        Checkpoint loop = first.checkpoint;
        CheckpointId id = Objects.requireNonNull(loop.parent(), "the first loop checkpoint has the input as parent");
        Checkpoint input = new Checkpoint(
                id,
                graph.head() == null ? null : graph.head().id(),
                loop.step() - 1,
                Checkpoint.Source.INPUT,
                loop.run(),
                List.of(),
                loop.at());
        GraphState made = GraphState.EMPTY.at(input, graph.values(), List.of(), Waiting.NOTHING);
        return new Moment(
                first.namespace,
                input,
                made,
                made,
                first.thread,
                first.parents,
                Map.of(),
                Map.of(),
                written,
                null,
                null);
    }

    Moment madeByHand(@Nullable String who, @Nullable String why) {
        return new Moment(namespace, checkpoint, made, latest, thread, parents, asked, failures, input, who, why);
    }

    /** As the checkpoint of an input. */
    Moment taking(List<ChannelUpdate> written) {
        return new Moment(
                namespace, checkpoint, made, latest, thread, parents, asked, failures, written, author, reason);
    }

    /** What is known now; tasks whose outcomes have been dropped since keep them here. */
    Moment learned(ThreadState now) {
        GraphState graph = now.graph(namespace);
        boolean more = graph.finished().size() >= latest.finished().size();
        return more
                ? new Moment(namespace, checkpoint, made, graph, now, parents, asked, failures, input, author, reason)
                : this;
    }

    /** A task asked something, or was answered. */
    Moment asked(String task, Interrupt question) {
        Map<String, Interrupt> byId = new LinkedHashMap<>();
        asked.getOrDefault(task, List.of()).forEach(known -> byId.put(known.id(), known));
        byId.put(question.id(), question);
        Map<String, List<Interrupt>> all = new HashMap<>(asked);
        all.put(task, new ArrayList<>(byId.values()));
        return new Moment(namespace, checkpoint, made, latest, thread, parents, all, failures, input, author, reason);
    }

    /** A task failed, or what is inside it. */
    Moment failed(String task, RunError why) {
        Map<String, RunError> all = new HashMap<>(failures);
        all.put(task, why);
        return new Moment(namespace, checkpoint, made, latest, thread, parents, asked, all, input, author, reason);
    }
}
