package io.heddle.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.heddle.local.LocalEngine;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A gateway on a loopback port before an engine in this JVM, for the tests of one class. */
final class RunningGateway implements BeforeAllCallback, AfterAllCallback {
    private final Config overrides;
    private LocalEngine engine;
    private ActorSystem<Void> system;
    private HttpGateway gateway;
    private Client client;
    private volatile Optional<String> databaseFailure = Optional.empty();

    /** @param overrides settings that differ from the documented defaults, in HOCON */
    RunningGateway(String overrides) {
        this.overrides = ConfigFactory.parseString(overrides);
    }

    RunningGateway() {
        this("");
    }

    Client client() {
        return client;
    }

    HttpGateway gateway() {
        return gateway;
    }

    LocalEngine engine() {
        return engine;
    }

    int port() {
        return gateway.address().getPort();
    }

    void breakDatabase(String why) {
        databaseFailure = Optional.of(why);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Config config = overrides
                .withFallback(ConfigFactory.parseString("heddle.http.port = 0\npekko.loglevel = WARNING"))
                .withFallback(ConfigFactory.load());
        engine = new LocalEngine(TestGraphs.ALL);
        system = ActorSystem.create(Behaviors.empty(), "gateway-test", config);
        gateway = HttpGateway.bind(system, engine, HttpSettings.from(config), () -> databaseFailure)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        client = new Client(port());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        engine.close();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
