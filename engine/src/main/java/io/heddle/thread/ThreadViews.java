package io.heddle.thread;

import io.heddle.api.CheckpointView;
import io.heddle.api.Problem;
import io.heddle.api.RunId;
import io.heddle.api.RunQuery;
import io.heddle.api.RunResult;
import io.heddle.api.RunView;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadView;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.Values;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What others see of a {@link ThreadState}. Pure. */
public final class ThreadViews {
    private final CheckpointViews checkpoints;

    public ThreadViews(GraphCatalog graphs) {
        this.checkpoints = new CheckpointViews(graphs);
    }

    /** Answers a question about the present; what is not there is refused by name. */
    public ThreadReply answer(ThreadState state, ThreadQuestion question) {
        if (!state.exists()) {
            return new ThreadReply.Refused(
                    new Problem.ThreadNotFound(state.key().thread()));
        }
        return switch (question) {
            case ThreadQuestion.OfThread q -> new ThreadReply.OfThread(thread(state));
            case ThreadQuestion.OfHead q -> new ThreadReply.OfState(head(state, q.nested()));
            case ThreadQuestion.OfRun q -> {
                Run run = state.visibleRun(q.run());
                yield run == null
                        ? new ThreadReply.Refused(new Problem.RunNotFound(q.run()))
                        : new ThreadReply.OfRun(run(state, run));
            }
            case ThreadQuestion.OfRuns q -> new ThreadReply.OfRuns(runs(state, q.query()));
            case ThreadQuestion.OfPlace q -> {
                Run run = state.run(q.run());
                yield run == null
                        ? new ThreadReply.Refused(new Problem.RunNotFound(q.run()))
                        : new ThreadReply.OfPlace(RunPlace.of(state, run), state.sequence());
            }
            case ThreadQuestion.OfPlaceFrom q ->
                new ThreadReply.OfPlace(RunPlace.from(state, q.place()), state.sequence());
            case ThreadQuestion.OfLatestPlace q -> new ThreadReply.OfPlace(RunPlace.latest(state), state.sequence());
        };
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
                        : values(state.boundGraph(), state.root().values()),
                interrupts(state),
                state.error(),
                state.life().ttl(),
                expiresAt(state));
    }

    private static @Nullable Instant expiresAt(ThreadState state) {
        Long end = state.expiresAt();
        return end == null ? null : Instant.ofEpochMilli(end);
    }

    /** What the thread's tasks wait for, by task: a JSON object. */
    public static JsonValue interrupts(ThreadState state) {
        return Interrupts.byTask(state);
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

    /** Whether a thread still stands as a run has left it. */
    public boolean isAsLeftBy(ThreadState state, Run run) {
        Checkpoint head = state.root().head();
        return !state.busy()
                && (head == null || head.id().sequence() <= run.endedAtRow())
                && run.id().equals(state.lastEnd().alone());
    }

    /** How a run that has ended has left the thread; {@code state} is the state it left. */
    public RunResult result(ThreadState state, RunId id) {
        Run run = state.run(id);
        if (run == null) {
            throw new IllegalStateException("run %s ended but is not known".formatted(id));
        }
        List<String> next = state.root().open().stream().map(DueTask::node).toList();
        return new RunResult(id, run.status(), output(state), next, Interrupts.open(state), run.error());
    }

    /** The graph's values as clients see them. */
    public JsonValue values(@Nullable String graphId, Values values) {
        return checkpoints.values(graphId, ThreadState.ROOT, values);
    }

    /** What the graph's run has come to by now, with the writes of siblings that have already ended: its output. */
    private JsonValue output(ThreadState state) {
        return checkpoints.output(state.boundGraph(), ThreadState.ROOT, CheckpointViews.withFinished(state.root()));
    }

    /**
     * The head, with the writes of siblings that have already ended.
     *
     * @param nested whether the graphs inside its tasks are shown too
     */
    public CheckpointView head(ThreadState state, boolean nested) {
        return checkpoints.head(state, ThreadState.ROOT, nested);
    }

    /** Where a subgraph stands, or stood when it was last there; {@code nested} as for the graph itself. */
    public CheckpointView head(Moment latest, boolean nested) {
        return checkpoints.head(latest.thread(), latest.namespace(), nested);
    }

    /** A graph that never began. */
    public CheckpointView nowhere(ThreadKey key, String namespace) {
        return checkpoints.head(ThreadState.unborn(key), namespace, false);
    }

    /** A checkpoint out of the history; {@code nested} as in {@link #head}. */
    public CheckpointView moment(Moment moment, boolean nested) {
        return checkpoints.moment(moment, nested);
    }

    private List<RunView> runs(ThreadState state, RunQuery query) {
        List<RunView> page = new ArrayList<>();
        int skipped = 0;
        for (int i = state.order().size() - 1; i >= 0 && page.size() < query.limit(); i--) {
            Run run = state.visibleRun(state.order().get(i));
            if (run == null || (query.status() != null && run.status() != query.status())) {
                continue;
            }
            if (skipped++ >= query.offset()) {
                page.add(run(state, run));
            }
        }
        return page;
    }

    private static JsonValue kwargs(@Nullable RunSpec spec) {
        if (spec == null) {
            return JsonValue.EMPTY_OBJECT;
        }
        return JsonValue.deferred(() -> {
            JsonAssembly kwargs = new JsonAssembly()
                    .openObject()
                    .name("config")
                    .openObject()
                    .member("configurable", spec.config())
                    .member("recursion_limit", spec.stepLimit())
                    .closeObject()
                    .name("stream_mode")
                    .openArray();
            spec.modes().stream().map(StreamMode::wire).sorted().forEach(kwargs::text);
            return kwargs.closeArray()
                    .name("resumable")
                    .flag(spec.resumable())
                    .closeObject()
                    .bytes();
        });
    }
}
