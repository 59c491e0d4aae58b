package io.heddle.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everybody writes to one thread at once: each run takes effect once, in one order that everybody sees, or not at all. */
class HotThreadTest {
    private static final int CLIENTS = 64;
    private static final int RUNS_EACH = 20;
    private static final int PAGE = 200;

    private static ProofServer server;

    private final Caller caller = server.caller();
    private final String thread = caller.send(Request.to("POST /threads").body("{}"))
            .expect(200)
            .json()
            .get("thread_id")
            .asText();

    @BeforeAll
    static void open(@TempDir Path directory) {
        server = ProofServer.in(directory);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void enqueued_runs_all_take_effect_once_in_one_order_for_every_reader() throws Exception {
        long begun = System.nanoTime();
        List<Answer> answers = byAllClients(this::runsAndReads);
        long ended = System.nanoTime();

        assertThat(answers).hasSize(CLIENTS * RUNS_EACH).allMatch(answer -> answer.status() == 200);
        JsonNode state = state();
        List<String> order = markers(state);
        assertThat(order).containsExactlyInAnyOrderElementsOf(everyMarker());
        assertThat(state.get("count").asInt()).isEqualTo(CLIENTS * RUNS_EACH);
        Map<String, String> runOf = new HashMap<>();
        for (Answer answer : answers) {
            List<String> result = markers(answer.json());
            assertPrefix(result, order);
            assertThat(result).as("its own marker").contains(marker(answer));
            runOf.put(marker(answer), answer.run());
        }
        List<String> runsInOrder = order.stream().map(runOf::get).toList();
        assertThat(listedRuns().reversed()).isEqualTo(runsInOrder);
        assertThat(runsInHistory(order)).isEqualTo(runsInOrder);
        report("enqueue", begun, ended, "as many reads meanwhile");
    }

    @Test
    void rejected_runs_are_told_so_and_leave_no_trace() throws Exception {
        long begun = System.nanoTime();
        List<Answer> answers = byAllClients(client -> IntStream.range(0, RUNS_EACH)
                .mapToObj(i -> run(client, i, "reject"))
                .toList());
        long ended = System.nanoTime();

        List<Answer> winners =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        List<Answer> losers =
                answers.stream().filter(answer -> answer.status() != 200).toList();
        assertThat(answers).hasSize(CLIENTS * RUNS_EACH);
        assertThat(winners).isNotEmpty();
        assertThat(losers).isNotEmpty().allSatisfy(loser -> {
            loser.expectRefusal(409);
            assertThat(loser.json().get("code").asText()).isEqualTo("thread-busy");
            assertThat(loser.header("Retry-After")).isEqualTo("1");
            assertThat(loser.header("Content-Location")).isEmpty();
        });
        JsonNode state = state();
        List<String> order = markers(state);
        assertThat(order)
                .containsExactlyInAnyOrderElementsOf(
                        winners.stream().map(HotThreadTest::marker).toList());
        assertThat(state.get("count").asInt()).isEqualTo(winners.size());
        assertThat(winners).allSatisfy(winner -> assertPrefix(markers(winner.json()), order));
        Map<String, String> runOf = new HashMap<>();
        winners.forEach(winner -> runOf.put(marker(winner), winner.run()));
        List<String> runsInOrder = order.stream().map(runOf::get).toList();
        assertThat(listedRuns().reversed()).isEqualTo(runsInOrder);
        assertThat(runsInHistory(order)).isEqualTo(runsInOrder);
        report("reject", begun, ended, winners.size() + " accepted");
    }

    /** Every answer to every client; clients work at the same time. */
    private static List<Answer> byAllClients(IntFunction<List<Answer>> client) throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Answer>>> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> virtual.submit(() -> client.apply(i)))
                    .toList();
            for (Future<List<Answer>> answered : clients) {
                answers.addAll(answered.get());
            }
        }
        return answers;
    }

    /** A client that reads after each run: what was answered is there, and what was read before begins what is read now. */
    private List<Answer> runsAndReads(int client) {
        List<Answer> answers = new ArrayList<>();
        List<String> read = List.of();
        for (int i = 0; i < RUNS_EACH; i++) {
            Answer answer = run(client, i, "enqueue").expect(200);
            answers.add(answer);
            List<String> now = markers(state());
            assertPrefix(read, now);
            assertPrefix(markers(answer.json()), now);
            read = now;
        }
        return answers;
    }

    private Answer run(int client, int i, String strategy) {
        return caller.send(Request.to("POST /threads/{thread_id}/runs/wait", thread)
                .body("{\"assistant_id\":\"marker\",\"multitask_strategy\":\"%s\",\"input\":{\"markers\":[\"%s\"]}}"
                        .formatted(strategy, marker(client, i))));
    }

    private JsonNode state() {
        return caller.send(Request.to("GET /threads/{thread_id}/state", thread))
                .expect(200)
                .json()
                .get("values");
    }

    /** Newest first. */
    private List<String> listedRuns() {
        List<String> runs = new ArrayList<>();
        JsonNode page;
        do {
            page = caller.send(Request.to("GET /threads/{thread_id}/runs", thread)
                            .query("limit=%d&offset=%d".formatted(PAGE, runs.size())))
                    .expect(200)
                    .json();
            for (JsonNode run : page) {
                assertThat(run.get("status").asText()).isEqualTo("success");
                runs.add(run.get("run_id").asText());
            }
        } while (!page.isEmpty());
        return runs;
    }

    /** The runs whose checkpoints the history has, oldest first; each checkpoint's markers begin {@code order}. */
    private List<String> runsInHistory(List<String> order) {
        Set<String> runs = new LinkedHashSet<>();
        List<String> newest = order;
        String before = "";
        while (true) {
            JsonNode page = caller.send(Request.to("GET /threads/{thread_id}/history", thread)
                            .query("limit=" + PAGE + before))
                    .expect(200)
                    .json();
            if (page.isEmpty()) {
                assertThat(newest).isEmpty();
                return new ArrayList<>(runs).reversed();
            }
            for (JsonNode checkpoint : page) {
                List<String> markers = markers(checkpoint.get("values"));
                assertPrefix(markers, newest);
                assertThat(newest.size() - markers.size()).as("markers a step").isLessThan(2);
                newest = markers;
                runs.add(checkpoint.at("/metadata/run_id").asText());
                before = "&before=" + checkpoint.at("/checkpoint/checkpoint_id").asText();
            }
        }
    }

    private void report(String what, long begun, long ended, String more) {
        System.out.printf(
                "hot thread, %s: %d clients x %d runs in %.1f s, %s; so far %s%n",
                what, CLIENTS, RUNS_EACH, (ended - begun) / 1e9, more, caller.figures());
    }

    private static Collection<String> everyMarker() {
        return IntStream.range(0, CLIENTS * RUNS_EACH)
                .mapToObj(i -> marker(i / RUNS_EACH, i % RUNS_EACH))
                .toList();
    }

    private static String marker(int client, int run) {
        return "c%02d-%02d".formatted(client, run);
    }

    /** The marker that a request carried. */
    private static String marker(Answer answer) {
        String body = String.valueOf(answer.request().body());
        int begin = body.indexOf("[\"") + 2;
        return body.substring(begin, body.indexOf("\"]"));
    }

    private static List<String> markers(JsonNode values) {
        List<String> markers = new ArrayList<>();
        values.path("markers").forEach(marker -> markers.add(marker.asText()));
        return markers;
    }

    private static void assertPrefix(List<String> shorter, List<String> longer) {
        assertThat(shorter.size()).isLessThanOrEqualTo(longer.size());
        assertThat(shorter).isEqualTo(longer.subList(0, shorter.size()));
    }
}
