package io.heddle.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.json.JsonValue;
import io.heddle.runtime.EmbeddedRuntime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Turns through the durable engine in this process: sharding, actors, journal; accepted before they run. */
final class EngineTurns implements Subject {
    /** Each run ends once, in a row of the journal. */
    private static final String ENDED =
            "SELECT count(*) FROM event_journal WHERE position('[\"run-ended\",'::bytea IN event_payload) > 0";

    private final Server.Database database;
    private final EmbeddedRuntime engine;
    private final IntFunction<String> threads;
    private final Graph graph;
    private final JsonValue input;

    /** Turns of a conversation. */
    EngineTurns(Server.Database database, IntFunction<String> threads) {
        this(database, threads, Graphs.TURN, JsonValue.encode(Map.of("messages", Texts.USER)));
    }

    /** Turns of conversations that leave memory when nothing was said for a while. */
    EngineTurns(Server.Database database, IntFunction<String> threads, Duration idle) {
        this(
                database,
                threads,
                Graphs.TURN,
                JsonValue.encode(Map.of("messages", Texts.USER)),
                ConfigFactory.parseMap(Map.of("heddle.engine.idle-after", idle.toSeconds() + "s")));
    }

    /** Runs of any graph. */
    EngineTurns(Server.Database database, IntFunction<String> threads, Graph graph, JsonValue input) {
        this(database, threads, graph, input, ConfigFactory.empty());
    }

    private EngineTurns(
            Server.Database database, IntFunction<String> threads, Graph graph, JsonValue input, Config settings) {
        this.database = database;
        this.engine =
                EmbeddedRuntime.onDatabase(settings.withFallback(database.config()), GraphCatalog.of(List.of(graph)));
        this.threads = threads;
        this.graph = graph;
        this.input = input;
    }

    @Override
    public String name() {
        return "engine";
    }

    EmbeddedRuntime engine() {
        return engine;
    }

    @Override
    public void turn(int client) throws Exception {
        ThreadKey key = ThreadKey.of(threads.apply(client));
        RunView run = engine.runs()
                .start(key, RunRequest.of(graph.id(), input).creatingThread())
                .toCompletableFuture()
                .get();
        RunResult result =
                engine.runs().join(key, run.id()).toCompletableFuture().get();
        if (result.status() != RunStatus.SUCCESS) {
            throw new IllegalStateException("a turn ended as " + result);
        }
    }

    @Override
    public long kept() throws SQLException {
        return kept(database);
    }

    static long kept(Server.Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ENDED)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
