package io.heddle.api;

import io.heddle.json.JsonValue;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Threads: made, read, searched, edited by hand, deleted. Thread-safe; every write is durable when its stage completes. */
public interface Threads {
    /** Creates a thread. An existing one is a {@link Problem.ThreadExists}, or is returned if the request says so. */
    CompletionStage<ThreadView> create(ThreadKey key, NewThread request);

    /** The thread as its owner sees it now (strongly consistent), or {@link Problem.ThreadNotFound}. */
    CompletionStage<ThreadView> get(ThreadKey key);

    /** Merges {@code metadata}, a JSON object, into the thread's metadata, key by key; null removes nothing, it is stored. */
    default CompletionStage<ThreadView> patch(ThreadKey key, JsonValue metadata) {
        return patch(key, metadata, null);
    }

    /** The same and, if {@code ttl} is given, has the thread live that long from now on. */
    CompletionStage<ThreadView> patch(ThreadKey key, JsonValue metadata, @Nullable ThreadTtl ttl);

    /** Has the thread live this long from now on. */
    default CompletionStage<ThreadView> lasting(ThreadKey key, ThreadTtl ttl) {
        return patch(key, JsonValue.EMPTY_OBJECT, ttl);
    }

    /**
     * Makes a thread that goes on from where another one stands, with the same past under the same checkpoint ids. It shares
     * that past, which stays even if the other one is deleted; nothing that happens to either changes the other. What is running
     * is not copied. A copy that is already there is a {@link Problem.ThreadExists}.
     */
    CompletionStage<ThreadView> copy(ThreadKey source, ThreadKey copy);

    /** Forgets the thread's past and keeps where it stands, open questions included. A busy one is a {@link Problem.ThreadBusy}. */
    CompletionStage<ThreadView> prune(ThreadKey key);

    /** What the thread takes up in storage. */
    CompletionStage<StorageView> storage(ThreadKey key);

    /** Counts a request about a thread; returns at once, and is no business of the thread's. */
    void accessed(ThreadKey key, Access by);

    /** The thread as somebody's session: its times and the requests about it, in the last seconds those of this node only. */
    CompletionStage<SessionView> session(ThreadKey key);

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
