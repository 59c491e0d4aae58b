package io.heddle.bench.subject;

import io.heddle.bench.measure.Subject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Turns over HTTP, each client on a connection of its own. */
public final class HttpTurns implements Subject {
    /** How a client gets its answer. */
    public enum Way {
        WAIT("wait"),
        STREAM("stream");

        private final String path;

        Way(String path) {
            this.path = path;
        }
    }

    private final HttpEngine engine;
    private final IntFunction<String> threads = new Conversations();
    private final Way way;
    private final Map<Integer, HttpCaller> callers = new ConcurrentHashMap<>();
    private final Micros firsts = new Micros();
    private final Micros ends = new Micros();

    public HttpTurns(HttpEngine engine, Way way) {
        this.engine = engine;
        this.way = way;
    }

    @Override
    public String name() {
        return "http-" + way.path;
    }

    /** How long it took to the first part of a reply. */
    public Micros firsts() {
        return firsts;
    }

    /** How long a reply's end came after its last part. */
    public Micros ends() {
        return ends;
    }

    @Override
    public void turn(int client) throws Exception {
        HttpCaller caller = callers.computeIfAbsent(client, this::connect);
        HttpCaller.Answer answer = caller.post(
                "/threads/" + way.path + "-" + threads.apply(client) + "/runs/" + way.path,
                "{\"assistant_id\":\"turn\",\"if_not_exists\":\"create\",\"input\":{\"messages\":\"%s\"}}"
                        .formatted(Texts.user()));
        if (answer.status() != 200 || !answer.body().contains(Texts.ANSWER)) {
            throw new IllegalStateException("a turn was answered with " + answer);
        }
        firsts.record(answer.firstMicros());
        ends.record(answer.endMicros() - answer.lastMicros());
    }

    private HttpCaller connect(int client) {
        try {
            return new HttpCaller(engine.address());
        } catch (IOException e) {
            throw new IllegalStateException("no connection for client " + client, e);
        }
    }

    @Override
    public void settle() throws Exception {
        engine.inside().settle();
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public Commits commits() {
        return engine.inside().commits();
    }

    @Override
    public long kept() throws SQLException {
        return engine.inside().kept();
    }

    /** Closes the clients' connections and leaves the engine running. */
    @Override
    public void close() {
        for (HttpCaller caller : callers.values()) {
            try {
                caller.close();
            } catch (IOException e) {
                // It was to go anyway.
            }
        }
    }
}
