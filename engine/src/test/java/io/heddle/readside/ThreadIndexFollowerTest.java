package io.heddle.readside;

import static io.heddle.readside.IndexWorld.batchesOf;
import static io.heddle.readside.IndexWorld.get;
import static io.heddle.readside.ScriptedThread.append;
import static io.heddle.readside.ScriptedThread.assign;
import static io.heddle.readside.ScriptedThread.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.RunError;
import io.heddle.graph.Values;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
                        forgetful ? new ThreadProjector(IndexWorld.GRAPHS, 10_000) : world.projector,
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
            default -> thread.begin(journal, "echo", writes(random, thread));
        }
    }

    private static List<io.heddle.step.ChannelUpdate> writes(Random random, ScriptedThread thread) {
        List<io.heddle.step.ChannelUpdate> writes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String id = "m" + random.nextInt(12);
            boolean known = thread.state().root().values().get("messages") != null
                    && thread.state().root().values().get("messages").elements().stream()
                            .anyMatch(message ->
                                    message.node().path("id").asText().equals(id));
            boolean alone = writes.stream().noneMatch(write -> write.channel().equals("messages"));
            writes.add(
                    switch (random.nextInt(5)) {
                        case 0 -> assign("topic", "\"" + random.nextInt() + "\"");
                        case 1 -> assign("count", String.valueOf(random.nextInt(9)));
                        case 2 -> message("messages", known && alone ? "remove" : "ai", id, "gone");
                        default -> message("messages", "human", id, "text " + random.nextInt());
                    });
        }
        return writes;
    }
}
