package io.heddle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalFeedTest {

    private Database database;
    private JournalFeed feed;

    @BeforeEach
    void aDatabase() {
        database = Database.open(TestPostgres.freshDatabase());
        feed = new JournalFeed(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private Connection connect() throws SQLException {
        return TestPostgres.connect(database.settings());
    }

    private static void insert(Connection connection, String id, long sequence) throws SQLException {
        byte[] payload = (id + "#" + sequence).getBytes(StandardCharsets.UTF_8);
        JournalTable.insert(
                connection,
                List.of(new JournalWrite(
                        id, List.of(new JournalWrite.Row(sequence, 99, UUID.randomUUID(), 20, "", "m", payload)))));
    }

    private static List<String> names(JournalFeed.Batch batch) {
        return batch.spans().stream()
                .flatMap(span -> LongStream.rangeClosed(span.first(), span.last())
                        .mapToObj(sequence -> span.persistenceId() + "#" + sequence))
                .toList();
    }

    @Test
    void a_row_committed_late_is_seen_though_its_number_was_taken_early() throws Exception {
        try (Connection slow = connect();
                Connection quick = connect()) {
            slow.setAutoCommit(false);
            insert(slow, "slow", 1);
            insert(quick, "quick", 1);

            JournalFeed.Batch during = now(feed.readAfter(JournalPosition.START, 10));
            slow.commit();
            JournalFeed.Batch after = now(feed.readAfter(during.next(), 10));

            assertThat(names(during)).isEmpty();
            assertThat(names(after)).containsExactly("slow#1", "quick#1");
        }
    }

    @Test
    void a_number_taken_before_its_transaction_has_an_id_is_no_trap() throws Exception {
        try (Connection slow = connect();
                Connection quick = connect();
                Statement sequence = slow.createStatement()) {
            // The server notes 32 numbers ahead, and only the transaction that makes the note gets an id for it.
            sequence.execute("SELECT nextval(pg_get_serial_sequence('event_journal', 'ordering'))");
            slow.setAutoCommit(false);
            sequence.execute("SELECT nextval(pg_get_serial_sequence('event_journal', 'ordering'))");
            insert(quick, "quick", 1);
            JournalFeed.Batch first = now(feed.readAfter(JournalPosition.START, 10));

            sequence.execute("""
                    INSERT INTO event_journal (ordering, persistence_id, sequence_number, write_timestamp, event_ser_id,
                                               writer, event_ser_manifest, event_payload)
                    VALUES (2, 'slow', 1, 0, 20, gen_random_uuid(), 'm', 'x')
                    """);
            slow.commit();

            assertThat(names(first)).containsExactly("quick#1");
            assertThat(names(now(feed.readAfter(first.next(), 10)))).containsExactly("slow#1");
        }
    }

    @Test
    void many_writers_that_commit_in_any_order_lose_no_row_and_keep_each_ones_order() throws Exception {
        int writers = 6;
        int each = 60;
        List<CompletableFuture<Void>> writing = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            String id = "w" + w;
            writing.add(CompletableFuture.runAsync(() -> writeWithPauses(id, each)));
        }
        List<String> seen = new ArrayList<>();
        JournalPosition position = JournalPosition.START;
        boolean finished = false;
        while (true) {
            JournalFeed.Batch batch = now(feed.readAfter(position, 7));
            seen.addAll(names(batch));
            position = batch.next();
            if (finished && batch.rows() == 0) {
                break;
            }
            finished = writing.stream().allMatch(CompletableFuture::isDone);
        }

        writing.forEach(CompletableFuture::join);
        for (int w = 0; w < writers; w++) {
            String id = "w" + w + "#";
            assertThat(seen.stream().filter(name -> name.startsWith(id)))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, each)
                            .mapToObj(n -> id + n)
                            .toList());
        }
    }

    private void writeWithPauses(String id, int count) {
        try (Connection connection = connect();
                Statement pause = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int sequence = 1; sequence <= count; sequence++) {
                insert(connection, id, sequence);
                pause.execute("SELECT pg_sleep(" + ThreadLocalRandom.current().nextDouble(0.005) + ")");
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_barrier_is_passed_only_when_what_was_under_way_has_been_seen() throws Exception {
        try (Connection slow = connect();
                Connection quick = connect()) {
            slow.setAutoCommit(false);
            insert(slow, "slow", 1);
            insert(quick, "quick", 1);
            long barrier = now(feed.barrier());

            assertThat(now(feed.readAfter(JournalPosition.START, 10)).seenBelow())
                    .isLessThan(barrier);
            slow.commit();
            JournalFeed.Batch one = now(feed.readAfter(JournalPosition.START, 1));
            assertThat(one.seenBelow()).isLessThan(barrier);
            assertThat(now(feed.readAfter(one.next(), 10)).seenBelow()).isGreaterThanOrEqualTo(barrier);
        }
    }

    @Test
    void offset_and_projection_move_together_or_not_at_all() throws Exception {
        try (Connection connection = connect()) {
            insert(connection, "a", 1);
            connection.createStatement().execute("CREATE TABLE seen (name text)");
        }
        JournalFeed.Batch batch = now(feed.readAfter(now(feed.offset("index")), 10));

        assertThatThrownBy(() -> now(feed.withProjection("index", batch, (connection, rows) -> {
                    note(connection, rows);
                    throw new SQLException("the projection fails");
                })))
                .hasMessageContaining("the projection fails");
        assertThat(now(feed.offset("index"))).isEqualTo(JournalPosition.START);

        assertThat(now(feed.withProjection("index", batch, JournalFeedTest::note)))
                .isTrue();
        assertThat(now(feed.offset("index"))).isEqualTo(batch.next());
        assertThat(noted()).containsExactly("a#1");
    }

    @Test
    void of_two_followers_of_one_name_only_one_projects_a_batch() throws Exception {
        try (Connection connection = connect()) {
            insert(connection, "a", 1);
            connection.createStatement().execute("CREATE TABLE seen (name text)");
        }
        JournalFeed.Batch batch = now(feed.readAfter(JournalPosition.START, 10));
        AtomicInteger moved = new AtomicInteger();

        List<CompletableFuture<Boolean>> both = new ArrayList<>();
        for (int follower = 0; follower < 2; follower++) {
            both.add(feed.withProjection("index", batch, JournalFeedTest::note).toCompletableFuture());
        }
        both.forEach(result -> moved.addAndGet(result.join() ? 1 : 0));

        assertThat(moved).hasValue(1);
        assertThat(noted()).containsExactly("a#1");
        assertThat(now(feed.withProjection("index", batch, JournalFeedTest::note)))
                .isFalse();
    }

    @Test
    void the_feed_is_read_along_its_index() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, event_ser_id,
                                               writer, event_ser_manifest, event_payload)
                    SELECT 'p' || n, 1, 0, 20, gen_random_uuid(), 'm', 'x' FROM generate_series(1, 20000) AS n
                    """);
            statement.execute("ANALYZE event_journal");
            try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + JournalFeed.AFTER)) {
                explain.setString(1, "1000000");
                explain.setLong(2, 1);
                explain.setInt(3, 100);
                StringBuilder plan = new StringBuilder();
                try (ResultSet rows = explain.executeQuery()) {
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                }
                assertThat(plan.toString())
                        .containsPattern(
                                "(?s)CTE page\\s+->  Limit (?:(?!Sort).)*Index Scan using event_journal_follower")
                        .doesNotContain("Seq Scan", "Incremental Sort");
            }
        }
    }

    private static void note(Connection connection, JournalFeed.Batch batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO seen VALUES (?)")) {
            for (String name : names(batch)) {
                insert.setString(1, name);
                insert.executeUpdate();
            }
        }
    }

    private List<String> noted() {
        return database.callNow(connection -> {
            try (ResultSet rows = connection.createStatement().executeQuery("SELECT name FROM seen ORDER BY name")) {
                List<String> names = new ArrayList<>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        });
    }
}
