package io.heddle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal as an actor sees it: real behaviour, real plug-in, real PostgreSQL. */
class EventSourcedJournalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DatabaseSettings database;
    private ActorSystem<SpawnProtocol.Command> system;

    @BeforeEach
    void aNode() {
        database = TestPostgres.freshDatabase();
        system = start();
    }

    @AfterEach
    void stop() {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private ActorSystem<SpawnProtocol.Command> start() {
        Config local = ConfigFactory.parseString("pekko.actor.provider = local, pekko.loglevel = ERROR");
        return ActorSystem.create(
                SpawnProtocol.create(), "journal", local.withFallback(TestPostgres.configFor(database)));
    }

    private void restart() {
        stop();
        system = start();
    }

    private ActorRef<Notebook.Command> notebook(String id) {
        return AskPattern.<SpawnProtocol.Command, ActorRef<Notebook.Command>>ask(
                        system,
                        replyTo -> new SpawnProtocol.Spawn<>(Notebook.of(id), "", Props.empty(), replyTo),
                        PATIENCE,
                        system.scheduler())
                .toCompletableFuture()
                .join();
    }

    private CompletionStage<List<String>> tell(ActorRef<Notebook.Command> notebook, String line) {
        return AskPattern.ask(notebook, replyTo -> new Notebook.Command(line, replyTo), PATIENCE, system.scheduler());
    }

    private List<String> told(ActorRef<Notebook.Command> notebook, String line) {
        return tell(notebook, line).toCompletableFuture().join();
    }

    @Test
    void what_was_persisted_is_there_after_a_restart() {
        ActorRef<Notebook.Command> before = notebook("n");
        told(before, "one");
        told(before, "two");

        restart();

        assertThat(told(notebook("n"), "three")).containsExactly("one", "two", "three");
    }

    @Test
    void several_events_of_one_command_are_one_write() {
        told(notebook("n"), "a,b,c");

        restart();

        assertThat(told(notebook("n"), "d")).containsExactly("a", "b", "c", "d");
        assertThat(JournalStats.of(system.classicSystem()).counts().commits()).isOne();
    }

    @Test
    void a_snapshot_shortens_recovery_and_replaces_the_one_before() throws Exception {
        ActorRef<Notebook.Command> notebook = notebook("n");
        for (int i = 1; i <= 7; i++) {
            told(notebook, i % 3 == 0 ? "save" : "line");
        }
        try (Database db = Database.open(database)) {
            await().atMost(PATIENCE).until(() -> snapshots(db), List.of(6L)::equals);

            restart();

            assertThat(told(notebook("n"), "end")).hasSize(8);
            TestPostgres.execute(database, "UPDATE snapshot SET snapshot_payload = 'broken', snapshot_ser_id = 4711");
        }
        restart();

        assertThat(told(notebook("n"), "again")).hasSize(9);
    }

    private static List<Long> snapshots(Database database) {
        return database.callNow(connection -> {
            try (var rows = connection.createStatement().executeQuery("SELECT sequence_number FROM snapshot")) {
                List<Long> numbers = new ArrayList<>();
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
                return numbers;
            }
        });
    }

    @Test
    void replay_goes_over_many_pages() {
        ActorRef<Notebook.Command> notebook = notebook("long");
        for (int i = 0; i < 13; i++) {
            told(notebook, "x,".repeat(100));
        }

        restart();

        assertThat(told(notebook("long"), "end")).hasSize(1301);
    }

    @Test
    void replay_refuses_a_gap_in_the_middle_and_accepts_a_missing_beginning() {
        told(notebook("prefix"), "a,b,c,d");
        told(notebook("middle"), "a,b,c,d");
        told(notebook("end"), "a,b,c,d");
        restart();
        TestPostgres.execute(database, """
                DELETE FROM event_journal WHERE (persistence_id, sequence_number)
                    IN (('prefix', 1), ('prefix', 2), ('middle', 2))
                """);

        assertThat(told(notebook("prefix"), "e")).containsExactly("c", "d", "e");
        assertThat(told(notebook("end"), "e")).hasSize(5);
        ActorRef<Notebook.Command> broken = notebook("middle");
        assertThat(AskPattern.ask(
                        broken,
                        (ActorRef<List<String>> replyTo) -> new Notebook.Command("e", replyTo),
                        Duration.ofSeconds(1),
                        system.scheduler()))
                .failsWithin(Duration.ofSeconds(5));
    }

    @Test
    void of_two_owners_the_second_to_write_fails_and_its_neighbours_do_not() {
        told(notebook("fought-over"), "first");
        ActorRef<Notebook.Command> zombie = notebook("fought-over");
        told(zombie, "from the zombie");
        ActorRef<Notebook.Command> owner = notebook("fought-over");
        told(owner, "from the owner");
        List<ActorRef<Notebook.Command>> innocent = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            innocent.add(notebook("innocent-" + i));
        }

        List<CompletableFuture<List<String>>> answers = new ArrayList<>();
        for (ActorRef<Notebook.Command> neighbour : innocent) {
            answers.add(tell(neighbour, "hello").toCompletableFuture());
        }
        CompletableFuture<List<String>> late = AskPattern.ask(
                        zombie,
                        (ActorRef<List<String>> replyTo) -> new Notebook.Command("late", replyTo),
                        Duration.ofSeconds(1),
                        system.scheduler())
                .toCompletableFuture();

        answers.forEach(answer -> assertThat(answer.join()).containsExactly("hello"));
        assertThat(late).failsWithin(Duration.ofSeconds(5)).withThrowableOfType(ExecutionException.class);
        assertThat(told(notebook("fought-over"), "x"))
                .containsExactly("first", "from the zombie", "from the owner", "x");
        assertThat(JournalStats.of(system.classicSystem()).counts().staleWriters())
                .isOne();
    }

    @Test
    void sixty_four_in_flight_share_their_commits() {
        List<ActorRef<Notebook.Command>> notebooks = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            notebooks.add(notebook("busy-" + i));
        }
        AtomicLong persisted = new AtomicLong();
        persistFor(notebooks, persisted, Duration.ofSeconds(1));
        persisted.set(0);
        JournalStats.Counts before = JournalStats.of(system.classicSystem()).counts();
        long begun = System.nanoTime();

        persistFor(notebooks, persisted, Duration.ofSeconds(3));

        double seconds = (System.nanoTime() - begun) / 1e9;
        JournalStats.Counts after = JournalStats.of(system.classicSystem()).counts();
        double group = (double) (after.writes() - before.writes()) / (after.commits() - before.commits());
        System.out.printf(
                "journal: %.0f persists/s at 64 in flight, %.1f writes a commit%n", persisted.get() / seconds, group);
        assertThat(group).isGreaterThan(1.5);
        assertThat(after.refusedBatches()).isZero();
    }

    /** Each notebook is told the next line as soon as it has answered the last. */
    private void persistFor(List<ActorRef<Notebook.Command>> notebooks, AtomicLong persisted, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        CompletableFuture<?>[] chains = notebooks.stream()
                .map(notebook -> chain(notebook, persisted, end))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(chains).join();
    }

    private CompletableFuture<Void> chain(ActorRef<Notebook.Command> notebook, AtomicLong persisted, long end) {
        return tell(notebook, "!").toCompletableFuture().thenComposeAsync(lines -> {
            persisted.incrementAndGet();
            return System.nanoTime() < end ? chain(notebook, persisted, end) : CompletableFuture.completedFuture(null);
        });
    }

    /** Lines, one event each; a command may bring several, separated by commas. */
    static final class Notebook extends EventSourcedBehavior<Notebook.Command, String, String> {

        record Command(String lines, ActorRef<List<String>> replyTo) {}

        private Notebook(String id) {
            super(PersistenceId.ofUniqueId(id));
        }

        static Behavior<Command> of(String id) {
            return Behaviors.setup(context -> new Notebook(id));
        }

        @Override
        public String emptyState() {
            return "";
        }

        @Override
        public boolean shouldSnapshot(String state, String event, long sequence) {
            return event.equals("save");
        }

        @Override
        public CommandHandler<Command, String, String> commandHandler() {
            return newCommandHandlerBuilder()
                    .forAnyState()
                    .onAnyCommand(command -> command.lines().equals("!")
                            ? Effect()
                                    .persist("!")
                                    .thenRun(state -> command.replyTo().tell(List.of()))
                            : Effect()
                                    .persist(List.of(command.lines().split(",")))
                                    .thenRun(state -> command.replyTo().tell(List.of(state.split(",")))));
        }

        @Override
        public EventHandler<String, String> eventHandler() {
            return newEventHandlerBuilder()
                    .forAnyState()
                    .onAnyEvent((state, event) ->
                            event.equals("!") ? state : state.isEmpty() ? event : state + "," + event);
        }
    }
}
