package io.heddle.thread;

import io.heddle.api.CheckpointView;
import io.heddle.api.Interrupt;
import io.heddle.api.MessageHead;
import io.heddle.api.RunError;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamEvent.TaskStage;
import io.heddle.api.StreamMode;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.CallbackEvent;
import io.heddle.step.Caller;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.MessageOrigin;
import io.heddle.step.TaskOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one thread event has to tell the readers of its run, piece by piece: only what the run asked for, and of graphs inside
 * only if it asked for those. Not thread-safe; used for one event.
 */
final class Telling {
    private final CheckpointViews views;
    private final ThreadState after;
    private final RunSpec spec;
    private final List<StreamEvent> events = new ArrayList<>();

    /**
     * @param after the thread after the event; the run it tells of is active there
     */
    Telling(CheckpointViews views, ThreadState after) {
        this.views = views;
        this.after = after;
        this.spec = after.activeSpec();
    }

    List<StreamEvent> events() {
        return events;
    }

    /** A graph was given its input. */
    void begun(ThreadState before, String namespace, List<ChannelUpdate> written) {
        Checkpoint head = after.graph(namespace).head();
        if (head != null) {
            checkpoint(
                    namespace,
                    () -> views.moment(Moment.input(before, Moment.made(after, namespace, head), written), false));
        }
        values(namespace);
        complete(namespace, written);
        standing(namespace);
    }

    /** A graph goes on from where it stood. */
    void goesOn(String namespace) {
        values(namespace);
        standing(namespace);
    }

    /** A superstep was committed. */
    void committed(String namespace, GraphState complete) {
        values(namespace);
        for (DueTask task : complete.due()) {
            TaskOutcome.Succeeded outcome = complete.finished().get(task.id());
            if (outcome != null) {
                complete(namespace, outcome.updates());
            }
        }
        standing(namespace);
    }

    /** A task has ended well. */
    void succeeded(String namespace, DueTask task, TaskOutcome.Succeeded outcome) {
        if (wants(namespace, StreamMode.MESSAGES_TUPLE)) {
            JsonValue origin = origin(namespace, task);
            Set<String> seen = seen(namespace, task, outcome);
            messages(outcome.updates()).stream()
                    .filter(message -> isNews(message, seen))
                    .forEach(message -> tell(namespace, new StreamEvent.MessageChunk(message, origin)));
        }
        if (wants(namespace, StreamMode.TOOLS)) {
            List<JsonValue> messages = messages(outcome.updates());
            ToolUses.of(task, spec.subgraphs() ? fresh(namespace, task, messages) : messages)
                    .forEach(use -> tell(namespace, use));
        }
        if (wants(namespace, StreamMode.EVENTS)) {
            JsonValue wrote = wrote(namespace, outcome);
            JsonValue output = wrote == null ? JsonValue.NULL : wrote;
            tell(
                    namespace,
                    new StreamEvent.Callback(CallbackEvent.ended(spec.id(), task, origin(namespace, task), output)));
        }
        if (outcome.handoff() == null && wants(namespace, StreamMode.UPDATES)) {
            tell(namespace, new StreamEvent.Updates(task.node(), wrote(namespace, outcome)));
        }
        ended(
                namespace,
                task,
                TaskStage.ENDED,
                () -> StreamPayloads.ended(task, wrote(namespace, outcome), List.of(), null));
    }

    private @Nullable JsonValue wrote(String namespace, TaskOutcome.Succeeded outcome) {
        return views.shown(after.graphId(), namespace, outcome.updates());
    }

    /** A task asks something; so do the tasks that the graphs around it run for. */
    void interrupted(String namespace, DueTask task, List<Interrupt> asks) {
        tell(namespace, new StreamEvent.Updates(Interrupt.MEMBER, Interrupt.json(asks)));
        ended(namespace, task, TaskStage.ASKING, () -> StreamPayloads.ended(task, null, asks, null));
        Caller caller = after.graph(namespace).caller();
        if (caller != null) {
            interrupted(caller.namespace(), Namespaces.callingTask(after, namespace), asks);
        }
    }

    /** A task failed; so do the tasks that the graphs around it run for. */
    void failed(String namespace, DueTask task, RunError error) {
        String told = error.name() + ": " + error.message();
        ended(namespace, task, TaskStage.FAILED, () -> StreamPayloads.ended(task, null, List.of(), told));
        Caller caller = after.graph(namespace).caller();
        if (caller != null) {
            failed(caller.namespace(), Namespaces.callingTask(after, namespace), error);
        }
    }

    /** The run rests: at a question the state is told once more with all that is open, at a breakpoint just that it is one. */
    void paused() {
        List<Interrupt> open = Interrupts.open(after);
        if (open.isEmpty()) {
            tell(ThreadState.ROOT, new StreamEvent.Updates(Interrupt.MEMBER, JsonValue.EMPTY_ARRAY));
        }
        Values values = CheckpointViews.withFinished(after.root());
        JsonValue state =
                open.isEmpty() ? JsonValue.EMPTY_OBJECT : views.output(after.graphId(), ThreadState.ROOT, values);
        tell(ThreadState.ROOT, new StreamEvent.Values(Interrupt.beside(state, open)));
    }

