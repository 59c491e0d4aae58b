package io.heddle.readside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.jdbc.TestPostgres;
import io.heddle.json.JsonValue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcTokenLogTest {
    private static final ThreadKey KEY = ThreadKey.of("t");
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Clock clock = new MovedClock(now);
    private DatabaseSettings settings;
    private Database database;

    @BeforeEach
    void aDatabase() {
        settings = TestPostgres.freshDatabase();
        database = Database.open(settings);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private JdbcTokenLog log(int waiting) {
        return new JdbcTokenLog(database, clock, Duration.ofHours(24), waiting);
    }

    private static StreamFrame token(long id) {
        return new StreamFrame(id, new StreamEvent.Custom(JsonValue.ofText("{\"n\":" + id + "}")));
    }

    private static void keep(JdbcTokenLog log, RunId run, List<StreamFrame> frames) {
        CountDownLatch kept = new CountDownLatch(frames.size());
        frames.forEach(frame -> log.keep(KEY, run, frame, kept::countDown));
        try {
            assertThat(kept.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RunId run() {
        return RunId.of(UUID.randomUUID());
    }

    private static List<Long> ids(List<StreamFrame> frames) {
        return frames.stream().map(StreamFrame::id).toList();
    }

    @Test
    void what_is_kept_is_read_back_in_the_order_of_ids_whatever_came_first() {
        RunId run = run();
        try (JdbcTokenLog log = log(10_000)) {
            List<StreamFrame> frames = new ArrayList<>(
                    LongStream.range(0, 500).mapToObj(JdbcTokenLogTest::token).toList());
            Collections.shuffle(frames, new java.util.Random(1));
            keep(log, run, frames);
            keep(log, run(), List.of(token(3)));

            assertThat(ids(log.read(KEY, run, -1)))
                    .isEqualTo(LongStream.range(0, 500).boxed().toList());
            assertThat(ids(log.read(KEY, run, 497))).containsExactly(498L, 499L);
            assertThat(log.read(KEY, run, 499)).isEmpty();
            assertThat(log.unkept()).isZero();
        }
    }

    @Test
    void an_event_comes_back_with_its_name_its_mode_and_its_bytes() {
        RunId run = run();
        JsonValue message = JsonValue.ofText("{\"content\":\"nul \\u0000 and 1e999\",\"type\":\"AIMessageChunk\"}");
        StreamEvent chunk = new StreamEvent.MessageChunk(message, JsonValue.EMPTY_OBJECT);
        try (JdbcTokenLog log = log(10)) {
            keep(log, run, List.of(new StreamFrame(7, chunk)));

            StreamFrame read = log.read(KEY, run, 0).getFirst();
            assertThat(read.id()).isEqualTo(7);
            assertThat(read.event().name()).isEqualTo(chunk.name());
            assertThat(read.event().mode()).isEqualTo(StreamMode.MESSAGES_TUPLE);
            assertThat(read.event().data()).isEqualTo(chunk.data());
        }
    }

    @Test
    void what_waits_together_is_written_together_sixty_four_to_a_row() throws SQLException {
        RunId run = run();
        try (Connection lock = connect();
                JdbcTokenLog log = log(10_000)) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE run_stream IN ACCESS EXCLUSIVE MODE");
            CountDownLatch kept = new CountDownLatch(1_001);
            log.keep(KEY, run, token(0), kept::countDown);
            await().until(() -> database.callNow(connection -> {
                try (var waiting = connection
                        .createStatement()
                        .executeQuery("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND wait_event_type = 'Lock'")) {
                    return waiting.next();
                }
            }));
            LongStream.rangeClosed(1, 1_000).forEach(id -> log.keep(KEY, run, token(id), kept::countDown));
            assertThat(kept.getCount()).isEqualTo(1_001);
            lock.commit();
            assertThat(kept.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(rows()).isEqualTo(1 + 16);
            assertThat(log.read(KEY, run, -1)).hasSize(1_001);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void when_too_many_wait_the_newest_is_let_through_unkept() throws Exception {
        RunId run = run();
        try (Connection lock = connect();
                JdbcTokenLog log = log(4)) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE run_stream IN ACCESS EXCLUSIVE MODE");
            AtomicInteger shown = new AtomicInteger();
            for (int id = 0; id < 20; id++) {
                log.keep(KEY, run, token(id), shown::incrementAndGet);
            }
            assertThat(log.unkept()).isBetween(10L, 16L);
            assertThat(shown).hasValue((int) log.unkept());
            lock.commit();

            await().untilAtomic(shown, org.hamcrest.Matchers.equalTo(20));
            assertThat(log.read(KEY, run, -1)).hasSize(20 - (int) log.unkept());
        }
    }

    @Test
    void viewers_see_their_tokens_though_the_table_is_gone() {
        RunId run = run();
        try (JdbcTokenLog log = log(100)) {
            keep(log, run, List.of(token(1)));
            database.callNow(
                    connection -> connection.createStatement().execute("ALTER TABLE run_stream RENAME TO gone"));
            keep(log, run, List.of(token(2), token(3)));
            assertThat(log.unkept()).isEqualTo(2);
            database.callNow(
                    connection -> connection.createStatement().execute("ALTER TABLE gone RENAME TO run_stream"));

            await().untilAsserted(() -> {
                long before = log.unkept();
                keep(log, run, List.of(token(10 + before)));
                assertThat(log.unkept()).isEqualTo(before);
            });
            assertThat(ids(log.read(KEY, run, 0))).startsWith(1L).hasSize(2);
        }
    }

    @Test
    void a_callback_that_fails_does_not_stop_the_others() {
        try (JdbcTokenLog log = log(100)) {
            log.keep(KEY, run(), token(1), () -> {
                throw new IllegalStateException("a reader's bug");
            });
            RunId run = run();
            keep(log, run, List.of(token(2)));

            assertThat(log.read(KEY, run, 0)).hasSize(1);
        }
    }

    @Test
    void after_a_day_events_are_deleted_in_slices_and_younger_ones_stay() {
        RunId old = run();
        RunId young = run();
        try (JdbcTokenLog log = log(10)) {
            database.callNow(connection -> connection.createStatement().execute("""
                    INSERT INTO run_stream
                    SELECT gen_random_uuid(), n, n, %d, '[]' FROM generate_series(1, 1200) AS n
                    """.formatted(START.toEpochMilli())));
            keep(log, old, List.of(token(1)));
            now.set(START.plus(Duration.ofHours(20)));
            keep(log, young, List.of(token(1)));

            now.set(START.plus(Duration.ofHours(24)));
            assertThat(log.forgetOld()).isZero();
            now.set(START.plus(Duration.ofHours(25)));
            assertThat(log.forgetOld()).isEqualTo(1_201);

            assertThat(log.read(KEY, old, -1)).isEmpty();
            assertThat(log.read(KEY, young, -1)).hasSize(1);
        }
    }

    @Test
    void what_waits_at_the_end_is_still_written() {
        RunId run = run();
        AtomicInteger shown = new AtomicInteger();
        JdbcTokenLog log = log(10_000);
        LongStream.range(0, 3_000).forEach(id -> log.keep(KEY, run, token(id), shown::incrementAndGet));
        log.close();
        log.keep(KEY, run, token(9_999), shown::incrementAndGet);

        assertThat(shown).hasValue(3_001);
        assertThat(log.read(KEY, run, -1)).hasSize(3_000);
        assertThat(log.unkept()).isOne();
    }

    private long rows() {
        return database.callNow(connection -> {
            try (var row = connection.createStatement().executeQuery("SELECT count(*) FROM run_stream")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url().jdbc(), settings.user(), settings.password());
    }

    /** Time that a test moves by hand. */
    private static final class MovedClock extends Clock {
        private final AtomicReference<Instant> now;

        MovedClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return InstantSource.system().withZone(zone);
        }
    }
}
