package io.heddle.readside;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.TenantId;
import io.heddle.api.ThreadPage;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadView;
import io.heddle.contract.ContractGraphs;
import io.heddle.graph.GraphCatalog;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.jdbc.TestPostgres;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadViews;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A fresh database, an index on it, and as many followers as a test wants. */
final class IndexWorld implements AutoCloseable {
    static final GraphCatalog GRAPHS = ContractGraphs.catalog();
    private static final ThreadViews VIEWS = new ThreadViews(GRAPHS);

    final DatabaseSettings settings = TestPostgres.freshDatabase();
    final Database database = Database.open(settings);
    final FreshStates fresh = new FreshStates();
    final ThreadProjector projector = new ThreadProjector(fresh);
    final JdbcThreadIndex index = new JdbcThreadIndex(database, GRAPHS, projector);
    private final List<ThreadIndexFollower> followers = new ArrayList<>();

    ThreadIndexFollower follower() {
        return follower(projector, FollowerSettings.DEFAULT);
    }

    ThreadIndexFollower follower(ThreadProjector with, FollowerSettings how) {
        ThreadIndexFollower follower = new ThreadIndexFollower(database, with, how, Clock.systemUTC());
        followers.add(follower);
        follower.start();
        return follower;
    }

    static FollowerSettings batchesOf(int rows) {
        return new FollowerSettings(rows, Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(200));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url().jdbc(), settings.user(), settings.password());
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    ThreadPage search(ThreadQuery query) {
        return get(index.search(TenantId.DEFAULT, query));
    }

    List<ThreadView> all() {
        return search(new ThreadQuery(null, null, null, null, 1000, 0, ThreadQuery.SortBy.THREAD_ID, true))
                .threads();
    }

    /** The index shows exactly what the threads show of themselves. */
    void assertShows(List<ScriptedThread> threads) {
        List<ThreadView> expected = threads.stream()
                .map(ScriptedThread::state)
                .filter(ThreadState::exists)
                .sorted(java.util.Comparator.comparing(
                        state -> state.key().thread().value()))
                .map(VIEWS::thread)
                .toList();
        List<ThreadView> found = all();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).metadata().node())
                    .isEqualTo(expected.get(i).metadata().node());
            assertThat(withoutMetadata(found.get(i))).isEqualTo(withoutMetadata(expected.get(i)));
        }
    }

    private static ThreadView withoutMetadata(ThreadView view) {
        return new ThreadView(
                view.key(),
                view.createdAt(),
                view.updatedAt(),
                view.stateUpdatedAt(),
                io.heddle.json.JsonValue.EMPTY_OBJECT,
                view.config(),
                view.status(),
                view.values(),
                view.interrupts(),
                view.error(),
                view.ttl(),
                view.expiresAt());
    }

    long number(String sql) {
        return database.callNow(connection -> {
            try (var row = connection.createStatement().executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public void close() {
        followers.forEach(ThreadIndexFollower::close);
        database.close();
    }
}
