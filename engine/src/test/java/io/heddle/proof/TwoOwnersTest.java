package io.heddle.proof;

import static io.heddle.contract.ContractGraphs.COUNT;
import static io.heddle.contract.ContractGraphs.MARKERS;
import static io.heddle.proof.Owners.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.Resume;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.ThreadKey;
import io.heddle.contract.AskGraphs;
import io.heddle.contract.ContractGraphs;
import io.heddle.graph.View;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.jdbc.TestPostgres;
import io.heddle.json.JsonValue;
import io.heddle.runtime.EmbeddedRuntime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two owners of one thread, made on purpose: two engines that do not know of each other share a database. The journal's key
 * and the epoch decide; whoever writes beside them notices nothing.
 */
class TwoOwnersTest {
    private static final int INNOCENTS = 64;

    private static DatabaseSettings database;
    private static EmbeddedRuntime first;
    private static EmbeddedRuntime second;

    @BeforeAll
    static void open() {
        database = TestPostgres.freshDatabase();
        first = Owners.on(database, ContractGraphs.catalog());
        second = Owners.on(database, ContractGraphs.catalog());
    }

    @AfterAll
    static void close() {
        first.close();
        second.close();
    }

    @Test
    void the_claimant_finishes_the_run_and_the_stale_owner_writes_nothing_more() {
        ThreadKey contested = ThreadKey.of("contested-" + UUID.randomUUID());
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Integer>> innocents = IntStream.range(0, INNOCENTS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> writeUntil(over, "innocent-" + UUID.randomUUID())))
                .toList();
        ThreadRef here = Heddle.over(first).thread(ContractGraphs.WAITING, contested);
        RunView run = here.start();
        await().untilAsserted(() ->
                assertThat(ContractGraphs.ran(contested.thread().value())).isEqualTo(1));

        RunView seenThere = get(second.runs().get(contested, run.id()));
        await().untilAsserted(() ->
                assertThat(ContractGraphs.ran(contested.thread().value())).isEqualTo(2));
        ContractGraphs.open(contested.thread().value());
        RunResult there = get(second.runs().join(contested, run.id()));
        RunResult fromHere = get(first.runs().join(contested, run.id()));

        assertThat(seenThere.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(there.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(there.values()).hasToString("{\"markers\":[\"waited\"]}");
        assertThat(fromHere.values()).isEqualTo(there.values());
        assertThat(events(contested, "run-claimed")).isEqualTo(1);
        assertThat(events(contested, "run-ended")).isEqualTo(1);
        assertThat(events(contested, "task-succeeded")).isEqualTo(1);
        over.set(true);
        assertThat(innocents.stream().mapToInt(CompletableFuture::join).sum()).isGreaterThan(INNOCENTS);
    }

    @Test
    void of_two_owners_who_both_write_every_acknowledged_run_is_kept_exactly_once() {
        ThreadKey contested = ThreadKey.of("both-" + UUID.randomUUID());
        List<EmbeddedRuntime> engines = List.of(first, second);
        List<CompletableFuture<String>> writers = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    String marker = "m" + i;
                    try {
                        Heddle.over(engines.get(i % 2))
                                .thread(ContractGraphs.MARKER, contested)
                                .invoke(MARKERS.add(marker));
                        return marker;
                    } catch (RuntimeException refusedOrUnknown) {
                        return "";
                    }
                }))
                .toList();
        List<String> acknowledged = writers.stream()
                .map(CompletableFuture::join)
                .filter(marker -> !marker.isEmpty())
                .toList();

        View there =
                Heddle.over(second).thread(ContractGraphs.MARKER, contested).invoke();
        List<String> kept = there.get(MARKERS);

        assertThat(acknowledged).isNotEmpty();
        assertThat(kept).containsAll(acknowledged).doesNotHaveDuplicates();
        assertThat(there.get(COUNT)).isEqualTo(kept.size() + 1);
    }

    @Test
    void an_owner_who_has_missed_a_question_does_not_refuse_its_answer() {
        ThreadKey contested = ThreadKey.of("missed-" + UUID.randomUUID());
        Resume approved = new Resume.Plain(JsonValue.encode("APPROVE"));
        ThreadRef here = Heddle.over(first).thread(AskGraphs.ONE, contested);
        here.run();
        here.resume(approved);
        Heddle.over(second).thread(AskGraphs.ONE, contested).run();

        assertThatThrownBy(() -> here.resume(approved))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isInstanceOf(Problem.Unavailable.class));
        Outcome answered = await().ignoreExceptions().until(() -> here.resume(approved), Objects::nonNull);

        assertThat(answered).isInstanceOf(Outcome.Completed.class);
    }

    private static int writeUntil(AtomicBoolean over, String thread) {
        ThreadRef innocent = Heddle.over(first).thread(ContractGraphs.MARKER, thread);
        int turns = 0;
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!over.get() && System.nanoTime() < end) {
            innocent.invoke(MARKERS.add("m" + turns));
            turns++;
        }
        assertThat(innocent.state().get(MARKERS)).hasSize(turns);
        return turns;
    }

    private static int events(ThreadKey key, String name) {
        try (Database db = Database.open(database)) {
            return db.callNow(connection -> {
                String sql = "SELECT count(*) FROM event_journal WHERE persistence_id = ?"
                        + " AND position(convert_to(?, 'UTF8') in event_payload) > 0";
                try (PreparedStatement count = connection.prepareStatement(sql)) {
                    count.setString(1, "thread|" + key);
                    count.setString(2, "[\"" + name + "\",");
                    try (ResultSet rows = count.executeQuery()) {
                        rows.next();
                        return rows.getInt(1);
                    }
                }
            });
        }
    }
}
