package io.heddle.bench.subject;

import io.heddle.bench.measure.Subject;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.SystemMaterializer;

/** What HTTP itself costs: the same server library and client, and a constant answer. Nothing is durable here. */
public final class NullHttp implements Subject {
    private static final String ANSWER = Texts.turnJson();

    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "null-http");
    private final ServerBinding binding;
    private final Map<Integer, HttpCaller> callers = new ConcurrentHashMap<>();
    private final AtomicLong answered = new AtomicLong();

    public NullHttp() {
        var materializer = SystemMaterializer.get(system).materializer();
        binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .bindSync(request -> {
                    request.discardEntityBytes(materializer);
                    return HttpResponse.create().withEntity(ANSWER);
                })
                .toCompletableFuture()
                .join();
    }

    @Override
    public String name() {
        return "null-http";
    }

    @Override
    public void turn(int client) throws Exception {
        callers.computeIfAbsent(client, this::connect).post("/", ANSWER);
        answered.incrementAndGet();
    }

    private HttpCaller connect(int client) {
        try {
            return new HttpCaller(
                    URI.create("http://127.0.0.1:" + binding.localAddress().getPort()));
        } catch (IOException e) {
            throw new IllegalStateException("no connection for client " + client, e);
        }
    }

    @Override
    public long kept() {
        return answered.get();
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
