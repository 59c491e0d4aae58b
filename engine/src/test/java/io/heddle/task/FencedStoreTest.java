package io.heddle.task;

import static io.heddle.task.TaskWorld.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;
import static org.awaitility.Awaitility.await;

import io.heddle.api.NamespaceQuery;
import io.heddle.api.ProblemException;
import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.TenantId;
import io.heddle.graph.NodeStore;
import io.heddle.graph.Retry;
import io.heddle.graph.StoreKey;
import io.heddle.graph.TypeRef;
import io.heddle.graph.Update;
import io.heddle.json.JsonValue;
import io.heddle.local.LocalStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FencedStoreTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);

    private record Note(String text) {}

    private static final StoreKey<Note> NOTE = StoreKey.of("note", Note.class);

    private final AtomicInteger runs = new AtomicInteger();
    private final BlockingQueue<Object> said = new LinkedBlockingQueue<>();

    @Test
    void a_timed_out_attempt_that_does_not_stop_overwrites_and_deletes_nothing() throws Exception {
        CountDownLatch replaced = new CountDownLatch(1);
        TaskWorld world = new TaskWorld(
                (state, context) -> {
                    NodeStore store = context.store().in("notes");
                    if (runs.incrementAndGet() == 2) {
                        store.put(NOTE, new Note("second"));
                        return Update.nothing();
                    }
                    store.put(NOTE, new Note("first"));
                    said.add("first");
                    awaitWhateverHappens(replaced);
                    said.add(catchThrowable(() -> store.put(NOTE, new Note("late"))));
                    said.add(catchThrowable(() -> store.delete(NOTE)));
                    said.add(store.get(NOTE).orElseThrow());
                    return Update.of(RESULT.set("late"));
                },
                how -> how.timeout(SECOND).retry(Retry.upTo(2).atOnce()));
        world.start();
        said.take();

        world.timer.advance(SECOND);
        world.ring(1);
        world.outcome();
        replaced.countDown();

        assertThat(said.take())
                .asInstanceOf(THROWABLE)
                .isInstanceOf(CancellationException.class)
                .hasMessage("node work: store item notes/note is left as it is, this attempt does not count any more");
        assertThat(said.take()).isInstanceOf(CancellationException.class);
        assertThat(said.take()).isEqualTo(new Note("second"));
        await().until(() -> world.running() == 0);
    }

    @Test
    void a_write_is_a_sign_of_progress() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        TaskWorld world = new TaskWorld(
                (state, context) -> {
                    go.await();
                    context.store().in("notes").put(NOTE, new Note("x"));
                    said.add("written");
                    new CountDownLatch(1).await();
                    return Update.nothing();
                },
                how -> how.idleTimeout(SECOND));
        world.start();

        world.timer.advance(world.timer.next().minusMillis(100));
        go.countDown();
        said.take();
        world.timer.advance(Duration.ofMillis(100));

        assertThat(world.timer.next()).isEqualTo(Duration.ofMillis(900));
        world.timer.advance(Duration.ofMillis(900));
        assertThat(world.failure()).contains("idleTimeout of 1 s");
    }

    @Test
    void everything_is_relative_to_the_namespace_and_shown_whole() throws Exception {
        TaskWorld world = new TaskWorld(
                (state, context) -> {
                    NodeStore user = context.store().in("users").in("42");
                    user.put(NOTE, new Note("profile"));
                    user.in("notes", "old").put(NOTE.named("n1"), new Note("one"));
                    context.store().in("users", "43").put(NOTE, new Note("other"));
                    for (StoreItem item : user.search(StoreQuery.in("notes").where(Map.of("text", "one")))) {
                        said.add(item.namespace() + " " + item.key() + " "
                                + NOTE.read(item).text());
                    }
                    said.add(user.listNamespaces(NamespaceQuery.ALL.startingWith("*")));
                    user.delete(NOTE);
                    said.add(user.get(NOTE).isPresent());
                    return Update.nothing();
                },
                how -> {});

        world.run();

        assertThat(said)
                .containsExactly(
                        "users.42.notes.old n1 one", List.of(StoreNamespace.of("users", "42", "notes", "old")), false);
        assertThat(world.store
                        .search(TenantId.DEFAULT, StoreQuery.ALL)
                        .toCompletableFuture()
                        .join())
                .extracting(StoreItem::key)
                .containsExactly("note", "n1");
    }

    @Test
    void what_does_not_fit_rises_as_a_problem_that_names_it() throws Exception {
        StoreKey<List<String>> list = StoreKey.of("list", new TypeRef<List<String>>() {});
        TaskWorld world = new TaskWorld(
                (state, context) -> {
                    NodeStore store = context.store();
                    said.add(catchThrowable(() -> store.in("notes").put(list, List.of("x"))));
                    said.add(catchThrowable(() -> store.put(NOTE, new Note("x"))));
                    said.add(catchThrowable(() -> store.in("users", "*")));
                    return Update.nothing();
                },
                how -> {});

        world.run();

        assertThat(said)
                .allMatch(ProblemException.class::isInstance)
                .extracting(thrown -> ((ProblemException) thrown).getMessage())
                .containsExactly(
                        "value: found [\"x\"], expected a JSON object; put the value into a member of one.",
                        "namespace: found [], expected at least one label.",
                        "namespace[1]: found *, expected a label other than *, which stands for any.");
    }

    @Test
    void a_thousand_nodes_that_remember_at_once_take_turns() {
        AtomicInteger asking = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        LocalStore memory = new LocalStore(InstantSource.system());
        StoreTurns turns = new StoreTurns(memory);

        List<CompletableFuture<Void>> nodes = IntStream.range(0, 1_000)
                .mapToObj(i ->
                        new StoreEntry(new StoreAddress(StoreNamespace.of("notes"), "n" + i), JsonValue.EMPTY_OBJECT))
                .map(entry -> CompletableFuture.runAsync(
                        () -> turns.await(store -> {
                            most.accumulateAndGet(asking.incrementAndGet(), Math::max);
                            return CompletableFuture.runAsync(asking::decrementAndGet, LATER)
                                    .thenCompose(waited -> store.put(TenantId.DEFAULT, entry));
                        }),
                        Thread::startVirtualThread))
                .toList();
        CompletableFuture.allOf(nodes.toArray(CompletableFuture[]::new)).join();

        assertThat(most.get()).isBetween(2, StoreTurns.AT_ONCE);
        assertThat(memory.search(TenantId.DEFAULT, StoreQuery.ALL.limit(1_000)))
                .isCompletedWithValueMatching(items -> items.size() == 1_000);
    }

    private static void awaitWhateverHappens(CountDownLatch event) {
        while (true) {
            try {
                event.await();
                return;
            } catch (InterruptedException stubborn) {
                Thread.interrupted();
            }
        }
    }
}
