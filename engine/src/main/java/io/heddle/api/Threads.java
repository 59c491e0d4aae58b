package io.heddle.api;

import io.heddle.json.JsonValue;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Threads: made, read, searched, edited by hand, deleted. Thread-safe; every write is durable when its stage completes. */
public interface Threads {
    /** Creates a thread. An existing one is a {@link Problem.ThreadExists}, or is returned if the request says so. */
    CompletionStage<ThreadView> create(ThreadKey key, NewThread request);

    /** The thread as its owner sees it now (strongly consistent), or {@link Problem.ThreadNotFound}. */
    CompletionStage<ThreadView> get(ThreadKey key);

    /** Merges {@code metadata}, a JSON object, into the thread's metadata, key by key; null removes nothing, it is stored. */
    CompletionStage<ThreadView> patch(ThreadKey key, JsonValue metadata);

    /** Cancels what runs, then forgets the thread. Its id may be used again and starts empty. */
    CompletionStage<Void> delete(ThreadKey key);

    /** Reads the thread index. A create, patch or delete that was answered is always seen; run results follow soon after. */
    CompletionStage<ThreadPage> search(TenantId tenant, ThreadQuery query);

    /** How many threads match; paging and order are ignored. */
    CompletionStage<Long> count(TenantId tenant, ThreadQuery query);

    /**
     * Where a graph of the thread stands, including the outcomes of a half-finished step; or what it was at a checkpoint, which
     * never changes, or {@link Problem.CheckpointNotFound} if that is not visible here.
     */
    CompletionStage<CheckpointView> state(ThreadKey key, StateQuery query);

    /** The head of the thread. */
    default CompletionStage<CheckpointView> state(ThreadKey key) {
        return state(key, StateQuery.HEAD);
    }

    /** The state at one checkpoint. */
    default CompletionStage<CheckpointView> stateAt(ThreadKey key, CheckpointId checkpoint) {
        return state(key, StateQuery.HEAD.at(checkpoint));
    }

    /**
     * How a state of a thread's graph differs from another one, of this thread or of another: the channels that do, in the
     * order of their names. Reads the journal and wakes nobody.
     */
    CompletionStage<List<ChannelDifference>> diff(ThreadKey from, StateQuery before, ThreadKey to, StateQuery after);

    /** Checkpoints of every branch of one of its graphs, newest first. */
    CompletionStage<List<CheckpointView>> history(ThreadKey key, HistoryQuery query);

    /** Edits the state by hand, as if a node had written it; completes with the new checkpoint. */
    default CompletionStage<CheckpointId> update(ThreadKey key, StateUpdate update) {
        return bulkUpdate(key, List.of(List.of(update)));
    }

    /**
     * Edits the state by hand in several supersteps, each with what one node or several have written: all of them, or none.
     * Completes with the last new checkpoint. Only the first update may name a checkpoint or a graph inside.
     *
     * @param supersteps 1 to 1,000
     */
    CompletionStage<CheckpointId> bulkUpdate(ThreadKey key, List<List<StateUpdate>> supersteps);
}
