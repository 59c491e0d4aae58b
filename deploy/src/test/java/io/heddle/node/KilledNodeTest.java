package io.heddle.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heddle.jdbc.DevPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9, again and again, while clients write. What was acknowledged is there exactly once, what was accepted is finished
 * without anybody asking, and no thread is stuck. The seed of a failure is in its message; {@code -Dheddle.seed} replays the
 * moments of the kills, as far as a real machine can.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class KilledNodeTest {
    private static final int ROUNDS = 10;
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final int CLIENTS = 32;
    /** These write to few threads, where turns queue behind one another. */
    private static final int SHARING = 8;

    private static final int SHARED_THREADS = 2;

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("heddle.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Outage outage = new Outage();
    private final Ledger ledger = new Ledger();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicReference<Throwable> bug = new AtomicReference<>();
    private final List<String> threads = new ArrayList<>();

    /** A test that fails between a kill and the next start must not leave the database running. */
    @AfterEach
    void stopDatabase() {
        Path data = folder.resolve("data");
        if (Files.exists(data.resolve("pg").resolve("postmaster.pid"))) {
            DevPostgres.start(new DevPostgres.Settings(data, TestNode.PROGRAMS, true, Map.of()))
                    .close();
        }
    }

    @Test
    void loses_nothing_that_it_acknowledged() throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        CountDownLatch clientsLeft = new CountDownLatch(CLIENTS);
        int kills = 0;

        for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
            try (TestNode node = start()) {
                Client client = new Client(node.awaitReady());
                if (round == 0) {
                    openThreads(client);
                    startClients(clientsLeft);
                }
                outage.ends(client);
                awaitTheMoment();
                outage.begins();
                node.kill();
                kills++;
            }
        }

        enough.set(true);
        try (TestNode node = start()) {
            Client client = new Client(node.awaitReady());
            outage.ends(client);
            assertThat(clientsLeft.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(bug.get()).as("a client's surprise, seed %d", seed).isNull();
            await("everything that was accepted ends, by the index alone, which wakes nobody; seed " + seed)
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(
                            () -> assertThat(faultsIn(client.restingThreads())).isEmpty());
            assertThat(faultsIn(conversations(client))).as("seed %d", seed).isEmpty();
        }
        System.out.printf(
                "kill -9: %d kills, %d turns answered, %d accepted, %d unknown, 0 lost, 0 twice, seed %d%n",
                kills, ledger.answered(), ledger.accepted(), ledger.unknown(), seed);
        assertThat(kills).as("kills before time was over").isGreaterThan(2);
        assertThat(ledger.answered()).isGreaterThan(kills * 10);
        assertThat(ledger.unknown()).as("kills that hit a request").isPositive();
    }

    /** Sometimes before the first answer, sometimes in full swing, never at the same point of a commit. */
    private void awaitTheMoment() throws InterruptedException {
        int more = ledger.answered() + (random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(60));
        await("seed " + seed).atMost(Duration.ofSeconds(30)).until(() -> ledger.answered() >= more);
        assertThat(new CountDownLatch(1).await(random.nextInt(400_000), TimeUnit.MICROSECONDS))
                .isFalse();
    }

    private TestNode start() {
        return TestNode.dev(folder, Map.of("HEDDLE_MODEL_PACE", "3"));
    }

    private void openThreads(Client client) throws IOException {
        for (int i = 0; i < SHARED_THREADS + CLIENTS - SHARING; i++) {
            threads.add(client.newThread());
        }
    }

    private void startClients(CountDownLatch left) {
        for (int number = 0; number < CLIENTS; number++) {
            int me = number;
            String thread = threads.get(number < SHARING ? number % SHARED_THREADS : SHARED_THREADS + number - SHARING);
            Thread.ofVirtual().name("client-", number).start(() -> {
                try {
                    talk(me, thread);
                } catch (RuntimeException | Error e) {
                    bug.compareAndSet(null, e);
                } finally {
                    left.countDown();
                }
            });
        }
    }

    private void talk(int me, String thread) {
        for (int turn = 0; !enough.get(); turn++) {
            String marker = "m%d-%d".formatted(me, turn);
            boolean wait = turn % 4 != 3;
            Client client = outage.awaitServer();
            try {
                Client.Answer answer = wait ? client.say(thread, marker) : client.sayAndGo(thread, marker);
                switch (answer.status()) {
                    case 200 -> {
                        if (wait) {
                            ledger.answered(thread, marker);
                        } else {
                            ledger.accepted(thread, marker);
                        }
                    }
                    case 408 -> ledger.unknown(thread, marker);
                    case 429, 503 -> {
                        // Refused: it must not be there, and the count of one would show if it were there twice.
                    }
                    default -> answer.ok();
                }
            } catch (IOException broken) {
                ledger.unknown(thread, marker);
            }
        }
    }

    private Map<String, List<Client.Said>> conversations(Client client) throws IOException {
        Map<String, List<Client.Said>> found = new HashMap<>();
        for (String thread : threads) {
            found.put(thread, client.conversation(thread));
        }
        return found;
    }

    private List<String> faultsIn(Map<String, List<Client.Said>> found) {
        List<String> faults = new ArrayList<>();
        for (String thread : threads) {
            if (found.containsKey(thread)) {
                ledger.compare(thread, found.get(thread), faults);
            } else {
                faults.add(thread + " is not at rest");
            }
        }
        return faults;
    }
}
