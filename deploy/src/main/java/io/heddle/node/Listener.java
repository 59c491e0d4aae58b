package io.heddle.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import io.heddle.api.Engine;
import io.heddle.cluster.SettingsReader;
import io.heddle.http.Health;
import io.heddle.http.HttpGateway;
import io.heddle.http.HttpSettings;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway that listens. A port that is taken is left to whoever has it: the next free one is used, and said aloud.
 *
 * @param wanted the port that was asked for
 */
record Listener(HttpGateway gateway, int wanted) {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int PORTS_TRIED = 50;
    private static final int LAST_PORT = 65_535;

    /** The gateway's block; a fault names its key. */
    static HttpSettings settings(Config config) {
        SettingsReader http = new SettingsReader(config, "heddle.http");
        http.orThrow(http.integer("port", 0, LAST_PORT));
        try {
            return HttpSettings.from(config);
        } catch (ConfigException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()), "heddle.http", "correct this key");
        }
    }

    static Listener open(ActorSystem<?> system, Engine engine, Config config, Health health) {
        HttpSettings wanted = settings(config);
        int last = wanted.port() == 0 ? 0 : Math.min(LAST_PORT, wanted.port() + PORTS_TRIED - 1);
        for (int port = wanted.port(); port <= last; port++) {
            HttpSettings candidate =
                    HttpSettings.from(config.withValue("heddle.http.port", ConfigValueFactory.fromAnyRef(port)));
            try {
                HttpGateway gateway = HttpGateway.bind(system, engine, candidate, health)
                        .toCompletableFuture()
                        .join();
                return new Listener(gateway, wanted.port());
            } catch (CompletionException e) {
                if (!taken(e)) {
                    throw refused(wanted, e);
                }
                LOG.warn("port is taken, trying the next one port={}", port);
            }
        }
        throw new StartRefusedException(
                "ports %d to %d are all taken".formatted(wanted.port(), last),
                "heddle.http.port",
                "choose another --port (HEDDLE_PORT); 0 is any free one");
    }

    int port() {
        return gateway.address().getPort();
    }

    boolean elsewhere() {
        return wanted != 0 && wanted != port();
    }

    /** As a program on this machine reaches it. */
    URI url() {
        InetSocketAddress address = gateway.address();
        boolean everywhere =
                address.getAddress() != null && address.getAddress().isAnyLocalAddress();
        String host = everywhere ? "127.0.0.1" : address.getHostString();
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port()));
    }

    private static boolean taken(Throwable thrown) {
        return causes(thrown)
                .anyMatch(t -> t instanceof BindException
                        && String.valueOf(t.getMessage()).contains("in use"));
    }

    private static RuntimeException refused(HttpSettings wanted, CompletionException e) {
        boolean address =
                causes(e).anyMatch(t -> t instanceof SocketException || t instanceof UnresolvedAddressException);
        if (!address) {
            return e;
        }
        String why = causes(e).reduce((first, deeper) -> deeper).orElse(e).toString();
        return new StartRefusedException(
                "cannot listen on %s port %d: %s".formatted(wanted.host(), wanted.port(), why),
                "heddle.http.host",
                "choose an address of this machine (--host, HEDDLE_HOST) and a port this user may use (--port)");
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause);
    }
}
