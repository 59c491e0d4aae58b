package io.heddle.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.Access;
import io.heddle.api.ChannelDifference;
import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.NewThread;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.SessionView;
import io.heddle.api.StateQuery;
import io.heddle.api.StateUpdate;
import io.heddle.api.StorageView;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadPage;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadTtl;
import io.heddle.api.ThreadView;
import io.heddle.api.Threads;
import io.heddle.json.JsonValue;
import io.heddle.step.StateComparison;
import io.heddle.thread.Copying;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadQuestion;
import io.heddle.thread.ThreadState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@link Threads} over a door, an index and a journal. Thread-safe. */
public final class HostedThreads implements Threads {
    private static final int LARGEST_PAGE = 1_000;

    private final ThreadDoor door;
    private final ThreadIndex index;
    private final Retention retention;
    private final AccessLog accesses;
    private final Hosting hosting;
    private final HistoryReader history;
    private final Executor blocking;

    public HostedThreads(ThreadDoor door, ThreadIndex index, Retention retention, AccessLog accesses, Hosting hosting) {
        this.door = door;
        this.index = index;
        this.retention = retention;
        this.accesses = accesses;
        this.hosting = hosting;
        this.history = hosting.history();
        this.blocking = hosting.executor();
    }

    @Override
    public CompletionStage<ThreadView> create(ThreadKey key, NewThread request) {
        boolean orReturn = request.ifExists() == NewThread.IfExists.DO_NOTHING;
        return Answers.checked(() -> object("metadata", request.metadata()))
                .thenCompose(metadata -> begun(key, metadata, request.supersteps()))
                .thenCompose(first ->
                        door.ask(key, new ThreadCommand.Create(request.metadata(), orReturn, request.ttl(), first)))
                .thenApply(Answers::thread)
                .thenCompose(this::indexed);
    }

    @Override
    public CompletionStage<ThreadView> get(ThreadKey key) {
        return door.read(key, new ThreadQuestion.OfThread()).thenApply(Answers::thread);
    }

    @Override
    public CompletionStage<ThreadView> patch(ThreadKey key, JsonValue metadata, @Nullable ThreadTtl ttl) {
        return Answers.checked(() -> object("metadata", metadata))
                .thenCompose(object -> changed(key, new ThreadCommand.Patch(object, ttl)));
    }

    @Override
    public CompletionStage<ThreadView> copy(ThreadKey source, ThreadKey copy) {
        return get(source)
                .thenCompose(there -> retention.share(source, copy))
                .thenApplyAsync(shared -> Copying.base(history.present(source)), blocking)
                .thenCompose(base -> changed(copy, new ThreadCommand.Fork(base)));
    }

    @Override
    public CompletionStage<ThreadView> prune(ThreadKey key) {
        return changed(key, new ThreadCommand.Prune());
    }

    @Override
    public CompletionStage<StorageView> storage(ThreadKey key) {
        return get(key).thenCompose(there -> retention.storage(key));
    }

    @Override
    public void accessed(ThreadKey key, Access by) {
        accesses.accessed(key, Accesses.one(hosting.clock().instant(), by));
    }

    @Override
    public CompletionStage<SessionView> session(ThreadKey key) {
        return get(key).thenCombine(
                        accesses.of(key),
                        (thread, counted) -> new SessionView(
                                thread.createdAt(),
                                counted.map(Accesses::last).orElse(null),
                                thread.expiresAt(),
                                counted.map(Accesses::count).orElse(0L),
                                counted.map(Accesses::user).orElse(null),
                                counted.map(Accesses::clientAddress).orElse(null)));
    }

    private CompletionStage<ThreadView> changed(ThreadKey key, ThreadCommand command) {
        return door.ask(key, command).thenApply(Answers::thread).thenCompose(this::indexed);
    }

    @Override
    public CompletionStage<Void> delete(ThreadKey key) {
        return door.ask(key, new ThreadCommand.Delete())
                .thenApply(Answers::done)
                .thenCompose(done -> index.deleted(key));
    }

    @Override
    public CompletionStage<ThreadPage> search(TenantId tenant, ThreadQuery query) {
        return Answers.checked(() -> paged(query)).thenCompose(checked -> index.search(tenant, checked));
    }

    @Override
    public CompletionStage<Long> count(TenantId tenant, ThreadQuery query) {
        return index.count(tenant, query);
    }

    @Override
    public CompletionStage<CheckpointView> state(ThreadKey key, StateQuery query) {
        return query.checkpoint() == null && query.namespace().isEmpty()
                ? door.read(key, new ThreadQuestion.OfHead(query.subgraphs())).thenApply(Answers::state)
                : get(key).thenApplyAsync(thread -> history.state(key, query), blocking);
    }

    @Override
    public CompletionStage<List<CheckpointView>> history(ThreadKey key, HistoryQuery query) {
        return Answers.checked(() -> limited("limit", query.limit(), query))
                .thenCompose(checked -> get(key))
                .thenApplyAsync(thread -> history.history(key, query), blocking);
    }

    @Override
    public CompletionStage<List<ChannelDifference>> diff(
            ThreadKey from, StateQuery before, ThreadKey to, StateQuery after) {
        return get(from)
                .thenCompose(thread -> get(to))
                .thenApplyAsync(
                        thread -> StateComparison.of(history.values(from, before), history.values(to, after)),
                        blocking);
    }

    @Override
    public CompletionStage<CheckpointId> bulkUpdate(ThreadKey key, List<List<StateUpdate>> supersteps) {
        return door.edit(key, supersteps)
                .thenApply(Answers::checkpoint)
                .thenCompose(made -> index.saved(key).thenApply(seen -> made));
    }

    /** What the state of a thread that is not there yet begins with; null for nothing. */
    private CompletionStage<ThreadCommand.@Nullable Edit> begun(
            ThreadKey key, JsonValue metadata, List<List<StateUpdate>> supersteps) {
        if (supersteps.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return hosting.userCode()
                .<ThreadCommand.@Nullable Edit>run(
                        "begin " + key, () -> hosting.preparedEdit(ThreadState.created(key, metadata), supersteps));
    }

    private CompletionStage<ThreadView> indexed(ThreadView thread) {
        return index.saved(thread.key()).thenApply(done -> thread);
    }

    private static JsonValue object(String field, JsonValue value) {
        JsonNode tree = value.node();
        if (!tree.isObject()) {
            throw new ProblemException(new Problem.InvalidRequest(field, tree.toString(), "a JSON object"));
        }
        return value;
    }

    private static ThreadQuery paged(ThreadQuery query) {
        if (query.offset() < 0) {
            throw new ProblemException(
                    new Problem.InvalidRequest("offset", String.valueOf(query.offset()), "0 or more"));
        }
        return limited("limit", query.limit(), query);
    }

    private static <T> T limited(String field, int limit, T checked) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new ProblemException(
                    new Problem.InvalidRequest(field, String.valueOf(limit), "1 to " + LARGEST_PAGE));
        }
        return checked;
    }
}
