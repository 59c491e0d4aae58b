package io.heddle.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.jdbc.DevPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 in the middle of fan-outs, recorded calls, graphs inside graphs and questions. Runs go on without anybody asking,
 * what a call came to is what its record says, and no receipt is counted twice. A call may be made again only if the process
 * died between the call and its record.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledGraphTest {
    private static final int THREADS = 12;
    private static final int KILLS = 4;

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("heddle.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> threads = new ArrayList<>();

    @AfterEach
    void stopDatabase() {
        Path data = folder.resolve("data");
        if (Files.exists(data.resolve("pg").resolve("postmaster.pid"))) {
            DevPostgres.start(new DevPostgres.Settings(data, TestNode.PROGRAMS, true, Map.of()))
                    .close();
        }
    }

    @Test
    void goes_on_where_it_was_and_does_nothing_recorded_twice() throws Exception {
        ErrandGraph.writeTo(folder.resolve("errands.jar"));
        for (int kill = 0; kill < KILLS; kill++) {
            try (TestNode node = start()) {
                Client client = new Client(node.awaitReady());
                if (kill == 0) {
                    for (int i = 0; i < THREADS; i++) {
                        threads.add(client.newThread());
                        run(client, threads.get(i), Map.of("input", Map.of()));
                    }
                }
                if (kill == 2) {
                    awaitStatus(client, "interrupted");
                    for (String thread : threads) {
                        run(client, thread, Map.of("command", Map.of("resume", "yes")));
                    }
                }
                awaitTheMoment();
                node.kill();
            }
        }
        try (TestNode node = start()) {
            Client client = new Client(node.awaitReady());
            awaitStatus(client, "idle");
            verify(client);
        }
    }

    private void verify(Client client) throws IOException {
        List<String> errands = Files.readAllLines(folder.resolve("errands.txt"));
        Set<String> made = new HashSet<>(errands);
        for (String thread : threads) {
            JsonNode values = client.get("/threads/" + thread + "/state").ok().path("values");
            List<String> receipts = new ArrayList<>();
            values.path("receipts").forEach(receipt -> receipts.add(receipt.asText()));
            assertThat(receipts).as("receipts of %s, seed %d", thread, seed).hasSize(ErrandGraph.ERRANDS + 1);
            assertThat(receipts)
                    .extracting(receipt -> receipt.split(" ")[0])
                    .containsExactly("errand-0", "errand-1", "errand-2", "errand-3", "errand-4", "errand-5", "note");
            assertThat(receipts).allSatisfy(receipt -> assertThat(made).contains(thread + "/" + receipt));
            assertThat(values.path("count").asInt()).isEqualTo(ErrandGraph.ERRANDS + 1);
            assertThat(values.path("verdict").asText()).isEqualTo("yes");
        }
        int again = errands.size() - THREADS * (ErrandGraph.ERRANDS + 1);
        System.out.printf(
                "kill -9 in %d graphs: %d kills, %d errands, %d made again because the process died before their record, seed %d%n",
                THREADS, KILLS, errands.size(), again, seed);
        assertThat(again).isBetween(0, KILLS * THREADS * ErrandGraph.ERRANDS);
    }

    private void awaitStatus(Client client, String status) {
        await("all threads are " + status + "; seed " + seed)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(client.post("/threads/search", Map.of("status", status, "limit", 100))
                                .ok())
                        .hasSize(THREADS));
    }

    private void awaitTheMoment() throws InterruptedException {
        assertThat(new CountDownLatch(1).await(50 + random.nextInt(600), TimeUnit.MILLISECONDS))
                .isFalse();
    }

    private static void run(Client client, String thread, Map<String, Object> what) throws IOException {
        Map<String, Object> body = new HashMap<>(what);
        body.put("assistant_id", "errands");
        client.post("/threads/" + thread + "/runs", body).ok();
    }

    private TestNode start() {
        return TestNode.dev(
                folder,
                Map.of("HEDDLE_ERRANDS", folder.resolve("errands.txt").toString()),
                "--graphs",
                folder.resolve("errands.jar").toString());
    }
}
