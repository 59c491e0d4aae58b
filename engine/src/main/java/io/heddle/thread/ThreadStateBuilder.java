package io.heddle.thread;

import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStatus;
import io.heddle.collection.PersistentList;
import io.heddle.collection.PersistentMap;
import io.heddle.json.JsonValue;
import io.heddle.step.GraphState;
import org.jspecify.annotations.Nullable;

/** A {@link ThreadState} being changed, field by field, inside one method. Not thread-safe; a builder. */
public final class ThreadStateBuilder {
    public final ThreadKey key;
    public long sequence;
    public int incarnation;
    public boolean exists;
    public long epoch;
    public long dispatches;
    public long tick;
    public long newest;
    public long lastPlace;
    public PersistentList<RunId> placed = PersistentList.empty();
    public long createdAt;
    public long updatedAt;
    public long stateUpdatedAt;
    public JsonValue metadata = JsonValue.EMPTY_OBJECT;
    public JsonValue config = JsonValue.EMPTY_OBJECT;
    public @Nullable String graphId;
    public PersistentMap<String, GraphState> graphs = PersistentMap.empty();
    public PersistentMap<RunId, Run> runs = PersistentMap.empty();
    public PersistentList<RunId> order = PersistentList.empty();
    public LastEnd lastEnd = LastEnd.NEVER;
    public PersistentList<RunId> queue = PersistentList.empty();
    public @Nullable ActiveRun active;
    public ThreadStatus rest = ThreadStatus.IDLE;
    public @Nullable RunError error;
    public Life life = Life.NEW;

    public ThreadStateBuilder(ThreadKey key) {
        this.key = key;
    }

    ThreadStateBuilder(ThreadState from) {
        key = from.key();
        sequence = from.sequence();
        incarnation = from.incarnation();
        exists = from.exists();
        epoch = from.epoch();
        dispatches = from.dispatches();
        tick = from.tick();
        newest = from.newest();
        lastPlace = from.lastPlace();
        placed = from.placed();
        createdAt = from.createdAt();
        updatedAt = from.updatedAt();
        stateUpdatedAt = from.stateUpdatedAt();
        metadata = from.metadata();
        config = from.config();
        graphId = from.graphId();
        graphs = from.graphs();
        runs = from.runs();
        order = from.order();
        lastEnd = from.lastEnd();
        queue = from.queue();
        active = from.active();
        rest = from.rest();
        error = from.error();
        life = from.life();
    }

    GraphState graph(String namespace) {
        GraphState graph = graphs.get(namespace);
        return graph == null ? GraphState.EMPTY : graph;
    }

    Run run(RunId id) {
        Run run = runs.get(id);
        if (run == null) {
            throw new IllegalStateException("thread %s has no run %s".formatted(key, id));
        }
        return run;
    }

    ActiveRun active() {
        if (active == null) {
            throw new IllegalStateException("thread %s has no active run".formatted(key));
        }
        return active;
    }

    /** Adds a run to those that are known, or changes it. */
    public void put(Run run) {
        runs = runs.plus(run.id(), run);
        lastEnd = run.status().ended() ? lastEnd.and(run) : lastEnd;
    }

    /** Takes a place behind all that are taken. */
    long nextPlace(Position position) {
        lastPlace = Math.max(lastPlace + 1, position.sequence());
        return lastPlace;
    }

    /** Gives a run the next place. */
    long place(RunId run, Position position) {
        placed = placed.plus(run);
        return nextPlace(position);
    }

    void put(String namespace, GraphState graph) {
        graphs = graphs.plus(namespace, graph);
    }

    /** Lets go of what lives in memory only. */
    void forgetUntracked() {
        graphs.forEach((namespace, graph) -> put(namespace, graph.tracked()));
    }

    public ThreadState build() {
        return new ThreadState(
                key,
                sequence,
                incarnation,
                exists,
                epoch,
                dispatches,
                tick,
                newest,
                lastPlace,
                placed,
                createdAt,
                updatedAt,
                stateUpdatedAt,
                metadata,
                config,
                graphId,
                graphs,
                runs,
                order,
                lastEnd,
                queue,
                active,
                rest,
                error,
                life);
    }
}
