package io.heddle.readside;

import static io.heddle.readside.IndexWorld.batchesOf;
import static io.heddle.readside.IndexWorld.get;
import static io.heddle.readside.ScriptedThread.append;
import static io.heddle.readside.ScriptedThread.assign;
import static io.heddle.readside.ScriptedThread.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heddle.api.RunError;
import io.heddle.codec.RowManifest;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.Values;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.JournalFeed;
import io.heddle.jdbc.JournalPosition;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThreadIndexFollowerTest {
    private IndexWorld world;
    private Connection journal;

    @BeforeEach
    void aDatabase() throws SQLException {
        world = new IndexWorld();
        journal = world.connect();
    }

    @AfterEach
    void close() throws SQLException {
        journal.close();
        world.close();
    }

    private static ScriptedThread thread(String id) {
        return new ScriptedThread(id, 1_700_000_000_000L);
    }

    @Test
    void threads_are_shown_as_they_show_themselves() throws Exception {
        ScriptedThread talk = thread("talk");
        talk.create(journal, "{\"owner\":\"ada\"}");
        talk.begin(journal, "echo", List.of(message("messages", "human", "m1", "Hi")), "{\"model\":\"x\"}");
        talk.end(journal, List.of(message("messages", "ai", "m2", "you said Hi"), assign("topic", "\"greeting\"")));
        ScriptedThread busy = thread("busy");
        busy.create(journal, "{}");
        busy.begin(journal, "marker", List.of(append("markers", "\"a\"")));
        ScriptedThread failed = thread("failed");
        failed.create(journal, "{\"nothing\":\"\\u0000\",\"much\":1e999}");
        failed.begin(journal, "failing", List.of());
        failed.fail(journal, new RunError("IOException", "no \"route\" \u0000"));
        ScriptedThread empty = thread("empty");
        empty.create(journal, "{}");

        get(world.follower().passedNow());

        world.assertShows(List.of(talk, busy, failed, empty));
        assertThat(world.number("SELECT count(*) FROM thread_busy")).isOne();
    }

    @Test
    void any_history_in_any_batches_leads_to_what_the_threads_show() throws Exception {
        long seed = Long.getLong("heddle.seed", System.nanoTime());
        Random random = new Random(seed);
        List<ScriptedThread> threads = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            threads.add(thread("t" + i));
        }
        List<Values> past = new ArrayList<>(List.of(Values.EMPTY));
        ThreadIndexFollower follower = world.follower(world.projector, batchesOf(1 + random.nextInt(40)));
        for (int step = 0; step < 600; step++) {
            ScriptedThread thread = threads.get(random.nextInt(threads.size()));
            oneStep(thread, random, past);
            if (random.nextInt(50) == 0) {
                follower.close();
                boolean forgetful = random.nextBoolean();
                follower = world.follower(
                        forgetful ? new ThreadProjector(new FreshStates(), 10_000) : world.projector,
                        batchesOf(1 + random.nextInt(40)));
            }
            if (random.nextInt(20) == 0) {
                get(world.index.deleted(thread.key()));
            }
        }
        get(follower.passedNow());

        assertThat(follower.skipped()).as("seed %d", seed).isZero();
        world.assertShows(threads);
        assertThat(world.number("SELECT count(*) FROM thread_index WHERE gone")).isZero();
        assertThat(world.number("SELECT count(*) FROM thread_clock"))
                .isEqualTo(world.number("SELECT count(*) FROM thread_index"));
        assertThat(world.number("SELECT count(*) FROM thread_element e WHERE NOT EXISTS"
                        + " (SELECT 1 FROM thread_value v WHERE v.thread = e.thread AND v.channel = e.channel)"))
                .isZero();
    }

    @Test
    void a_row_committed_late_is_not_lost_and_holds_back_who_waits_for_it() throws Exception {
        ScriptedThread slow = thread("slow");
        ScriptedThread quick = thread("quick");
        ThreadIndexFollower follower = world.follower(world.projector, batchesOf(3));
        try (Connection late = world.connect()) {
            late.setAutoCommit(false);
            slow.create(late, "{}");
            quick.create(journal, "{}");
            CompletableFuture<Void> passed = follower.passedNow().toCompletableFuture();
            assertThat(world.all()).isEmpty();
            assertThat(passed).isNotDone();

            late.commit();
            passed.orTimeout(20, TimeUnit.SECONDS).join();
        }

        world.assertShows(List.of(slow, quick));
    }

    @Test
    void two_followers_with_memories_of_their_own_write_everything_once() throws Exception {
        try (Database other = Database.open(world.settings);
                ThreadIndexFollower one = world.follower(world.projector, batchesOf(5));
                ThreadIndexFollower two = new ThreadIndexFollower(
                        other, new ThreadProjector(new FreshStates()), batchesOf(7), Clock.systemUTC())) {
            two.start();
            List<ScriptedThread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(thread("t" + i));
                threads.get(i).create(journal, "{}");
            }
            for (int turn = 0; turn < 20; turn++) {
                for (ScriptedThread thread : threads) {
                    thread.begin(journal, "marker", List.of(append("markers", "\"in " + turn + "\"")));
                    thread.end(journal, List.of(append("markers", "\"out " + turn + "\"")));
                }
                if (turn == 10) {
                    one.close();
                }
            }
            get(two.passedNow());

            world.assertShows(threads);
            assertThat(one.skipped() + two.skipped()).isZero();
        }
    }

    @Test
    void both_followers_get_past_a_horizon_whichever_does_the_work() throws Exception {
        ThreadIndexFollower one = world.follower(world.projector, batchesOf(2));
        ThreadIndexFollower two = world.follower(new ThreadProjector(new FreshStates()), batchesOf(2));
        ScriptedThread thread = thread("t");
        for (int i = 0; i < 20; i++) {
            if (i == 0) {
                thread.create(journal, "{}");
            } else {
                thread.patch(journal, "{\"i\":" + i + "}");
            }
            CompletionStage<Void> first = one.passedNow();
            CompletionStage<Void> second = two.passedNow();
            get(first);
            get(second);
            world.assertShows(List.of(thread));
        }
    }

    @Test
    void a_run_that_began_and_ended_between_two_looks_never_touches_the_list_of_busy_threads() throws Exception {
        ScriptedThread thread = thread("t");
        thread.create(journal, "{}");
        for (int turn = 0; turn < 5; turn++) {
            thread.begin(journal, "marker", List.of());
            thread.end(journal, List.of(append("markers", "1")));
        }

        get(world.follower().passedNow());

        world.assertShows(List.of(thread));
        try (var row = journal.createStatement()
                .executeQuery("SELECT pg_relation_size('thread_busy'), pg_relation_size('thread_clock')")) {
            row.next();
            assertThat(row.getLong(1)).isZero();
            assertThat(row.getLong(2)).isPositive();
        }
    }

    @Test
    void a_thread_that_is_here_is_shown_as_it_is_whatever_the_batch_and_its_rows_are_not_read() throws Exception {
        ScriptedThread ahead = thread("ahead");
        ahead.create(journal, "{}");
        ScriptedThread behind = thread("behind");
        behind.create(journal, "{}");
        world.fresh.committed(behind.state());
        behind.patch(journal, "{\"moved\":\"on elsewhere\"}");
        ahead.begin(journal, "marker", List.of(append("markers", "1")));
        ScriptedThread gone = thread("gone");
        gone.create(journal, "{}");
        gone.delete(journal);
        world.fresh.committed(gone.state());
        journal.setAutoCommit(false);
        ahead.end(journal, List.of(append("markers", "2")));
        world.fresh.committed(ahead.state());

        get(world.follower().caughtUpWith(get(new JournalFeed(world.database).barrier()) - 1));
        world.assertShows(List.of(ahead, behind));
        journal.commit();
        get(world.follower().passedNow());
        journal.setAutoCommit(true);
        journal.createStatement().execute("UPDATE event_journal SET event_payload = 'unreadable'");
        ahead.begin(journal, "marker", List.of(append("markers", "3")));
        world.fresh.committed(ahead.state());
        get(world.follower().passedNow());

        world.assertShows(List.of(ahead, behind));
    }

    @Test
    void an_unreadable_row_leaves_its_thread_as_it_was_and_holds_up_no_other() throws Exception {
        ScriptedThread bad = thread("bad");
        ScriptedThread good = thread("good");
        bad.create(journal, "{\"as\":\"it was\"}");
        ThreadIndexFollower follower = world.follower();
        get(follower.passedNow());
        ScriptedThread.insert(journal, bad.key(), 2, 0, RowManifest.ROW, "{\"t\":1,".getBytes(StandardCharsets.UTF_8));
        good.create(journal, "{}");

        get(follower.passedNow());

        assertThat(follower.skipped()).isOne();
        world.assertShows(List.of(bad, good));
    }

    @Test
    void a_row_of_a_newer_heddle_is_left_to_its_follower() throws Exception {
        ScriptedThread thread = thread("t");
        thread.create(journal, "{}");
        ThreadIndexFollower follower = world.follower();
        get(follower.passedNow());
        byte[] event = "{\"t\":1,\"e\":[[\"thread-painted\",1,{}]]}".getBytes(StandardCharsets.UTF_8);
        ScriptedThread.insert(journal, thread.key(), 2, 0, RowManifest.ROW, event);
        CompletableFuture<Void> passed = follower.passedNow().toCompletableFuture();

        JournalFeed feed = new JournalFeed(world.database);
        await().during(Duration.ofMillis(300)).until(() -> !passed.isDone());
        JournalFeed.Batch theirs = get(feed.readAfter(get(feed.offset(ThreadIndexFollower.NAME)), 10));
        assertThat(theirs.rows()).isOne();
        get(feed.withProjection(ThreadIndexFollower.NAME, theirs, (connection, batch) -> {}));

        passed.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(follower.skipped()).isZero();
    }

    @Test
    void connections_that_break_do_not_stop_it() throws Exception {
        ThreadIndexFollower follower = world.follower();
        List<ScriptedThread> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ScriptedThread thread = thread("t" + i);
            threads.add(thread);
            thread.create(journal, "{}");
            journal.createStatement()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND application_name = 'heddle'");
        }

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> world.assertShows(threads));
        get(follower.passedNow());
    }

    @Test
    void rows_are_found_by_key_even_while_the_tables_are_small() throws Exception {
        ThreadIndexFollower follower = world.follower();
        for (int i = 0; i < 8; i++) {
            ScriptedThread thread = thread("t" + i);
            thread.create(journal, "{}");
            thread.begin(journal, "marker", List.of(append("markers", "1", "2")));
            get(follower.passedNow());
            thread.end(journal, List.of());
            thread.rewind(journal, Values.EMPTY);
            get(follower.passedNow());
            thread.delete(journal);
            get(follower.passedNow());
        }

        String scans = "SELECT %s FROM pg_stat_user_tables WHERE relname LIKE 'thread%%'";
        String parts = " AND relname IN ('thread_index', 'thread_clock', 'thread_value', 'thread_element')";
        await().untilAsserted(() -> assertThat(world.number(scans.formatted("min(idx_scan)") + parts))
                .isPositive());
        assertThat(world.number(scans.formatted("sum(seq_scan)"))).isZero();
    }

    @Test
    void its_lag_is_what_is_committed_and_not_projected() throws Exception {
        ScriptedThread thread = thread("t");
        thread.create(journal, "{}");
        thread.patch(journal, "{}");

        FollowerLag behind = FollowerLag.measure(world.database, JournalPosition.START, 1_700_000_060_000L);
        assertThat(behind).isEqualTo(new FollowerLag(2, Duration.ofMinutes(1)));

        get(world.follower().passedNow());
        JournalPosition now = get(new JournalFeed(world.database).offset(ThreadIndexFollower.NAME));
        assertThat(FollowerLag.measure(world.database, now, 1_700_000_060_000L)).isEqualTo(FollowerLag.NONE);
    }

    @Test
    void one_that_never_started_can_be_closed() {
        new ThreadIndexFollower(world.database, world.projector).close();
    }

    @Test
    void who_waits_when_it_closes_is_told() throws Exception {
        ThreadIndexFollower follower = world.follower();
        CompletableFuture<Void> never = follower.caughtUpWith(Long.MAX_VALUE).toCompletableFuture();

        follower.close();

        assertThatThrownBy(() -> never.orTimeout(5, TimeUnit.SECONDS).join()).hasMessageContaining("closed");
        assertThatThrownBy(() -> get(follower.caughtUpWith(1))).hasMessageContaining("closed");
    }

    private void oneStep(ScriptedThread thread, Random random, List<Values> past) throws SQLException {
        if (!thread.state().exists()) {
            thread.create(journal, "{\"n\":" + random.nextInt(5) + "}");
            return;
        }
        if (thread.state().active() != null) {
            if (random.nextInt(5) == 0) {
                thread.fail(journal, new RunError("Boom", "it did"));
            } else {
                thread.end(journal, writes(random, thread));
            }
            past.add(thread.state().root().values());
            return;
        }
        switch (random.nextInt(10)) {
            case 0 -> thread.delete(journal);
            case 1 -> thread.patch(journal, "{\"p" + random.nextInt(3) + "\":" + random.nextInt(9) + "}");
            case 2, 3 -> thread.edit(journal, writes(random, thread));
            case 4 -> {
                if (thread.state().root().head() != null) {
                    thread.rewind(journal, past.get(random.nextInt(past.size())));
                }
            }
            default -> thread.begin(journal, random.nextBoolean() ? "echo" : "kinds", writes(random, thread));
        }
    }

    private static List<ChannelUpdate> writes(Random random, ScriptedThread thread) {
        List<ChannelUpdate> writes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String id = "m" + random.nextInt(12);
            boolean known = thread.state().root().values().get("messages") != null
                    && thread.state().root().values().get("messages").elements().stream()
                            .anyMatch(message ->
                                    message.node().path("id").asText().equals(id));
            boolean alone = writes.stream().noneMatch(write -> write.channel().equals("messages"));
            writes.add(
                    switch (random.nextInt(11)) {
                        case 5, 6 -> change("recent", appended(random));
                        case 7 -> change("seen", appended(random));
                        case 8 -> change("hint", new ChannelChange.Flash(appended(random)));
                        case 9 -> change("signed", new ChannelChange.Arrive(List.of("p" + random.nextInt(3))));
                        case 10 -> change("secret", new ChannelChange.Untracked(appended(random)));
                        case 0 -> assign("topic", "\"" + random.nextInt() + "\"");
                        case 1 -> assign("count", String.valueOf(random.nextInt(9)));
                        case 2 -> message("messages", known && alone ? "remove" : "ai", id, "gone");
                        default -> message("messages", "human", id, "text " + random.nextInt());
                    });
        }
        return writes;
    }

    private static ChannelChange.Append appended(Random random) {
        List<JsonValue> elements =
                random.ints(random.nextInt(4), 0, 9).mapToObj(JsonValue::encode).toList();
        return new ChannelChange.Append(elements, random.nextInt(4) == 0 ? ChannelChange.Append.ALL : 3);
    }

    private static ChannelUpdate change(String channel, ChannelChange change) {
        return new ChannelUpdate(channel, change);
    }
}
