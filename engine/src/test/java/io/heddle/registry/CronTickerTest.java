package io.heddle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heddle.api.CronId;
import io.heddle.api.CronPatch;
import io.heddle.api.CronQuery;
import io.heddle.api.CronView;
import io.heddle.api.NewCron;
import io.heddle.api.NewThread;
import io.heddle.api.RunQuery;
import io.heddle.api.RunRequest;
import io.heddle.api.RunView;
import io.heddle.api.Runs;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadQuery;
import io.heddle.graph.Channel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.host.HostSettings;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.TestPostgres;
import io.heddle.json.JsonValue;
import io.heddle.local.LocalEngine;
import io.heddle.schedule.CronTable;
import io.heddle.schedule.CronTicker;
import io.heddle.schedule.KeptCrons;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Crons in PostgreSQL, ticked by several nodes by a clock that is moved by hand. */
class CronTickerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final FoldChannel<Integer> SUM = Channel.fold("sum", Integer.class, 0, Integer::sum);
    private static final NodeKey<Void> ADD = NodeKey.of("add");
    private static final Graph ADDER = Graph.define(
            "adder",
            1,
            graph -> graph.channels(SUM)
                    .node(ADD, (state, context) -> Update.of(SUM.fold(1)))
                    .start(ADD)
                    .after(ADD)
                    .end());

    private final Hands clock = new Hands();
    private Database database;
    private LocalEngine engine;
    private CronTable table;
    private KeptCrons crons;

    @BeforeEach
    void open() {
        database = Database.open(TestPostgres.freshDatabase());
        engine = new LocalEngine(GraphCatalog.of(ADDER));
        table = new JdbcCrons(database);
        crons = new KeptCrons(table, engine.assistants(), engine.threads(), clock);
    }

    @AfterEach
    void close() {
        engine.close();
        database.close();
    }

    @Test
    void a_tick_starts_one_run_however_many_nodes_look() {
        ThreadKey thread = thread("one");
        CronId id = make("* * * * *", thread);

        assertThat(lookOnAll(5)).isZero();
        for (int minute = 1; minute <= 5; minute++) {
            clock.now = NOON.plus(Duration.ofMinutes(minute));
            assertThat(lookOnAll(5)).isOne();
            assertThat(runs(thread)).hasSize(minute);
        }

        assertThat(get(crons.get(TENANT, id)).nextRun()).isEqualTo(NOON.plus(Duration.ofMinutes(6)));
    }

    @Test
    void a_tick_whose_node_died_is_taken_over_and_is_the_same_run() {
        ThreadKey thread = thread("died");
        make("* * * * *", thread);
        clock.now = NOON.plus(Duration.ofMinutes(1));
        Runs dying = startingThenFailing(engine.runs());

        try (CronTicker ticker = new CronTicker(table, dying, engine.threads(), clock)) {
            get(ticker.look());
        }
        assertThat(runs(thread)).as("the run was accepted, but nobody heard it").hasSize(1);
        assertThat(lookOnAll(3)).as("the claim is not over").isZero();
        clock.now = clock.now.plusSeconds(31);
        assertThat(lookOnAll(3)).isOne();

        assertThat(runs(thread)).hasSize(1);
    }

    @Test
    void ticks_that_nobody_was_there_for_come_to_one_run() {
        ThreadKey thread = thread("missed");
        CronId id = make("*/10 * * * *", thread);

        clock.now = NOON.plus(Duration.ofMinutes(55));
        assertThat(lookOnAll(2)).isOne();
        assertThat(lookOnAll(2)).isZero();

        assertThat(runs(thread)).hasSize(1);
        assertThat(get(crons.get(TENANT, id)).nextRun()).isEqualTo(NOON.plus(Duration.ofMinutes(60)));
    }

    @Test
    void a_cron_ends_stops_and_goes_on() {
        ThreadKey thread = thread("ends");
        NewCron every = NewCron.of("* * * * *", RunRequest.of("adder", JsonValue.EMPTY_OBJECT))
                .on(thread.thread())
                .until(NOON.plus(Duration.ofMinutes(3)));
        CronId id = get(crons.create(TENANT, every)).id();

        get(crons.patch(TENANT, id, CronPatch.enabled(false)));
        clock.now = NOON.plus(Duration.ofMinutes(2));
        assertThat(lookOnAll(2)).isZero();
        get(crons.patch(TENANT, id, CronPatch.enabled(true)));
        clock.now = NOON.plus(Duration.ofMinutes(3));
        assertThat(lookOnAll(2)).isOne();

        assertThat(get(crons.get(TENANT, id)).nextRun()).isNull();
        clock.now = NOON.plus(Duration.ofMinutes(9));
        assertThat(lookOnAll(2)).isZero();
        assertThat(runs(thread)).hasSize(1);
    }

    @Test
    void a_tick_whose_run_is_refused_is_lost_and_the_next_one_counts() {
        ThreadKey thread = thread("gone");
        CronId id = make("* * * * *", thread);
        get(engine.threads().delete(thread));

        clock.now = NOON.plus(Duration.ofMinutes(1));
        assertThat(lookOnAll(1)).isOne();

        assertThat(get(crons.get(TENANT, id)).nextRun()).isEqualTo(NOON.plus(Duration.ofMinutes(2)));
    }

    @Test
    void a_run_without_a_thread_gets_one_for_as_long_as_it_runs() {
        NewCron cron = NewCron.of("* * * * *", RunRequest.of("adder", JsonValue.EMPTY_OBJECT));
        get(crons.create(TENANT, cron));
        get(crons.create(TENANT, cron.keepingThreads()));

        clock.now = NOON.plus(Duration.ofMinutes(1));
        assertThat(lookOnAll(2)).isEqualTo(2);

        await().untilAsserted(() ->
                assertThat(get(engine.threads().count(TENANT, ThreadQuery.ALL))).isOne());
    }

    @Test
    void an_engine_ticks_by_itself() {
        try (LocalEngine own = new LocalEngine(GraphCatalog.of(ADDER), HostSettings.DEFAULT, clock)) {
            ThreadKey thread = ThreadKey.of("own");
            get(own.threads().create(thread, NewThread.PLAIN));
            get(own.crons()
                    .create(
                            TENANT,
                            NewCron.of("* * * * *", RunRequest.of("adder", JsonValue.EMPTY_OBJECT))
                                    .on(thread.thread())));

            clock.now = NOON.plus(Duration.ofMinutes(1));

            await().untilAsserted(() ->
                    assertThat(get(own.runs().list(thread, RunQuery.FIRST_TEN))).hasSize(1));
        }
    }

    @Test
    void crons_are_kept_as_they_are_and_found() {
        NewCron request = NewCron.of(
                        "0 9 * * 1-5",
                        RunRequest.of("adder", JsonValue.ofText("{\"sum\":2}"))
                                .withMetadata(JsonValue.ofText("{\"m\":{\"n\":1}}"))
                                .withConfig(JsonValue.ofText("{\"a\":1}")))
                .in(ZoneId.of("Europe/Rome"));
        CronView made = get(crons.create(TENANT, request));

        assertThat(get(crons.get(TENANT, made.id()))).isEqualTo(made);
        CronQuery query = new CronQuery(
                made.assistant(),
                null,
                true,
                JsonValue.ofText("{\"m\":{}}"),
                10,
                0,
                CronQuery.SortBy.NEXT_RUN_DATE,
                true);
        assertThat(get(crons.search(TENANT, query)).crons()).containsExactly(made);
        assertThat(get(crons.search(new TenantId("other"), query)).total()).isZero();
        get(crons.delete(TENANT, made.id()));
        assertThat(get(crons.search(TENANT, query)).total()).isZero();
    }

    private CronId make(String schedule, ThreadKey thread) {
        return get(crons.create(
                        TENANT,
                        NewCron.of(schedule, RunRequest.of("adder", JsonValue.EMPTY_OBJECT))
                                .on(thread.thread())))
                .id();
    }

    private ThreadKey thread(String id) {
        ThreadKey key = ThreadKey.of(id);
        get(engine.threads().create(key, NewThread.PLAIN));
        return key;
    }

    private List<RunView> runs(ThreadKey thread) {
        return get(engine.runs().list(thread, new RunQuery(100, 0, null)));
    }

    /** Several nodes look at the same time; tells how many ticks they took together. */
    private int lookOnAll(int nodes) {
        List<CronTicker> tickers = IntStream.range(0, nodes)
                .mapToObj(i -> new CronTicker(table, engine.runs(), engine.threads(), clock))
                .toList();
        List<CompletionStage<Integer>> looks =
                tickers.stream().map(CronTicker::look).toList();
        int taken = looks.stream().mapToInt(CronTickerTest::get).sum();
        tickers.forEach(CronTicker::close);
        return taken;
    }

    /** Starts runs as it should, and never says so. */
    private static Runs startingThenFailing(Runs runs) {
        return (Runs) Proxy.newProxyInstance(
                Runs.class.getClassLoader(), new Class<?>[] {Runs.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(runs, arguments);
                    return method.getName().equals("start")
                            ? ((CompletionStage<?>) result)
                                    .thenCompose(run ->
                                            CompletableFuture.failedFuture(new IllegalStateException("node died")))
                            : result;
                });
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static final class Hands implements InstantSource {
        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }
    }
}
