package io.heddle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JournalCommitTest {

    private static DatabaseSettings database;

    private final JournalStats stats = new JournalStats();

    @BeforeAll
    static void aDatabase() {
        database = TestPostgres.freshDatabase();
    }

    private static Connection connect() throws SQLException {
        return TestPostgres.connect(database);
    }

    private JournalCommit commit(ConnectionSource connections) {
        return new JournalCommit(connections, Duration.ofSeconds(2), stats);
    }

    private static JournalWrite write(String id, long from, int rows) {
        return write(id, from, rows, UUID.randomUUID());
    }

    private static JournalWrite write(String id, long from, int rows, UUID writer) {
        return new JournalWrite(
                id,
                IntStream.range(0, rows)
                        .mapToObj(i -> new JournalWrite.Row(
                                from + i,
                                1000 + i,
                                writer,
                                20,
                                "",
                                "envelope.1",
                                (id + i).getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    private static long rowsOf(String pattern) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement count =
                        connection.prepareStatement("SELECT count(*) FROM event_journal WHERE persistence_id LIKE ?")) {
            count.setString(1, pattern);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Throwable failureOf(JournalWrite write) {
        return write.done().handle((nothing, failure) -> failure).join();
    }

    @Test
    void a_batch_is_one_commit_and_rows_keep_their_order() throws Exception {
        List<JournalWrite> batch =
                IntStream.range(0, 50).mapToObj(i -> write("plain-" + i, 1, 3)).toList();

        commit(JournalCommitTest::connect).write(batch);

        assertThat(batch).allMatch(write -> failureOf(write) == null);
        assertThat(stats.counts().commits()).isOne();
        assertThat(stats.counts().rowsPerCommit()).isEqualTo(150);
        assertThat(rowsOf("plain-%")).isEqualTo(150);
        try (Connection connection = connect();
                PreparedStatement disorder = connection.prepareStatement("""
                        SELECT count(*), count(DISTINCT a.txid) FROM event_journal a JOIN event_journal b
                            ON a.persistence_id = b.persistence_id AND a.sequence_number < b.sequence_number
                         WHERE a.persistence_id LIKE 'plain-%' AND a.ordering > b.ordering
                        """);
                ResultSet row = disorder.executeQuery()) {
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
    }

    @Test
    void sixty_four_innocent_writes_survive_the_duplicate_among_them() throws Exception {
        commit(JournalCommitTest::connect).write(List.of(write("innocent-30-twin", 1, 1)));
        List<JournalWrite> innocent = IntStream.range(0, 64)
                .mapToObj(i -> write("innocent-" + i, 1, 1))
                .toList();
        JournalWrite stale = write("innocent-30-twin", 1, 1);
        List<JournalWrite> batch = new ArrayList<>(innocent);
        batch.add(31, stale);

        commit(JournalCommitTest::connect).write(batch);

        assertThat(innocent).allMatch(write -> failureOf(write) == null);
        assertThat(failureOf(stale)).isInstanceOf(JournalWriteException.StaleWriter.class);
        assertThat(DatabaseException.sqlState(failureOf(stale))).isEqualTo("23505");
        assertThat(rowsOf("innocent-%")).isEqualTo(65);
        assertThat(stats.counts().staleWriters()).isOne();
        assertThat(stats.counts().commits()).isLessThan(12);
    }

    @Test
    void a_write_of_several_rows_is_kept_or_refused_as_a_whole() throws Exception {
        commit(JournalCommitTest::connect).write(List.of(write("whole", 3, 1)));
        JournalWrite overlapping = write("whole", 1, 5);

        commit(JournalCommitTest::connect).write(List.of(overlapping, write("whole-neighbour", 1, 1)));

        assertThat(failureOf(overlapping)).isInstanceOf(JournalWriteException.StaleWriter.class);
        assertThat(rowsOf("whole")).isOne();
        assertThat(rowsOf("whole-neighbour")).isOne();
    }

    @Test
    void without_a_connection_nothing_was_written_and_the_failure_says_so() {
        JournalWrite write = write("unreachable", 1, 1);

        commit(() -> {
                    throw new SQLException("no route", "08001");
                })
                .write(List.of(write));

        assertThat(failureOf(write)).isInstanceOf(JournalWriteException.NotWritten.class);
    }

    @Test
    void what_the_server_refuses_for_all_is_not_tried_one_by_one() {
        List<JournalWrite> batch = IntStream.range(0, 64)
                .mapToObj(i -> write("readonly-" + i, 1, 1))
                .toList();

        commit(() -> {
                    Connection connection = connect();
                    connection.createStatement().execute("SET default_transaction_read_only = on");
                    return connection;
                })
                .write(batch);

        assertThat(batch).allMatch(write -> failureOf(write) instanceof JournalWriteException.NotWritten);
        assertThat(stats.counts().refusedBatches()).isOne();
    }

    @Nested
    class When_the_connection_breaks {

        @Test
        void after_the_commit_the_rows_are_found_and_the_write_succeeds() throws Exception {
            List<JournalWrite> batch = IntStream.range(0, 5)
                    .mapToObj(i -> write("after-" + i, 1, 2))
                    .toList();

            commit(breakingOnce(true)).write(batch);

            assertThat(batch).allMatch(write -> failureOf(write) == null);
            assertThat(rowsOf("after-%")).isEqualTo(10);
            assertThat(stats.counts().brokenBatches()).isOne();
        }

        @Test
        void before_the_commit_the_rows_are_written_again() throws Exception {
            List<JournalWrite> batch = IntStream.range(0, 5)
                    .mapToObj(i -> write("before-" + i, 1, 2))
                    .toList();

            commit(breakingOnce(false)).write(batch);

            assertThat(batch).allMatch(write -> failureOf(write) == null);
            assertThat(rowsOf("before-%")).isEqualTo(10);
        }

        @Test
        void while_the_commit_is_still_under_way_it_is_waited_for() throws Exception {
            JournalWrite write = write("underway", 1, 1);
            CountDownLatch inserted = new CountDownLatch(1);
            CompletableFuture<Void> lateCommit = CompletableFuture.runAsync(() -> {
                try (Connection first = connect()) {
                    first.setAutoCommit(false);
                    JournalTable.insert(first, List.of(write));
                    inserted.countDown();
                    awaitSomebodyWaitingForALock();
                    first.commit();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            inserted.await();

            commit(breakingOnce(false)).write(List.of(write));

            lateCommit.join();
            assertThat(failureOf(write)).isNull();
            assertThat(rowsOf("underway")).isOne();
        }

        @Test
        void another_writers_row_with_the_same_bytes_is_not_taken_for_our_own() {
            JournalWrite ours = write("twins", 1, 1);
            JournalWrite theirs = write("twins", 1, 1);
            commit(JournalCommitTest::connect).write(List.of(theirs));

            commit(breakingOnce(false)).write(List.of(ours));

            assertThat(failureOf(ours)).isInstanceOf(JournalWriteException.StaleWriter.class);
        }

        @Test
        void and_does_not_come_back_the_outcome_is_unknown() {
            JournalWrite write = write("gone", 1, 1);
            AtomicBoolean first = new AtomicBoolean(true);
            ConnectionSource breaking = breakingOnce(true);

            commit(() -> {
                        if (first.getAndSet(false)) {
                            return breaking.take();
                        }
                        throw new SQLException("no route", "08001");
                    })
                    .write(List.of(write));

            assertThat(failureOf(write)).isInstanceOf(JournalWriteException.OutcomeUnknown.class);
            assertThat(stats.counts().unknownOutcomes()).isOne();
        }

        private static void awaitSomebodyWaitingForALock() throws SQLException {
            try (Connection watching = connect();
                    PreparedStatement waiting =
                            watching.prepareStatement("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
                for (long found = 0; found == 0; ) {
                    try (ResultSet row = waiting.executeQuery()) {
                        row.next();
                        found = row.getLong(1);
                    }
                }
            }
        }

        /** The first connection runs its insert, or not, and then pretends that the network failed. */
        private static ConnectionSource breakingOnce(boolean afterCommit) {
            AtomicBoolean broken = new AtomicBoolean();
            return () -> {
                Connection real = connect();
                return broken.getAndSet(true) ? real : breaking(Connection.class, real, afterCommit);
            };
        }

        private static <T> T breaking(Class<T> type, T real, boolean afterCommit) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                        boolean insert = method.getName().equals("executeUpdate");
                        if (insert && !afterCommit) {
                            throw new SQLException("the network failed", "08006");
                        }
                        try {
                            Object result = method.invoke(real, args);
                            if (insert) {
                                throw new SQLException("the network failed", "08006");
                            }
                            return result instanceof PreparedStatement statement
                                    ? breaking(PreparedStatement.class, statement, afterCommit)
                                    : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }

    @Nested
    class The_queue {

        private final CountDownLatch writing = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger connectionsAsked = new AtomicInteger();
        private final ConnectionSource gated = () -> {
            connectionsAsked.incrementAndGet();
            writing.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            return connect();
        };

        /** A queue whose only writer is busy with a first write and waits for {@code go}. */
        private JournalQueue busyQueue(int writes, long bytes) throws InterruptedException {
            JournalQueue queue =
                    new JournalQueue(commit(gated), new JournalQueue.Limits(1, 512, 4 << 20, writes, bytes), stats);
            queue.write(write("busy-" + UUID.randomUUID(), 1, 1));
            writing.await();
            return queue;
        }

        @Test
        void refuses_at_once_what_does_not_fit() throws Exception {
            JournalQueue queue = busyQueue(10, 1 << 20);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(queue.write(write("full-" + i, 1, 1)));
            }

            List<CompletableFuture<Void>> refused = all.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .toList();
            assertThat(refused).hasSize(10);
            assertThat(refused).allMatch(f -> f.exceptionNow() instanceof JournalWriteException.Overloaded);

            go.countDown();
            assertThat(all).filteredOn(f -> !refused.contains(f)).allMatch(f -> f.join() == null);
        }

        @Test
        void takes_what_waits_as_one_commit() throws Exception {
            JournalQueue queue = busyQueue(1000, 1 << 30);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(queue.write(write("together-" + i, 1, 1)));
            }

            go.countDown();

            all.forEach(CompletableFuture::join);
            assertThat(stats.counts().writes()).isEqualTo(101);
            assertThat(stats.counts().commits()).isEqualTo(2);
        }

        @Test
        void sends_another_writer_only_for_a_batch_worth_a_flush() throws Exception {
            JournalQueue queue =
                    new JournalQueue(commit(gated), new JournalQueue.Limits(2, 512, 4 << 20, 1000, 1 << 30), stats);
            List<CompletableFuture<Void>> all = new ArrayList<>(List.of(queue.write(write("first", 1, 1))));
            writing.await();

            for (int i = 0; i < 31; i++) {
                all.add(queue.write(write("few-" + i, 1, 1)));
            }
            assertThat(connectionsAsked).hasValue(1);
            all.add(queue.write(write("one-more", 1, 1)));
            await().until(() -> connectionsAsked.get() == 2);

            go.countDown();
            all.forEach(CompletableFuture::join);
            assertThat(stats.counts().commits()).isEqualTo(2);
        }

        @Test
        void counts_bytes_as_well_as_writes_but_lets_one_large_write_through() throws Exception {
            JournalQueue queue = busyQueue(1000, 10);

            CompletableFuture<Void> alone = queue.write(write("large", 1, 1));
            CompletableFuture<Void> second = queue.write(write("second", 1, 1));

            go.countDown();
            assertThat(second).isCompletedExceptionally();
            assertThat(alone.join()).isNull();
        }
    }
}
