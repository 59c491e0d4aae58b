package io.heddle.thread;

import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStatus;
import io.heddle.api.ThreadTtl;
import io.heddle.collection.PersistentList;
import io.heddle.collection.PersistentMap;
import io.heddle.json.JsonValue;
import io.heddle.step.Ask;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a thread remembers: the fold of its journal. Immutable; made by {@link ThreadEvolver} only.
 *
 * @param sequence journal rows applied so far
 * @param incarnation how often the thread has been deleted
 * @param exists whether it has been created and not deleted since
 * @param epoch the fence's first half; grows with each takeover
 * @param dispatches hand-outs so far; the fence's second half
 * @param tick the last checkpoint's timestamp, so that the next one is later whatever the clock says
 * @param newest the timestamp of the newest checkpoint in sight; going on from an older one is a branch
 * @param lastPlace the last of the places at which its runs' events stand
 * @param placed runs that have places, in the order of those; follows from the runs
 * @param createdAt milliseconds since the Unix epoch, as are all times here
 * @param graphId the graph of its last run; null before the first
 * @param graphs where each graph stands, by namespace; {@code ""} is the graph itself
 * @param runs all runs, by id
 * @param order run ids in the order of their acceptance
 * @param lastEnd when a run last ended; follows from the runs
 * @param queue runs waiting for their turn, first come first
 * @param active the run whose turn it is
 * @param rest what the last run left the thread as
 * @param life where its past begins, and when it ends
 */
public record ThreadState(
        ThreadKey key,
        long sequence,
        int incarnation,
        boolean exists,
        long epoch,
        long dispatches,
        long tick,
        long newest,
        long lastPlace,
        PersistentList<RunId> placed,
        long createdAt,
        long updatedAt,
        long stateUpdatedAt,
        JsonValue metadata,
        JsonValue config,
        @Nullable String graphId,
        PersistentMap<String, GraphState> graphs,
        PersistentMap<RunId, Run> runs,
        PersistentList<RunId> order,
        LastEnd lastEnd,
        PersistentList<RunId> queue,
        @Nullable ActiveRun active,
        ThreadStatus rest,
        @Nullable RunError error,
        Life life) {
    /** The namespace of the graph itself. */
    public static final String ROOT = "";

    /** A thread that nobody has heard of. */
    public static ThreadState unborn(ThreadKey key) {
        return new ThreadStateBuilder(key).build();
    }

    /** A thread that has just been made; for preparing what its state begins with. */
    public static ThreadState created(ThreadKey key, JsonValue metadata) {
        return ThreadEvolver.evolve(unborn(key), new ThreadEvent.ThreadCreated(metadata), new Position(1, 0, 0));
    }

    /** The graph that its runs use or, before the first, that its metadata name; null if neither is known. */
    public @Nullable String boundGraph() {
        return graphId == null ? metadata.node().path("graph_id").textValue() : graphId;
    }

    public GraphState root() {
        return graph(ROOT);
    }

    /** Where a graph stands; empty if it never began. */
    public GraphState graph(String namespace) {
        GraphState graph = graphs.get(namespace);
        return graph == null ? GraphState.EMPTY : graph;
    }

    /** The namespaces of the graph itself and of the subgraphs that somebody is in, outer ones first. */
    public List<String> openNamespaces() {
        return Namespaces.open(this);
    }

    /** The questions that nobody has answered, outer graphs first. */
    public List<OpenAsk> openAsks() {
        List<OpenAsk> open = new ArrayList<>();
        for (String namespace : openNamespaces()) {
            GraphState graph = graph(namespace);
            for (DueTask task : graph.due()) {
                graph.visit(task).open().forEach(ask -> open.add(new OpenAsk(namespace, task, ask)));
            }
        }
        return open;
    }

    /** A question that nobody has answered, and the task that asks it. */
    public record OpenAsk(String namespace, DueTask task, Ask ask) {}

    public @Nullable Run run(RunId id) {
        return runs.get(id);
    }

    /** A run that others may find; null if it is unknown or hidden. */
    public @Nullable Run visibleRun(RunId id) {
        Run run = runs.get(id);
        return run == null || run.hidden() ? null : run;
    }

    /** Whether a checkpoint was made by a run that is hidden. */
    boolean isHidden(Checkpoint checkpoint) {
        Run run = checkpoint.run() == null ? null : runs.get(checkpoint.run());
        return run != null && run.hidden();
    }

    /** The run that made a checkpoint here, or before the thread was copied from another one. */
    @Nullable
    Run maker(RunId id) {
        Run own = runs.get(id);
        Fork fork = life.fork();
        return own != null || fork == null ? own : fork.run(id);
    }

    /** When the thread's time is over, in milliseconds since the Unix epoch; null for never. */
    public @Nullable Long expiresAt() {
        ThreadTtl ttl = life.ttl();
        return ttl == null
                ? null
                : (ttl.sliding() ? Math.max(updatedAt, life.ttlSince()) : life.ttlSince())
                        + ttl.lifetime().toMillis();
    }

    /** The active run's record; only when there is one. */
    public Run activeRun() {
        Run run = active == null ? null : runs.get(active.id());
        if (run == null) {
            throw new IllegalStateException("thread %s has no active run".formatted(key));
        }
        return run;
    }

    /** The active run's specification; only when there is one. */
    public RunSpec activeSpec() {
        RunSpec spec = activeRun().spec();
        if (spec == null) {
            throw new IllegalStateException("thread %s: the active run has no specification".formatted(key));
        }
        return spec;
    }

    /** Whether a run is pending or running. */
    public boolean busy() {
        return active != null || !queue.isEmpty();
    }

    public ThreadStatus status() {
        return busy() ? ThreadStatus.BUSY : rest;
    }

    /** The fence of what is not a task: reducing, loading. */
    public Fence fence() {
        return new Fence(epoch, dispatches);
    }

    ThreadStateBuilder change() {
        return new ThreadStateBuilder(this);
    }
}
