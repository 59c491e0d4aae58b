package io.heddle.thread;

import io.heddle.api.Interrupt;
import io.heddle.api.MessageHead;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.GraphCatalog;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.MessageOrigin;
import io.heddle.step.TaskOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a thread event looks like in the stream of the run it belongs to. The same function live and on replay, so that a
 * reader who comes back sees what he would have seen.
 */
public final class StreamProjection {
    private final ThreadViews views;

    public StreamProjection(GraphCatalog graphs) {
        this.views = new ThreadViews(graphs);
    }

    /** Stream events of one run. */
    public record Projected(RunId run, List<StreamEvent> events) {}

    /** The stream events of {@code event}, which led from {@code before} to {@code after}; null if it has none. */
    public @Nullable Projected project(ThreadState before, ThreadEvent event, ThreadState after) {
        return switch (event) {
            case ThreadEvent.RunStarted started -> metadata(after, started.run());
            case ThreadEvent.RunClaimed claimed ->
                after.active() == null ? null : metadata(after, after.active().id());
            case ThreadEvent.InputApplied applied -> input(applied, after);
            case ThreadEvent.OrdersApplied applied -> null;
            case ThreadEvent.AttemptGranted granted ->
                isRoot(granted.namespace()) ? active(after, values(after)) : null;
            case ThreadEvent.TaskSucceeded done -> isRoot(done.namespace()) ? task(before, done) : null;
            case ThreadEvent.TaskInterrupted interrupted -> interrupts(after, interrupted);
            case ThreadEvent.StepCommitted committed -> isRoot(committed.namespace()) ? step(before, after) : null;
            case ThreadEvent.RunEnded ended -> end(before, ended);
            case ThreadEvent.ThreadCreated e -> null;
            case ThreadEvent.MetadataPatched e -> null;
            case ThreadEvent.ThreadDeleted e -> null;
            case ThreadEvent.RunQueued e -> null;
            case ThreadEvent.TaskFailed e -> null;
            case ThreadEvent.CallRecorded e -> null;
            case ThreadEvent.AskAnswered e -> null;
            case ThreadEvent.SubgraphEntered e -> null;
            case ThreadEvent.SubgraphLeft e -> null;
            case ThreadEvent.CancelRequested e -> null;
            case ThreadEvent.StateUpdated e -> null;
            case ThreadEvent.Rewound e -> null;
        };
    }

    private static @Nullable Projected metadata(ThreadState after, RunId id) {
        Run run = after.run(id);
        return run == null ? null : new Projected(id, List.of(new StreamEvent.Metadata(id, run.attempt())));
    }

    private Projected input(ThreadEvent.InputApplied applied, ThreadState after) {
        List<StreamEvent> events = new ArrayList<>(values(after));
        List<ChannelUpdate> input = after.activeSpec().input();
        List<ChannelUpdate> written = new ArrayList<>(applied.closing());
        written.addAll(input == null ? List.of() : input);
        events.addAll(complete(after, written));
        return active(after, events);
    }

    private Projected task(ThreadState before, ThreadEvent.TaskSucceeded done) {
        Set<StreamMode> modes = before.activeSpec().modes();
        List<StreamEvent> events = new ArrayList<>();
        DueTask task = before.root().dueTask(done.task()).orElseThrow();
        if (modes.contains(StreamMode.MESSAGES_TUPLE)) {
            JsonValue origin = MessageOrigin.of(
                    before.key(),
                    before.activeSpec().id(),
                    task.node(),
                    task.id(),
                    before.root().nextStep());
            for (JsonValue message : messages(done.outcome().updates())) {
                if (isNews(message, done.outcome().streamed())) {
                    events.add(new StreamEvent.MessageChunk(message, origin));
                }
            }
        }
        if (modes.contains(StreamMode.UPDATES)) {
            events.add(new StreamEvent.Updates(
                    task.node(), views.shown(before.graphId(), done.namespace(), done.outcome())));
        }
        return active(before, events);
    }

    private @Nullable Projected end(ThreadState before, ThreadEvent.RunEnded ended) {
        if (ended.error() != null) {
            return new Projected(ended.run(), List.of(new StreamEvent.Failed(ended.error())));
        }
        boolean paused =
                ended.status() == RunStatus.SUCCESS && !before.root().due().isEmpty();
        return paused ? active(before, pause(before)) : null;
    }

    /** At a question the state is told once more with all that is open beside it, at a breakpoint just that it is one. */
    private List<StreamEvent> pause(ThreadState before) {
        Set<StreamMode> modes = before.activeSpec().modes();
        List<Interrupt> open = Interrupts.open(before);
        List<StreamEvent> events = new ArrayList<>();
        if (open.isEmpty() && modes.contains(StreamMode.UPDATES)) {
            events.add(new StreamEvent.Updates(Interrupt.MEMBER, JsonValue.EMPTY_ARRAY));
        }
        if (modes.contains(StreamMode.VALUES)) {
            JsonValue state = open.isEmpty() ? JsonValue.EMPTY_OBJECT : views.output(before);
            events.add(new StreamEvent.Values(Interrupt.beside(state, open)));
        }
        return events;
    }

    private static boolean isRoot(String namespace) {
        return namespace.equals(ThreadState.ROOT);
    }

    private static Projected interrupts(ThreadState after, ThreadEvent.TaskInterrupted interrupted) {
        Set<StreamMode> modes = after.activeSpec().modes();
        DueTask task =
                after.graph(interrupted.namespace()).dueTask(interrupted.task()).orElseThrow();
        List<Interrupt> asked = interrupted.asks().stream()
                .map(ask -> Interrupts.of(interrupted.namespace(), task, ask))
                .toList();
        List<StreamEvent> events = new ArrayList<>();
        if (modes.contains(StreamMode.UPDATES)) {
            events.add(new StreamEvent.Updates(Interrupt.MEMBER, Interrupt.json(asked)));
        }
        return active(after, events);
    }

    private Projected step(ThreadState before, ThreadState after) {
        List<StreamEvent> events = new ArrayList<>(values(after));
        GraphState graph = before.root();
        for (DueTask task : graph.due()) {
            TaskOutcome.Succeeded outcome = graph.finished().get(task.id());
            if (outcome != null) {
                events.addAll(complete(before, outcome.updates()));
            }
        }
        return active(before, events);
    }

    private List<StreamEvent> values(ThreadState after) {
        return after.activeSpec().modes().contains(StreamMode.VALUES)
                ? List.of(new StreamEvent.Values(views.committed(after)))
                : List.of();
    }

    private static List<StreamEvent> complete(ThreadState state, List<ChannelUpdate> updates) {
        List<JsonValue> messages = messages(updates);
        return messages.isEmpty() || !state.activeSpec().modes().contains(StreamMode.MESSAGES)
                ? List.of()
                : List.of(new StreamEvent.MessageComplete(messages));
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

    private static boolean isNews(JsonValue message, List<String> streamed) {
        MessageHead head = MessageHead.of(message);
        return !head.type().equals("human") && !streamed.contains(head.id());
    }

    private static Projected active(ThreadState state, List<StreamEvent> events) {
        return new Projected(state.activeSpec().id(), events);
    }
}
