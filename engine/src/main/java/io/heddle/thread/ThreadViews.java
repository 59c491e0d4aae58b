package io.heddle.thread;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.CheckpointView;
import io.heddle.api.Problem;
import io.heddle.api.RunError;
import io.heddle.api.RunQuery;
import io.heddle.api.RunView;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadView;
import io.heddle.graph.ChangeRefused;
import io.heddle.graph.GraphCatalog;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What others see of a {@link ThreadState}. Pure. */
public final class ThreadViews {
    private final GraphCatalog graphs;

    public ThreadViews(GraphCatalog graphs) {
        this.graphs = graphs;
    }

    /** Answers a question about the present; what is not there is refused by name. */
    public ThreadReply answer(ThreadState state, ThreadQuestion question) {
        if (!state.exists()) {
            return new ThreadReply.Refused(
                    new Problem.ThreadNotFound(state.key().thread()));
        }
        return switch (question) {
            case ThreadQuestion.OfThread q -> new ThreadReply.OfThread(thread(state));
            case ThreadQuestion.OfHead q -> new ThreadReply.OfState(head(state));
            case ThreadQuestion.OfRun q -> {
                Run run = state.run(q.run());
                yield run == null
                        ? new ThreadReply.Refused(new Problem.RunNotFound(q.run()))
                        : new ThreadReply.OfRun(run(state, run));
            }
            case ThreadQuestion.OfRuns q -> new ThreadReply.OfRuns(runs(state, q.query()));
        };
    }

    private List<RunView> runs(ThreadState state, RunQuery query) {
        List<RunView> page = new ArrayList<>();
        int skipped = 0;
        for (int i = state.order().size() - 1; i >= 0 && page.size() < query.limit(); i--) {
            Run run = state.run(state.order().get(i));
            if (run == null || (query.status() != null && run.status() != query.status())) {
                continue;
            }
            if (skipped++ >= query.offset()) {
                page.add(run(state, run));
            }
        }
        return page;
    }

    public ThreadView thread(ThreadState state) {
        return new ThreadView(
                state.key(),
                Instant.ofEpochMilli(state.createdAt()),
                Instant.ofEpochMilli(state.updatedAt()),
                Instant.ofEpochMilli(state.stateUpdatedAt()),
                state.metadata(),
                state.config(),
                state.status(),
                state.root().head() == null
                        ? null
                        : values(state.graphId(), state.root().values()),
                JsonValue.EMPTY_OBJECT,
                state.error());
    }

    public RunView run(ThreadState state, Run run) {
        return new RunView(
                run.id(),
                state.key(),
                run.assistant(),
                run.graphId(),
                run.status(),
                run.strategy(),
                run.metadata(),
                kwargs(run.spec()),
                RunQueue.position(state, run.id()),
                run.attempt(),
                run.resumable(),
                Instant.ofEpochMilli(run.createdAt()),
                Instant.ofEpochMilli(run.updatedAt()),
                run.error());
    }

    /** A graph's values as clients see them. */
    public JsonValue values(@Nullable String graphId, Values values) {
        return graphId == null
                ? values.json()
                : graphs.find(graphId)
                        .map(graph -> values.json(graph.channels()))
                        .orElseGet(values::json);
    }

    /** What a graph's run comes to: the channels that are its output. */
    public JsonValue output(@Nullable String graphId, Values values) {
        return graphId == null
                ? values.json()
                : graphs.find(graphId)
                        .map(graph -> values.json(graph.outputs()))
                        .orElseGet(values::json);
    }

    /** The head, with the writes of siblings that have already ended. */
    public CheckpointView head(ThreadState state) {
        GraphState root = state.root();
        return checkpoint(state, root, withFinished(root), root.open());
    }

    /** Channel writes as they are shown; an empty object if nothing was written. */
    public JsonValue shownWrites(@Nullable String graphId, List<ChannelUpdate> updates) {
        JsonValue shown =
                ShownUpdate.of(graphId == null ? null : graphs.find(graphId).orElse(null), updates);
        return shown == null ? JsonValue.EMPTY_OBJECT : shown;
    }

