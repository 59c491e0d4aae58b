package io.heddle.thread;

import io.heddle.api.Interrupt;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.StreamEvent;
import io.heddle.graph.GraphCatalog;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.DueTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a thread event looks like in the stream of the run it belongs to. The same function live and on replay, so that a
 * reader who comes back sees what he would have seen.
 */
public final class StreamProjection {
    private final CheckpointViews views;

    public StreamProjection(GraphCatalog graphs) {
        this.views = new CheckpointViews(graphs);
    }

    /** Stream events of one run. */
    public record Projected(RunId run, List<StreamEvent> events) {}

    /** The stream events of {@code event}, which led from {@code before} to {@code after}; null if it has none. */
    public @Nullable Projected project(ThreadState before, ThreadEvent event, ThreadState after) {
        return switch (event) {
            case ThreadEvent.RunStarted started -> metadata(after, started.run());
            case ThreadEvent.RunClaimed claimed ->
                after.active() == null ? null : metadata(after, after.active().id());
            case ThreadEvent.InputApplied applied ->
                told(after, telling -> telling.begun(before, applied.namespace(), input(applied, after)));
            case ThreadEvent.SubgraphEntered entered ->
                told(after, telling -> telling.begun(before, entered.child(), entered.updates()));
            case ThreadEvent.AttemptGranted granted -> told(after, telling -> telling.goesOn(granted.namespace()));
            case ThreadEvent.TaskSucceeded done ->
                told(
                        after,
                        telling -> telling.succeeded(
                                done.namespace(), task(after, done.namespace(), done.task()), done.outcome()));
            case ThreadEvent.TaskInterrupted asked -> interrupted(after, asked);
            case ThreadEvent.TaskFailed failed ->
                after.graph(failed.namespace())
                        .dueTask(failed.task())
                        .map(task -> told(after, telling -> telling.failed(failed.namespace(), task, failed.error())))
                        .orElse(null);
            case ThreadEvent.StepCommitted committed ->
                told(after, telling -> telling.committed(committed.namespace(), before.graph(committed.namespace())));
            case ThreadEvent.RunEnded ended -> end(before, ended);
            case ThreadEvent.OrdersApplied e -> null;
            case ThreadEvent.ThreadCreated e -> null;
            case ThreadEvent.MetadataPatched e -> null;
            case ThreadEvent.ThreadDeleted e -> null;
            case ThreadEvent.RunQueued e -> null;
            case ThreadEvent.CallRecorded e -> null;
            case ThreadEvent.AskAnswered e -> null;
            case ThreadEvent.SubgraphLeft e -> null;
            case ThreadEvent.CancelRequested e -> null;
            case ThreadEvent.RollbackRequested e -> null;
            case ThreadEvent.RunsHidden e -> null;
            case ThreadEvent.StateUpdated e -> null;
            case ThreadEvent.Rewound e -> null;
            case ThreadEvent.TtlSet e -> null;
            case ThreadEvent.ThreadForked e -> null;
            case ThreadEvent.StateRebased e -> null;
        };
    }

    private static @Nullable Projected metadata(ThreadState after, RunId id) {
        Run run = after.run(id);
        if (run == null || run.spec() == null) {
            return null;
        }
        RunSpec spec = run.spec();
        return new Projected(
                id,
                List.of(new StreamEvent.Metadata(id, run.attempt(), spec.graphId(), spec.modes(), run.updatedAt())));
    }

    private Projected told(ThreadState after, Consumer<Telling> what) {
        Telling telling = new Telling(views, after);
        what.accept(telling);
        return new Projected(after.activeSpec().id(), telling.events());
    }

    private Projected interrupted(ThreadState after, ThreadEvent.TaskInterrupted asked) {
        DueTask task = task(after, asked.namespace(), asked.task());
        List<Interrupt> asks = asked.asks().stream()
                .map(ask -> Interrupts.of(asked.namespace(), task, ask))
                .toList();
        return told(after, telling -> telling.interrupted(asked.namespace(), task, asks));
    }

    private @Nullable Projected end(ThreadState before, ThreadEvent.RunEnded ended) {
        if (ended.error() != null) {
            return new Projected(ended.run(), List.of(new StreamEvent.Failed(ended.error())));
        }
        boolean paused =
                ended.status() == RunStatus.SUCCESS && !before.root().due().isEmpty();
        return paused ? told(before, Telling::paused) : null;
    }

    private static List<ChannelUpdate> input(ThreadEvent.InputApplied applied, ThreadState after) {
        List<ChannelUpdate> input = after.activeSpec().input();
        List<ChannelUpdate> written = new ArrayList<>(applied.closing());
        written.addAll(input == null ? List.of() : input);
        return written;
    }

    private static DueTask task(ThreadState state, String namespace, String id) {
        return state.graph(namespace).dueTask(id).orElseThrow();
    }
}
