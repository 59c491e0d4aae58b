package io.heddle.proof;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * No byte of one thread is ever told to another, whoever asks for what at the same time, and each thread is in the end what
 * it was told itself. {@code -Dheddle.seed} repeats what every thread did and the order in which they got their turns.
 */
class IsolationTest {
    private static final int THREADS = 1_000;
    private static final int TURNS_EACH = Integer.getInteger("heddle.isolation.turns", 6);
    private static final int AT_ONCE = 32;

    private static final Logger NODE_FAILURES = (Logger) LoggerFactory.getLogger("io.heddle.task");

    private static ProofServer server;

    private final Caller caller = server.caller();

    @BeforeAll
    static void open(@TempDir Path directory) {
        // Many nodes fail on purpose; their stack traces would be all that anybody could see.
        NODE_FAILURES.setLevel(Level.ERROR);
        server = ProofServer.in(directory);
    }

    @AfterAll
    static void close() {
        server.close();
        NODE_FAILURES.setLevel(null);
    }

    @Test
    void a_thousand_threads_at_once_see_nothing_of_each_other_and_end_as_they_were_told() throws Exception {
        long seed = Long.getLong("heddle.seed", System.nanoTime());
        System.out.printf("isolation: -Dheddle.seed=%d%n", seed);
        Secrets secrets = new Secrets(assistant());
        List<Visitor> visitors = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            visitors.add(new Visitor(i, seed, caller, secrets, visitors));
        }
        List<Integer> turns = new ArrayList<>(IntStream.range(0, THREADS * TURNS_EACH)
                .map(i -> i % THREADS)
                .boxed()
                .toList());
        Collections.shuffle(turns, new Random(seed));
        long begun = System.nanoTime();

        together(turns.size(), i -> visitors.get(turns.get(i)).turn());
        together(THREADS, i -> visitors.get(i).farewell());

        System.out.printf(
                "isolation: %d threads, %d turns in %.1f s, %s, %d ids; %s%n",
                THREADS,
                turns.size(),
                (System.nanoTime() - begun) / 1e9,
                caller.figures(),
                secrets.ids(),
                caller.counts());
        assertThat(caller.counts().keySet())
                .as("endpoints under /threads that took part; teach Visitor the new one")
                .containsAll(documented());
    }

    /** Every endpoint under {@code /threads} that the server says it has. */
    private Set<String> documented() {
        JsonNode paths = caller.send(Request.to("GET /openapi.json")).json().get("paths");
        return paths.properties().stream()
                .filter(path -> path.getKey().startsWith("/threads"))
                .flatMap(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(Set.of("get", "post", "put", "patch", "delete")::contains)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
    }

    private String assistant() {
        Request search = Request.to("POST /assistants/search").body("{\"graph_id\":\"echo\"}");
        return caller.send(search).expect(200).json().at("/0/assistant_id").asText();
    }

    /** Does {@code count} things, some of them at the same time; the first failure is the test's. */
    private static void together(int count, IntConsumer thing) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                workers.add(virtual.submit(() -> {
                    try {
                        for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                            thing.accept(n);
                        }
                    } finally {
                        next.set(count);
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
    }
}
