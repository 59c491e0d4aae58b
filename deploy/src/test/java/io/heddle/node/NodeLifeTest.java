package io.heddle.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node from its start to its end, as its own process. */
class NodeLifeTest {
    @TempDir
    private Path folder;

    @Test
    void prints_what_it_is_and_ends_with_0_when_asked_to() throws Exception {
        try (TestNode node = TestNode.dev(folder, Map.of())) {
            URI url = node.awaitReady();
            assertThat(new Client(url).get("/ok?check_db=1").status()).isEqualTo(200);
            await().until(() -> node.out().contains("ready in"));

            assertThat(node.out().lines()).hasSize(5).satisfies(lines -> {
                assertThat(lines.get(0)).matches("heddle .*JDK \\d+.*PostgreSQL \\d+\\.\\d+ \\(embedded, .*");
                assertThat(lines.get(1)).contains("graphs", "chat", "agent", "delay");
                assertThat(lines.get(2)).contains("model", "scripted offline model (no OPENAI_API_KEY)");
                assertThat(lines.get(3)).contains("API", url.toString(), url + "/docs");
                assertThat(lines.get(4)).matches("ready in \\d+\\.\\d s");
            });

            TestNode.Ended ended = node.terminate();

            assertThat(ended.exitCode()).isZero();
            assertThat(node.readyFileExists()).isFalse();
            assertThat(ended.err()).contains("stopped").doesNotContain("ERROR", "\tat ");
        }
    }

    @Test
    void a_stop_that_overtakes_the_start_leaves_nothing_running() {
        Path server = folder.resolve("data").resolve("pg").resolve("postmaster.pid");
        try (TestNode node = TestNode.dev(folder, Map.of())) {
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(server));

            TestNode.Ended ended = node.terminate();

            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(ended.err()).doesNotContain("cannot start", "unexpectedly");
            assertThat(server).doesNotExist();
        }
    }

    @Test
    void leaves_a_port_that_is_taken_to_whoever_has_it() throws Exception {
        Path second = Files.createDirectory(folder.resolve("second"));
        try (TestNode one = TestNode.dev(folder, Map.of())) {
            URI taken = one.awaitReady();
            try (TestNode two = TestNode.dev(second, Map.of(), "--port", Integer.toString(taken.getPort()))) {
                URI other = two.awaitReady();

                assertThat(other.getPort()).isGreaterThan(taken.getPort());
                await().until(() -> two.out().contains("ready in"));
                assertThat(two.out())
                        .contains("port     %d is taken by another program; using %d"
                                .formatted(taken.getPort(), other.getPort()));
                assertThat(new Client(other).get("/ok").status()).isEqualTo(200);
                assertThat(new Client(taken).get("/ok").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void serves_graphs_from_a_jar_and_nothing_else() throws Exception {
        Path jar = GraphJar.saying("Hello", "hello", "\"hi\"").writeTo(folder.resolve("hello.jar"));
        try (TestNode node = TestNode.dev(folder, Map.of("HEDDLE_GRAPHS", jar.toString()))) {
            Client client = new Client(node.awaitReady());

            JsonNode values = client.post(
                            "/threads/" + client.newThread() + "/runs/wait",
                            Map.of("assistant_id", "hello", "input", Map.of("said", "")))
                    .ok();

            assertThat(values.path("said").asText()).isEqualTo("hi");
            assertThat(client.post("/assistants/search", Map.of()).ok())
                    .singleElement()
                    .satisfies(assistant ->
                            assertThat(assistant.path("graph_id").asText()).isEqualTo("hello"));
        }
    }

    @Test
    void a_stop_waits_for_the_step_in_flight() throws Exception {
        String thread;
        try (TestNode node = TestNode.dev(folder, Map.of())) {
            Client client = new Client(node.awaitReady());
            thread = client.newThread();
            startDelay(client, thread, 1500);

            assertThat(node.terminate().exitCode()).isZero();
        }
        try (TestNode node = TestNode.dev(folder, Map.of())) {
            Client client = new Client(node.awaitReady());

            awaitRest(client, thread);
            assertThat(result(client, thread)).isEqualTo("finished after 1500 ms");
        }
    }

    @Test
    void a_step_that_outlasts_the_stop_runs_again_after_the_next_start() throws Exception {
        String thread;
        long begun = System.nanoTime();
        try (TestNode node = TestNode.dev(folder, Map.of("HEDDLE_DRAIN_TASKS", "300ms"))) {
            Client client = new Client(node.awaitReady());
            thread = client.newThread();
            startDelay(client, thread, 5000);

            begun = System.nanoTime();
            assertThat(node.terminate().exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
        try (TestNode node = TestNode.dev(folder, Map.of())) {
            Client client = new Client(node.awaitReady());

            awaitRest(client, thread);
            assertThat(result(client, thread)).isEqualTo("finished after 5000 ms");
        }
    }

    private static void startDelay(Client client, String thread, int millis) throws Exception {
        JsonNode run = client.post(
                        "/threads/" + thread + "/runs",
                        Map.of("assistant_id", "delay", "input", Map.of("delay", millis)))
                .ok();
        String path = "/threads/" + thread + "/runs/" + run.path("run_id").asText();
        await().until(() -> client.get(path).ok().path("status").asText().equals("running"));
    }

    /** By the index alone, which wakes nobody. */
    private static void awaitRest(Client client, String thread) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client.restingThreads().containsKey(thread));
    }

    private static String result(Client client, String thread) throws Exception {
        return client.get("/threads/" + thread + "/state")
                .ok()
                .path("values")
                .path("result")
                .asText();
    }
}