    /** Where a graph stands, and the tasks that begin there. */
    private void standing(String namespace) {
        GraphState graph = after.graph(namespace);
        Checkpoint head = graph.head();
        if (head != null) {
            checkpoint(namespace, () -> views.moment(Moment.made(after, namespace, head), false));
        }
        if (wants(namespace, StreamMode.TASKS)
                || wants(namespace, StreamMode.DEBUG)
                || wants(namespace, StreamMode.EVENTS)) {
            JsonValue seen = views.values(after.graphId(), namespace, graph.values());
            for (DueTask task : graph.due()) {
                GraphState.Standing standing = graph.standing(task);
                if (standing == GraphState.Standing.OUT || standing == GraphState.Standing.INSIDE) {
                    JsonValue input = task.sent() == null ? seen : task.sent().input();
                    task(namespace, task, TaskStage.BEGUN, StreamPayloads.begun(task, input));
                    tell(
                            namespace,
                            new StreamEvent.Callback(
                                    CallbackEvent.begun(spec.id(), task, origin(namespace, task), input)));
                }
            }
        }
    }

    private void checkpoint(String namespace, Supplier<CheckpointView> view) {
        if (wants(namespace, StreamMode.CHECKPOINTS) || wants(namespace, StreamMode.DEBUG)) {
            CheckpointView shown = view.get();
            JsonValue payload = StreamPayloads.checkpoint(shown);
            int step = shown.metadata().node().path("step").asInt();
            if (shown.id() != null) {
                tell(namespace, new StreamEvent.Checkpoints(shown.id(), shown.parent(), step, source(shown), payload));
            }
            tell(
                    namespace,
                    new StreamEvent.Debug(StreamPayloads.debug(step, "checkpoint", after.updatedAt(), payload)));
        }
    }

    private static String source(CheckpointView shown) {
        return shown.metadata().node().path("source").asText();
    }

    private void ended(String namespace, DueTask task, TaskStage stage, Supplier<JsonValue> payload) {
        if (wants(namespace, StreamMode.TASKS) || wants(namespace, StreamMode.DEBUG)) {
            task(namespace, task, stage, payload.get());
        }
    }

    private void task(String namespace, DueTask task, TaskStage stage, JsonValue payload) {
        int step = after.graph(namespace).nextStep();
        String type = stage == TaskStage.BEGUN ? "task" : "task_result";
        tell(namespace, new StreamEvent.Tasks(task.id(), task.node(), stage, payload));
        tell(namespace, new StreamEvent.Debug(StreamPayloads.debug(step, type, after.updatedAt(), payload)));
    }

    private void values(String namespace) {
        if (wants(namespace, StreamMode.VALUES)) {
            Values values = after.graph(namespace).values();
            tell(namespace, new StreamEvent.Values(views.output(after.graphId(), namespace, values)));
        }
    }

    private void complete(String namespace, List<ChannelUpdate> updates) {
        if (wants(namespace, StreamMode.MESSAGES)) {
            List<JsonValue> messages = messages(updates);
            if (!messages.isEmpty()) {
                tell(namespace, new StreamEvent.MessageComplete(messages));
            }
        }
    }

    private JsonValue origin(String namespace, DueTask task) {
        return MessageOrigin.of(
                after.key(),
                spec.id(),
                namespace,
                task.node(),
                task.id(),
                after.graph(namespace).nextStep());
    }

    /** Without those that the graph inside the task has told of. */
    private List<JsonValue> fresh(String namespace, DueTask task, List<JsonValue> messages) {
        Set<String> told = inside(namespace, task);
        return messages.stream()
                .filter(message -> !told.contains(MessageHead.of(message).id()))
                .toList();
    }

    /** The messages that readers have seen already: streamed ones, and what the graph inside the task has told of. */
    private Set<String> seen(String namespace, DueTask task, TaskOutcome.Succeeded outcome) {
        Set<String> seen = new HashSet<>(outcome.streamed());
        if (spec.subgraphs()) {
            seen.addAll(inside(namespace, task));
        }
        return seen;
    }

    /** The messages of the graph inside a task. */
    private Set<String> inside(String namespace, DueTask task) {
        Set<String> seen = new HashSet<>();
        Namespaces.inside(after, namespace, task)
                .ifPresent(child -> after.graph(child)
                        .values()
                        .channels()
                        .values()
                        .forEach(value -> {
                            if (value instanceof ChannelValue.Messages messages) {
                                messages.elements()
                                        .forEach(message ->
                                                seen.add(MessageHead.of(message).id()));
                            }
                        }));
        return seen;
    }

    private static boolean isNews(JsonValue message, Set<String> seen) {
        MessageHead head = MessageHead.of(message);
        return !head.type().equals("human") && !seen.contains(head.id());
    }

    private static List<JsonValue> messages(List<ChannelUpdate> updates) {
        List<JsonValue> messages = new ArrayList<>();
        for (ChannelUpdate update : updates) {
            ChannelChange change =
                    update.change() instanceof ChannelChange.Overwrite overwrite ? overwrite.with() : update.change();
            if (change instanceof ChannelChange.Upsert upsert) {
                upsert.messages().stream()
                        .filter(message -> !MessageHead.of(message).isRemoval())
                        .forEach(messages::add);
            }
        }
        return messages;
    }

    private void tell(String namespace, StreamEvent event) {
        if (wants(namespace, event.mode())) {
            events.add(event.in(namespace));
        }
    }

    private boolean wants(String namespace, @Nullable StreamMode mode) {
        return (namespace.isEmpty() || spec.subgraphs())
                && (mode == null || spec.modes().contains(mode));
    }
}