    /** A checkpoint out of the history: the state as it was made, and what its tasks came to. */
    public CheckpointView moment(HistoryFold.Moment moment) {
        Checkpoint checkpoint = moment.checkpoint();
        ThreadState thread = moment.thread();
        List<CheckpointView.TaskView> tasks = new ArrayList<>();
        List<String> next = new ArrayList<>();
        if (moment.input() != null) {
            next.add(Names.START);
            String id = TaskIds.task(thread.key(), checkpoint.id(), ThreadState.ROOT, Names.START);
            tasks.add(new CheckpointView.TaskView(id, Names.START, null, moment.shownInput(this)));
        }
        for (DueTask task : moment.made().due()) {
            next.add(task.node());
            TaskOutcome.Succeeded done = moment.latest().finished().get(task.id());
            tasks.add(new CheckpointView.TaskView(
                    task.id(),
                    task.node(),
                    error(moment.latest(), task),
                    done == null ? null : shown(thread.graphId(), done)));
        }
        return new CheckpointView(
                thread.key(),
                checkpoint.id(),
                checkpoint.parent(),
                ThreadState.ROOT,
                values(thread.graphId(), moment.made().values()),
                next,
                tasks,
                metadata(thread, checkpoint, moment.author(), moment.reason()),
                Instant.ofEpochMilli(checkpoint.at()));
    }

    private static @Nullable String error(GraphState at, DueTask task) {
        RunError why = at.failed().get(task.id());
        return why == null ? null : why.name() + ": " + why.message();
    }

    private CheckpointView checkpoint(ThreadState state, GraphState at, Values values, List<DueTask> due) {
        Checkpoint head = at.head();
        if (head == null) {
            return new CheckpointView(
                    state.key(),
                    null,
                    null,
                    "",
                    JsonValue.EMPTY_OBJECT,
                    List.of(),
                    List.of(),
                    JsonValue.EMPTY_OBJECT,
                    null);
        }
        List<CheckpointView.TaskView> tasks = new ArrayList<>();
        for (DueTask task : at.due()) {
            TaskOutcome.Succeeded done = at.finished().get(task.id());
            tasks.add(new CheckpointView.TaskView(
                    task.id(), task.node(), error(at, task), done == null ? null : shown(state.graphId(), done)));
        }
        return new CheckpointView(
                state.key(),
                head.id(),
                head.parent(),
                ThreadState.ROOT,
                values(state.graphId(), values),
                due.stream().map(DueTask::node).toList(),
                tasks,
                metadata(state, head, null, null),
                Instant.ofEpochMilli(head.at()));
    }

    /** What a task wrote, as {@code updates} events and task results show it; null if it wrote nothing. */
    public @Nullable JsonValue shown(@Nullable String graphId, TaskOutcome.Succeeded outcome) {
        return ShownUpdate.of(graphId == null ? null : graphs.find(graphId).orElse(null), outcome.updates());
    }

    private static Values withFinished(GraphState root) {
        Values values = root.values();
        for (DueTask task : root.due()) {
            TaskOutcome.Succeeded done = root.finished().get(task.id());
            if (done != null) {
                try {
                    values = Stepper.apply(values, done.updates(), done.reduced());
                } catch (ChangeRefused refused) {
                    return root.values();
                }
            }
        }
        return values;
    }

    private static JsonValue metadata(
            ThreadState state, Checkpoint head, @Nullable String author, @Nullable String reason) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        Run run = head.run() == null ? null : state.run(head.run());
        if (run != null) {
            metadata.setAll((ObjectNode) run.metadata().node());
        }
        metadata.put("source", head.source().wire());
        metadata.put("step", head.step());
        metadata.putObject("parents");
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

    private static JsonValue kwargs(@Nullable RunSpec spec) {
        if (spec == null) {
            return JsonValue.EMPTY_OBJECT;
        }
        ObjectNode kwargs = JsonNodeFactory.instance.objectNode();
        ObjectNode config = kwargs.putObject("config");
        config.set("configurable", spec.config().node());
        config.put("recursion_limit", spec.stepLimit());
        spec.modes().stream().map(StreamMode::wire).sorted().forEach(kwargs.putArray("stream_mode")::add);
        kwargs.put("resumable", spec.resumable());
        return JsonValue.of(kwargs);
    }
}
