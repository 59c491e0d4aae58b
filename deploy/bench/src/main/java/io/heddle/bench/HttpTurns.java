package io.heddle.bench;

import com.typesafe.config.ConfigFactory;
import io.heddle.http.Health;
import io.heddle.http.HttpGateway;
import io.heddle.http.HttpSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Turns over HTTP: the same engine behind the gateway, each client on a connection of its own. */
final class HttpTurns implements Subject {
    /** How a client gets its answer. */
    enum Way {
        WAIT("wait"),
        STREAM("stream");

        private final String path;

        Way(String path) {
            this.path = path;
        }
    }

    private final EngineTurns inside;
    private final HttpGateway gateway;
    private final URI server;
    private final IntFunction<String> threads;
    private final Way way;
    private final Map<Integer, HttpCaller> callers = new ConcurrentHashMap<>();
    private final FirstBytes firsts = new FirstBytes();

    HttpTurns(Server.Database database, IntFunction<String> threads, Way way) {
        this.inside = new EngineTurns(database, threads);
        this.gateway = HttpGateway.bind(
                        inside.engine().system(),
                        inside.engine(),
                        HttpSettings.from(ConfigFactory.parseString("heddle.http.port = 0")
                                .withFallback(ConfigFactory.load())),
                        Health.FINE)
                .toCompletableFuture()
                .join();
        InetSocketAddress address = gateway.address();
        this.server = URI.create("http://127.0.0.1:" + address.getPort());
        this.threads = threads;
        this.way = way;
    }

    @Override
    public String name() {
        return "http-" + way.path;
    }

    /** How long the first bytes of replies took. */
    FirstBytes firsts() {
        return firsts;
    }

    @Override
    public void turn(int client) throws Exception {
        HttpCaller caller = callers.computeIfAbsent(client, this::connect);
        HttpCaller.Answer answer = caller.post(
                "/threads/" + threads.apply(client) + "/runs/" + way.path,
                "{\"assistant_id\":\"turn\",\"if_not_exists\":\"create\",\"input\":{\"messages\":\"%s\"}}"
                        .formatted(Texts.USER));
        if (answer.status() != 200 || !answer.body().contains(Texts.ASSISTANT)) {
            throw new IllegalStateException("a turn was answered with " + answer);
        }
        firsts.record(answer.firstMicros());
    }

    private HttpCaller connect(int client) {
        try {
            return new HttpCaller(server);
        } catch (IOException e) {
            throw new IllegalStateException("no connection for client " + client, e);
        }
    }

    @Override
    public long kept() throws SQLException {
        return inside.kept();
    }

    @Override
    public void close() {
        List<HttpCaller> open = new ArrayList<>(callers.values());
        for (HttpCaller caller : open) {
            try {
                caller.close();
            } catch (IOException e) {
                // It was to go anyway.
            }
        }
        gateway.unbind().toCompletableFuture().join();
        inside.close();
    }
}
