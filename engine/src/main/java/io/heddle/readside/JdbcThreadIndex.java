package io.heddle.readside;

import io.heddle.api.TenantId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadPage;
import io.heddle.api.ThreadQuery;
import io.heddle.graph.GraphCatalog;
import io.heddle.host.ThreadIndex;
import io.heddle.jdbc.Database;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches among all threads of a PostgreSQL. Thread-safe.
 *
 * <p>Whoever has created, patched or deleted a thread finds that at once: before the answer goes out its rows are brought up
 * to the journal's end, by the same projector and under the same guard as the follower's, so it does not matter who comes
 * first. When that fails the answer still goes out, because the write itself is durable and the follower will bring the
 * rows; an error would only make the client write again.
 */
public final class JdbcThreadIndex implements ThreadIndex {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcThreadIndex.class);
    private static final int ATTEMPTS = 5;

    private final Database database;
    private final ThreadProjector projector;
    private final ThreadSearch search;
    private final AtomicLong late = new AtomicLong();

    /** @param projector the follower's, so that both know the same threads */
    public JdbcThreadIndex(Database database, GraphCatalog graphs, ThreadProjector projector) {
        this.database = database;
        this.projector = projector;
        this.search = new ThreadSearch(graphs);
    }

    @Override
    public CompletionStage<ThreadPage> search(TenantId tenant, ThreadQuery query) {
        return database.transact(connection -> search.page(connection, tenant, query));
    }

    @Override
    public CompletionStage<Long> count(TenantId tenant, ThreadQuery query) {
        return database.call(connection -> search.count(connection, tenant, query));
    }

    @Override
    public CompletionStage<Void> saved(ThreadKey key) {
        return broughtUp(key);
    }

    @Override
    public CompletionStage<Void> deleted(ThreadKey key) {
        return broughtUp(key);
    }

    /** Answers that went out before their rows were written, since the start. */
    public long late() {
        return late.get();
    }

    private CompletionStage<Void> broughtUp(ThreadKey key) {
        return attempt(key, 1)
                .exceptionally(failure -> {
                    late.incrementAndGet();
                    LOG.warn("a thread's rows in the index come late thread={}", key, failure);
                    return false;
                })
                .thenAccept(inTime -> {});
    }

    private CompletionStage<Boolean> attempt(ThreadKey key, int attempt) {
        CompletionStage<Boolean> once = database.transact(connection -> {
            projector.catchUp(connection, key);
            return true;
        });
        return attempt == ATTEMPTS
                ? once
                : once.exceptionallyCompose(failure -> isRace(failure) ? attempt(key, attempt + 1) : once);
    }

    private static boolean isRace(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof MovedMeanwhileException;
    }
}
