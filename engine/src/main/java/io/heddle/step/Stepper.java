package io.heddle.step;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunError;
import io.heddle.api.ThreadKey;
import io.heddle.graph.ChangeRefused;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.Graph;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The superstep law, as functions of values: {@link #plan} says what happens next, {@link #settle} makes one change of many
 * tasks' writes, {@link #due} numbers what follows. Running the tasks happens elsewhere.
 *
 * <p>A superstep's writes appear together or not at all, in the order of the nodes' names, whoever finished first.
 */
public final class Stepper {
    private Stepper() {}

    /** What a run does next from where its graph stands. */
    public static Plan plan(Graph graph, GraphState state, int stepLimit) {
        if (state.due().isEmpty()) {
            return new Plan.Finished();
        }
        for (DueTask task : state.due()) {
            if (graph.node(task.node()).isEmpty()) {
                return new Plan.Failed(new RunError(
                        "GraphChangedError",
                        "node %s is due but graph %s has no such node; deploy a version that has it, or edit the state as another node"
                                .formatted(task.node(), graph)));
            }
        }
        if (state.steps() >= stepLimit) {
            List<String> nodes = state.due().stream().map(DueTask::node).toList();
            return new Plan.Failed(new RunError(
                    "GraphRecursionError",
                    ("Recursion limit of %d reached without hitting a stop condition (next: %s)."
                                    + " You can increase the limit by setting the \"recursion_limit\" config key.")
                            .formatted(stepLimit, String.join(", ", nodes))));
        }
        return new Plan.Run(state.out());
    }

    /** Whether the writes of a complete step can be applied, and what a fold needs for it. */
    public static Settlement settle(Graph graph, GraphState state) {
        return settle(graph, state, Map.of());
    }

    /**
     * As {@link #settle(Graph, GraphState)}, with the results of folds that several tasks wrote.
     *
     * @param reduced fold channel to its new value
     */
    public static Settlement settle(Graph graph, GraphState state, Map<String, JsonValue> reduced) {
        Map<String, DueTask> assigned = new HashMap<>();
        Map<String, String> overwritten = new HashMap<>();
        Map<String, List<String>> folders = new LinkedHashMap<>();
        Map<String, JsonValue> folded = new HashMap<>(reduced);
        for (DueTask task : state.due()) {
            TaskOutcome.Succeeded outcome = finished(state, task);
            for (ChannelUpdate update : outcome.updates()) {
                if (update.change().isExclusive()) {
                    DueTask other = assigned.putIfAbsent(update.channel(), task);
                    if (other != null && !other.id().equals(task.id())) {
                        return new Settlement.Refused(twoWriters(update.channel(), other.node(), task.node()));
                    }
                }
                if (update.change() instanceof ChannelChange.Overwrite) {
                    String other = overwritten.putIfAbsent(update.channel(), task.node());
                    if (other != null) {
                        return new Settlement.Refused(twoOverwrites(update.channel(), other, task.node()));
                    }
                }
                if (update.change() instanceof ChannelChange.Combine) {
                    List<String> writers = folders.computeIfAbsent(update.channel(), c -> new ArrayList<>());
                    if (!writers.contains(task.id())) {
                        writers.add(task.id());
                    }
                    JsonValue alone = outcome.reduced().get(update.channel());
                    if (alone != null) {
                        folded.putIfAbsent(update.channel(), alone);
                    }
                }
            }
        }
        folders.keySet().removeAll(overwritten.keySet());
        Map<String, List<JsonValue>> unsettled = new LinkedHashMap<>();
        folders.forEach((channel, writers) -> {
            if (writers.size() > 1 && !reduced.containsKey(channel)) {
                unsettled.put(channel, operands(state, channel));
            }
        });
        if (!unsettled.isEmpty()) {
            return new Settlement.Unreduced(unsettled);
        }
        folded.keySet().retainAll(folders.keySet());
        try {
            apply(state, folded);
            return new Settlement.Settled(folded, Frontier.of(graph, state.waiting(), arrivals(state)));
        } catch (ChangeRefused refused) {
            return new Settlement.Refused(new RunError("InvalidUpdateError", refused.reason()));
        }
    }

    /**
     * The values after a complete step, without what the step before left for this one only. Total for what {@link #settle}
     * called settled.
     */
    public static Values apply(GraphState state, Map<String, JsonValue> reduced) {
        List<ChannelUpdate> updates = new ArrayList<>();
        for (DueTask task : state.due()) {
            updates.addAll(finished(state, task).updates());
        }
        return apply(state.values().faded(), updates, reduced);
    }

    /**
     * Applies updates in order; a fold's operands are replaced by its reduced value. Where a channel is overwritten, nothing
     * else that is written to it counts.
     */
    public static Values apply(Values start, List<ChannelUpdate> updates, Map<String, JsonValue> reduced) {
        Set<String> overwritten = overwritten(updates);
        Values values = start;
        for (ChannelUpdate update : updates) {
            ChannelChange change = update.change();
            if (overwritten.contains(update.channel()) && !(change instanceof ChannelChange.Overwrite)) {
                continue;
            }
            if (change instanceof ChannelChange.Combine) {
                JsonValue result = reduced.get(update.channel());
                if (result == null) {
                    throw new ChangeRefused("channel %s: its reducer has not run".formatted(update.channel()));
                }
                change = new ChannelChange.Assign(result);
            }
            values = values.with(update.channel(), change);
        }
        return values;
    }

    /** The operands of every fold among {@code updates} that is not overwritten, in order. */
    public static Map<String, List<JsonValue>> operands(Collection<ChannelUpdate> updates) {
        Set<String> overwritten = overwritten(updates);
        Map<String, List<JsonValue>> operands = new LinkedHashMap<>();
        for (ChannelUpdate update : updates) {
            if (update.change() instanceof ChannelChange.Combine combine && !overwritten.contains(update.channel())) {
                operands.computeIfAbsent(update.channel(), c -> new ArrayList<>())
                        .addAll(combine.operands());
            }
        }
        return operands;
    }

    /** The tasks that destinations become at a checkpoint, not handed out yet. */
    public static List<DueTask> due(
            ThreadKey thread, List<Destination> next, CheckpointId checkpoint, String namespace) {
        List<DueTask> due = new ArrayList<>();
        int sends = 0;
        for (Destination to : next) {
            switch (to) {
                case Destination.Node node ->
                    due.add(DueTask.of(node.name(), TaskIds.task(thread, checkpoint, namespace, node.name()), null));
                case Destination.Sent sent ->
                    due.add(DueTask.of(
                            sent.node(), TaskIds.sent(thread, checkpoint, namespace, sent.node(), sends++), sent));
                case Destination.Joined joined ->
                    throw new IllegalArgumentException("join " + joined.join() + " is no task");
            }
        }
        return due;
    }

    private static List<Arrival> arrivals(GraphState state) {
        List<Arrival> arrivals = new ArrayList<>();
        state.due()
                .forEach(task -> arrivals.addAll(
                        Arrival.from(task.node(), finished(state, task).next())));
        return arrivals;
    }

    private static List<JsonValue> operands(GraphState state, String channel) {
        List<JsonValue> all = new ArrayList<>();
        for (DueTask task : state.due()) {
            all.addAll(operands(finished(state, task).updates()).getOrDefault(channel, List.of()));
        }
        return all;
    }

    private static Set<String> overwritten(Collection<ChannelUpdate> updates) {
        Set<String> channels = new HashSet<>();
        for (ChannelUpdate update : updates) {
            if (update.change() instanceof ChannelChange.Overwrite && !channels.add(update.channel())) {
                throw new ChangeRefused(
                        "channel %s is overwritten twice; overwrite it once".formatted(update.channel()));
            }
        }
        return channels;
    }

    private static TaskOutcome.Succeeded finished(GraphState state, DueTask task) {
        TaskOutcome.Succeeded outcome = state.finished().get(task.id());
        if (outcome == null) {
            throw new IllegalStateException("task %s of node %s has not finished".formatted(task.id(), task.node()));
        }
        return outcome;
    }

    private static RunError twoWriters(String channel, String one, String other) {
        return new RunError(
                "InvalidUpdateError",
                "channel %s holds one value, but nodes %s and %s both wrote it in one superstep; use a fold or a log, or let one of them write"
                        .formatted(channel, one, other));
    }

    private static RunError twoOverwrites(String channel, String one, String other) {
        return new RunError(
                "InvalidUpdateError",
                "channel %s can be overwritten once in a superstep, but nodes %s and %s both did; let one of them overwrite it"
                        .formatted(channel, one, other));
    }
}
