package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.HostileRequests.Hostile;
import io.heddle.http.HostileRequests.Target;
import io.heddle.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * 20,000 hostile requests: each is answered below 500, refusals say why, and nothing refused has changed anything. A failure
 * names the seed of its request; {@code -Dheddle.seed=…} starts elsewhere.
 */
class FuzzTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private static final int REQUESTS = 20_000;
    private static final int CONNECTIONS = 4;
    private static final long SEED = Long.getLong("heddle.seed", 20_261_122L);

    private final Client client = GATEWAY.client();
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> rowsReached = new ConcurrentHashMap<>();
    private final Set<String> madeThreads = ConcurrentHashMap.newKeySet();
    private final LongAdder unknownAccepted = new LongAdder();

    @Test
    void hostile_requests_are_refused_and_change_nothing() throws Exception {
        List<Target> keep = List.of(target(), target(), target());
        List<Target> scrap = List.of(target(), target(), target(), target());
        HostileRequests requests = new HostileRequests(document(), keep, scrap, List.of(target(), target()), made());
        Map<String, String> before = pictures(keep);
        Set<String> threadsBefore = allThreads();
        long unknownBefore = GATEWAY.gateway().metrics().unknownFields();

        bombard(requests);

        assertThat(pictures(keep)).as("threads that were to stay as they are").isEqualTo(before);
        Set<String> accountedFor = new HashSet<>(threadsBefore);
        accountedFor.addAll(madeThreads);
        assertThat(accountedFor).containsAll(allThreads());
        assertThat(GATEWAY.gateway().metrics().unknownFields() - unknownBefore)
                .isGreaterThanOrEqualTo(unknownAccepted.sum())
                .isPositive();
        assertThat(rowsReached.keySet())
                .as("rows answered with success at least once")
                .containsAll(requests.rows());
        assertThat(statuses.keySet()).as("statuses %s", statuses).contains(200, 400, 404, 405, 415, 422, 431);
        assertThat(client.get("/ok").status()).isEqualTo(200);
    }

    private void bombard(HostileRequests requests) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (var executor = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Callable<Void>> gunners = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                gunners.add(() -> {
                    try (RawHttp http = new RawHttp(GATEWAY.port())) {
                        for (int n = next.getAndIncrement(); n < REQUESTS; n = next.getAndIncrement()) {
                            shoot(http, requests, SEED + n);
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> gunner : executor.invokeAll(gunners)) {
                gunner.get();
            }
        }
    }

    private void shoot(RawHttp http, HostileRequests requests, long seed) {
        Hostile hostile = requests.request(seed);
        String which = "seed %d: %s %s".formatted(seed, hostile.method(), hostile.path());
        RawHttp.Answer answer;
        try {
            answer = http.send(hostile.bytes(), !hostile.method().equals("HEAD"));
        } catch (IOException e) {
            throw new AssertionError(which, e);
        }
        statuses.computeIfAbsent(answer.status(), unseen -> new LongAdder()).increment();
        assertThat(answer.status()).as("%s -> %s", which, answer.body()).isLessThan(500);
        if (answer.status() >= 400) {
            assertThat(hostile.method().equals("HEAD") || !detail(answer.body()).isBlank())
                    .as("%s -> %s", which, answer.body())
                    .isTrue();
            return;
        }
        assertThat(hostile.fatal())
                .as("%s was accepted: %s", which, answer.body())
                .isFalse();
        if (hostile.row().startsWith(hostile.method() + " ")) {
            rowsReached
                    .computeIfAbsent(hostile.row(), unseen -> new LongAdder())
                    .increment();
        }
        if (hostile.unknown()) {
            unknownAccepted.increment();
        }
        noteThread(hostile, answer);
    }

    private void noteThread(Hostile hostile, RawHttp.Answer answer) {
        String location = answer.headers().get("content-location");
        if (location != null) {
            madeThreads.add(location.split("/")[2]);
        } else if (hostile.method().equals("POST") && hostile.row().equals("POST /threads")) {
            madeThreads.add(tree(answer.body()).get("thread_id").asText());
        } else if (hostile.method().equals("POST") && hostile.row().endsWith("/copy")) {
            madeThreads.add(tree(answer.body()).get("thread_id").asText());
        } else if (hostile.method().equals("POST") && hostile.row().equals("POST /runs/batch")) {
            tree(answer.body())
                    .forEach(run -> madeThreads.add(run.get("thread_id").asText()));
        }
    }

    private Target target() {
        String thread = client.newThread();
        String body = "{\"assistant_id\":\"chat\",\"input\":{\"messages\":\"hi\"},\"stream_resumable\":true}";
        String run = client.startRun(thread, body);
        assertThat(client.get("/threads/" + thread + "/runs/" + run + "/join").status())
                .isEqualTo(200);
        String checkpoint = client.get("/threads/" + thread + "/state")
                .json()
                .at("/checkpoint/checkpoint_id")
                .asText();
        return new Target(thread, run, checkpoint);
    }

    private HostileRequests.Made made() {
        return new HostileRequests.Made(
                List.of(assistant(), assistant()),
                List.of(assistant(), assistant()),
                List.of(cron(), cron()),
                List.of(cron(), cron()),
                List.of(ownRun(), ownRun()));
    }

    private String assistant() {
        return client.post("/assistants", "{\"graph_id\":\"chat\"}")
                .json()
                .get("assistant_id")
                .asText();
    }

    private String cron() {
        return client.post("/runs/crons", "{\"assistant_id\":\"chat\",\"schedule\":\"0 0 1 1 *\"}")
                .json()
                .get("cron_id")
                .asText();
    }

    private String ownRun() {
        JsonNode run = client.post("/runs", "{\"assistant_id\":\"chat\",\"input\":{},\"on_completion\":\"keep\"}")
                .json();
        return run.get("run_id").asText();
    }

    /** All that a client can see of these threads. */
    private Map<String, String> pictures(List<Target> targets) {
        Map<String, String> pictures = new TreeMap<>();
        for (Target target : targets) {
            for (String view : new String[] {"", "/state", "/history?limit=1000", "/runs?limit=1000"}) {
                String path = "/threads/" + target.thread() + view;
                pictures.put(path, client.get(path).text());
            }
        }
        return pictures;
    }

    private Set<String> allThreads() {
        Set<String> all = new HashSet<>();
        String next = "0";
        while (!next.isEmpty()) {
            var page = client.post(
                    "/threads/search", "{\"select\":[\"thread_id\"],\"limit\":1000,\"offset\":" + next + "}");
            page.json().forEach(thread -> all.add(thread.get("thread_id").asText()));
            next = page.header("x-pagination-next");
        }
        return all;
    }

    private static String detail(String body) {
        return tree(body).path("detail").asText();
    }

    private static JsonNode tree(String body) {
        return Json.tree(body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode document() throws IOException {
        try (var in = FuzzTest.class.getClassLoader().getResourceAsStream("openapi/heddle.json")) {
            return Json.tree(in.readAllBytes());
        }
    }
}
