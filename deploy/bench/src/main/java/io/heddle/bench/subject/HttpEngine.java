package io.heddle.bench.subject;

import com.typesafe.config.ConfigFactory;
import io.heddle.bench.measure.Server;
import io.heddle.http.Health;
import io.heddle.http.HttpGateway;
import io.heddle.http.HttpSettings;
import java.net.URI;

/** The engine behind its gateway, on a free port of this machine. */
public final class HttpEngine implements AutoCloseable {
    private final EngineTurns engine;
    private final HttpGateway gateway;

    public HttpEngine(Server.Database database) {
        this.engine = new EngineTurns(database, new Conversations());
        this.gateway = HttpGateway.bind(
                        engine.engine().system(),
                        engine.engine(),
                        HttpSettings.from(ConfigFactory.parseString("heddle.http.port = 0")
                                .withFallback(ConfigFactory.load())),
                        Health.FINE)
                .toCompletableFuture()
                .join();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + gateway.address().getPort());
    }

    /** The engine itself, without HTTP. */
    public EngineTurns inside() {
        return engine;
    }

    @Override
    public void close() {
        gateway.unbind().toCompletableFuture().join();
        engine.close();
    }
}
