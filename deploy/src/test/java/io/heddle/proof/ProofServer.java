package io.heddle.proof;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.heddle.http.Health;
import io.heddle.http.HttpGateway;
import io.heddle.http.HttpSettings;
import io.heddle.runtime.EmbeddedRuntime;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The whole stack in this JVM: a port on loopback, the clustered engine, a PostgreSQL of its own.
 *
 * @param caller speaks to it over HTTP and nothing else
 */
record ProofServer(EmbeddedRuntime engine, HttpGateway gateway, Caller caller) implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    /** Returns when runs are answered. */
    static ProofServer in(Path directory) {
        EmbeddedRuntime engine = EmbeddedRuntime.inDirectory(directory, ProofGraphs.ALL);
        HttpSettings settings = HttpSettings.from(
                ConfigFactory.parseString("heddle.http.port = 0").withFallback(ConfigFactory.load()));
        HttpGateway gateway = HttpGateway.bind(engine.system(), engine, settings, Health.FINE)
                .toCompletableFuture()
                .join();
        int port = gateway.address().getPort();
        Request first = Request.to("POST /threads/{thread_id}/runs/wait", "first")
                .body("{\"assistant_id\":\"marker\",\"input\":{},\"if_not_exists\":\"create\"}");
        await().atMost(START).until(() -> new Caller(port).send(first).status() == 200);
        return new ProofServer(engine, gateway, new Caller(port));
    }

    @Override
    public void close() {
        gateway.drain().toCompletableFuture().join();
        engine.close();
    }
}
