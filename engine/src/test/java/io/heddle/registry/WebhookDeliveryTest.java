package io.heddle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.Runs;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Channel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.TestPostgres;
import io.heddle.json.Json;
import io.heddle.json.JsonValue;
import io.heddle.local.LocalEngine;
import io.heddle.webhook.WebhookRuns;
import io.heddle.webhook.WebhookSender;
import io.heddle.webhook.WebhookSettings;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ends of runs told over real HTTP, from real PostgreSQL, by a clock that is moved by hand. */
class WebhookDeliveryTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
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
    private static final WebhookSettings SETTINGS = new WebhookSettings(
            "s3cret", true, null, Duration.ofSeconds(2), 3, Duration.ofSeconds(10), Duration.ofSeconds(15));

    private final Hands clock = new Hands();
    private final Receiver receiver = new Receiver();
    private final ThreadKey thread = ThreadKey.of("t");
    private Database database;
    private LocalEngine engine;
    private JdbcWebhooks table;

    @BeforeEach
    void open() {
        database = Database.open(TestPostgres.freshDatabase());
        engine = new LocalEngine(GraphCatalog.of(ADDER));
        table = new JdbcWebhooks(database);
    }

    @AfterEach
    void close() {
        engine.close();
        database.close();
        receiver.close();
    }

    @Test
    void the_end_of_a_run_is_told_signed_and_once() throws Exception {
        try (WebhookSender sender = sender(engine.runs())) {
            RunId run = start(runs(sender, engine.runs()));
            awaitEnd(run);

            assertThat(get(sender.look())).isOne();
            assertThat(get(sender.look())).isZero();

            Heard heard = receiver.heard.getFirst();
            var told = Json.tree(heard.body());
            assertThat(receiver.heard).hasSize(1);
            assertThat(told.get("run_id").asText()).isEqualTo(run.value());
            assertThat(told.get("thread_id").asText()).isEqualTo("t");
            assertThat(told.get("status").asText()).isEqualTo("success");
            assertThat(told.get("values").toString()).isEqualTo("{\"sum\":1}");
            assertThat(told.get("webhook_sent_at").asText()).isEqualTo(NOON.toString());
            assertThat(told.has("run_started_at")).isTrue();
            assertThat(told.has("run_ended_at")).isTrue();
            assertThat(heard.signature()).isEqualTo("t=" + NOON.getEpochSecond() + ",v1=" + hmac(heard.body()));
        }
        assertThat(rows()).isZero();
    }

    @Test
    void what_was_not_heard_is_told_again_later_under_the_same_id() {
        receiver.answers.addAll(List.of(500, 302));
        try (WebhookSender sender = sender(engine.runs())) {
            awaitEnd(start(runs(sender, engine.runs())));

            assertThat(get(sender.look())).isOne();
            clock.now = NOON.plusSeconds(9);
            assertThat(get(sender.look())).isZero();
            clock.now = NOON.plusSeconds(10);
            assertThat(get(sender.look())).isOne();
            clock.now = NOON.plusSeconds(24);
            assertThat(get(sender.look())).isZero();
            clock.now = NOON.plusSeconds(25);
            assertThat(get(sender.look())).isOne();
        }
        assertThat(receiver.heard).extracting(Heard::attempt).containsExactly("1", "2", "3");
        assertThat(receiver.heard)
                .extracting(Heard::delivery)
                .containsOnly(receiver.heard.getFirst().delivery());
        assertThat(receiver.heard)
                .extracting(Heard::path)
                .as("redirects are not followed")
                .containsOnly("/hook");
        assertThat(rows()).isZero();
    }

    @Test
    void what_is_never_heard_is_given_up_and_kept() {
        receiver.answers.addAll(List.of(500, 500, 500, 500));
        try (WebhookSender sender = sender(engine.runs())) {
            awaitEnd(start(runs(sender, engine.runs())));
            for (int i = 0; i < 10; i++) {
                get(sender.look());
                clock.now = clock.now.plusSeconds(60);
            }
        }
        assertThat(receiver.heard).hasSize(3);
        assertThat(rows()).isOne();
    }

    @Test
    void a_receiver_that_does_not_answer_is_left_in_time() {
        receiver.answers.add(Receiver.NEVER);
        try (WebhookSender sender = sender(engine.runs())) {
            awaitEnd(start(runs(sender, engine.runs())));

            assertThat(get(sender.look())).isOne();
            clock.now = NOON.plusSeconds(10);
            assertThat(get(sender.look())).isOne();
        }
        assertThat(receiver.heard).hasSize(2);
        assertThat(rows()).isZero();
    }

    @Test
    void the_end_of_a_run_whose_node_died_is_found_and_told() {
        RunId run;
        try (WebhookSender dying = sender(engine.runs())) {
            run = start(runs(dying, deaf(engine.runs())));
        }
        get(engine.runs().join(thread, run));
        try (WebhookSender sender = sender(engine.runs())) {
            assertThat(get(sender.look()))
                    .as("left to the node that started it")
                    .isZero();
            clock.now = NOON.plusSeconds(30);
            assertThat(get(sender.look())).as("the end is found").isOne();
            assertThat(get(sender.look())).as("and told").isOne();
        }
        assertThat(receiver.heard).hasSize(1);
        assertThat(rows()).isZero();
    }

    @Test
    void a_run_that_was_refused_is_not_told_of() {
        try (WebhookSender sender = sender(engine.runs())) {
            Runs runs = runs(sender, engine.runs());

            RunRequest onNothing =
                    RunRequest.of("adder", JsonValue.EMPTY_OBJECT).telling(receiver.url());
            assertThat(runs.start(thread, onNothing).toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
        }
        await().untilAsserted(() -> assertThat(rows()).isZero());
    }

    @Test
    void a_request_that_is_repeated_is_told_of_once() {
        try (WebhookSender sender = sender(engine.runs())) {
            Runs runs = runs(sender, engine.runs());
            RunId id = RunId.of(UUID.randomUUID());
            RunRequest request = RunRequest.of("adder", JsonValue.EMPTY_OBJECT)
                    .withRunId(id)
                    .telling(receiver.url())
                    .creatingThread();
            get(runs.start(thread, request));
            get(runs.start(thread, request));
            awaitEnd(id);
            get(sender.look());
            get(sender.look());
        }
        assertThat(receiver.heard).hasSize(1);
    }

    private RunId start(Runs runs) {
        RunRequest request = RunRequest.of("adder", JsonValue.EMPTY_OBJECT)
                .telling(receiver.url())
                .creatingThread();
        return get(runs.start(thread, request)).id();
    }

    /** Until it is kept what is to be told. */
    private void awaitEnd(RunId run) {
        get(engine.runs().join(thread, run));
        await().until(() -> count("payload IS NOT NULL") == 1);
    }

    private long rows() {
        return count("true");
    }

    private long count(String where) {
        return database.callNow(connection -> {
            try (var count = connection.createStatement();
                    var row = count.executeQuery("SELECT count(*) FROM webhook WHERE " + where)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private WebhookSender sender(Runs runs) {
        return new WebhookSender(table, runs, SETTINGS, clock);
    }

    private WebhookRuns runs(WebhookSender sender, Runs runs) {
        return new WebhookRuns(withoutWebhook(runs), table, sender, SETTINGS, clock);
    }

    /** The engine's own webhooks are left out. */
    private static Runs withoutWebhook(Runs runs) {
        return (Runs) Proxy.newProxyInstance(
                Runs.class.getClassLoader(), new Class<?>[] {Runs.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("start")) {
                        arguments[1] = ((RunRequest) arguments[1]).telling(null);
                    }
                    return method.invoke(runs, arguments);
                });
    }

    /** Runs whose ends nobody hears of. */
    private static Runs deaf(Runs runs) {
        return (Runs) Proxy.newProxyInstance(
                Runs.class.getClassLoader(),
                new Class<?>[] {Runs.class},
                (proxy, method, arguments) -> method.getName().equals("join")
                        ? new CompletableFuture<RunResult>()
                        : method.invoke(runs, arguments));
    }

    private static String hmac(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((NOON.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private record Heard(String path, String delivery, String attempt, String signature, byte[] body) {}

    /** Answers with the statuses it is given, then with 204. */
    private static final class Receiver {
        static final int NEVER = -1;

        final Deque<Integer> answers = new ArrayDeque<>();
        final List<Heard> heard = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        Receiver() {
            try {
                server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            server.createContext("/", this::answer);
            server.start();
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort() + "/hook";
        }

        void close() {
            server.stop(0);
        }

        private void answer(HttpExchange exchange) throws IOException {
            var headers = exchange.getRequestHeaders();
            heard.add(new Heard(
                    exchange.getRequestURI().toString(),
                    headers.getFirst("Heddle-Delivery"),
                    headers.getFirst("Heddle-Attempt"),
                    headers.getFirst("Heddle-Signature"),
                    exchange.getRequestBody().readAllBytes()));
            int status = answers.isEmpty() ? 204 : answers.removeFirst();
            if (status == NEVER) {
                return;
            }
            exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    private static final class Hands implements InstantSource {
        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }
    }
}
