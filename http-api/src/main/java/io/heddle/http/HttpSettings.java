package io.heddle.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import io.heddle.http.middleware.Visitors;
import io.heddle.http.middleware.Visitors.Address;
import io.heddle.http.problem.ErrorBody;
import io.heddle.http.problem.ParserRefusals;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/**
 * The keys of {@code heddle.http}, read once. {@code reference.conf} says what each is for.
 *
 * @param maxBody bytes
 * @param corsOrigins {@code *} stands for all
 * @param visitors what is kept of those who make requests about a thread
 * @param graphFlowAssistant what graph-flow's sessions talk to; empty for none
 * @param graphFlowChannel where what they say goes
 */
public record HttpSettings(
        String host,
        int port,
        int maxConnections,
        int backlog,
        Duration idleTimeout,
        Duration heartbeatInterval,
        Duration waitNewlineInterval,
        long maxBody,
        Duration bodyTimeout,
        Duration drainDeadline,
        List<String> corsOrigins,
        ErrorBody errorBody,
        Visitors visitors,
        String graphFlowAssistant,
        String graphFlowChannel) {
    private static final String ROOT = "heddle.http";
    private static final Duration SLOWEST_HEARTBEAT = Duration.ofSeconds(5);

    public HttpSettings {
        corsOrigins = List.copyOf(corsOrigins);
        require(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
        require(maxConnections >= 1, "max-connections", maxConnections, "at least 1");
        require(backlog >= 1, "backlog", backlog, "at least 1");
        require(
                heartbeatInterval.isPositive() && heartbeatInterval.compareTo(SLOWEST_HEARTBEAT) <= 0,
                "heartbeat-interval",
                heartbeatInterval,
                "above 0 and at most 5 s");
        require(
                idleTimeout.compareTo(heartbeatInterval) > 0,
                "idle-timeout",
                idleTimeout,
                "more than heartbeat-interval (" + heartbeatInterval + ")");
        require(waitNewlineInterval.isPositive(), "wait-newline-interval", waitNewlineInterval, "above 0");
        require(maxBody >= 1024 && maxBody <= 1 << 30, "max-body", maxBody, "1 KiB to 1 GiB");
        require(bodyTimeout.isPositive(), "body-timeout", bodyTimeout, "above 0");
        require(drainDeadline.isPositive(), "drain-deadline", drainDeadline, "above 0");
        require(
                visitors.address() != Address.HASHED || !visitors.salt().isEmpty(),
                "address-salt",
                "nothing",
                "a secret, since client-address is hashed");
    }

    /** Reads {@code heddle.http} out of a whole configuration; a bad value fails naming its key. */
    public static HttpSettings from(Config whole) {
        Config http = whole.getConfig(ROOT);
        return new HttpSettings(
                http.getString("host"),
                http.getInt("port"),
                http.getInt("max-connections"),
                http.getInt("backlog"),
                http.getDuration("idle-timeout"),
                http.getDuration("heartbeat-interval"),
                http.getDuration("wait-newline-interval"),
                http.getBytes("max-body"),
                http.getDuration("body-timeout"),
                http.getDuration("drain-deadline"),
                words(http, "cors-origins"),
                errorBody(http.getString("error-body")),
                new Visitors(
                        http.getString("user-header"),
                        address(http.getString("client-address")),
                        http.getString("address-header"),
                        http.getString("address-salt")),
                http.getString("graph-flow-assistant"),
                http.getString("graph-flow-channel"));
    }

    /** What of this Pekko HTTP itself has to know. */
    ServerSettings forPekko(Config whole) {
        Config ours = ConfigFactory.parseMap(Map.ofEntries(
                Map.entry("pekko.http.server.server-header", "heddle"),
                Map.entry("pekko.http.server.max-connections", maxConnections),
                Map.entry("pekko.http.server.backlog", backlog),
                Map.entry("pekko.http.server.remote-address-attribute", visitors.address() != Address.OFF),
                Map.entry("pekko.http.server.idle-timeout", idleTimeout.toMillis() + "ms"),
                // Pekko answers 503 at its request timeout, which clients take as leave to send a run again.
                Map.entry("pekko.http.server.request-timeout", "infinite"),
                // One request is answered at a time; reading on past it is how a closed connection is noticed early.
                Map.entry("pekko.http.server.pipelining-limit", 2),
                Map.entry(
                        "pekko.http.server.websocket.periodic-keep-alive-max-idle",
                        heartbeatInterval.toMillis() + "ms"),
                Map.entry("pekko.http.server.transparent-head-requests", "on"),
                Map.entry("pekko.http.server.parsing.max-uri-length", "8k"),
                Map.entry("pekko.http.server.parsing.max-content-length", "infinite"),
                Map.entry("pekko.http.server.parsing.illegal-header-warnings", "off"),
                Map.entry("pekko.http.server.parsing.error-logging-verbosity", "off"),
                Map.entry("pekko.http.server.parsing.error-handler", ParserRefusals.class.getName())));
        return ServerSettings.create(ours.withFallback(whole));
    }

    private static List<String> words(Config http, String key) {
        if (http.getValue(key).valueType() == ConfigValueType.LIST) {
            return http.getStringList(key);
        }
        return Stream.of(http.getString(key).split(",")).map(String::strip).toList();
    }

    private static Address address(String word) {
        try {
            return Address.named(word);
        } catch (IllegalArgumentException unknown) {
            throw bad("client-address", word, "off, hashed or plain");
        }
    }

    private static ErrorBody errorBody(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "json" -> ErrorBody.JSON;
            case "text" -> ErrorBody.TEXT;
            default -> throw bad("error-body", word, "json or text");
        };
    }

    private static void require(boolean holds, String key, Object found, String expected) {
        if (!holds) {
            throw bad(key, found, expected);
        }
    }

    private static ConfigException bad(String key, Object found, String expected) {
        return new ConfigException.BadValue(ROOT + "." + key, "found " + found + ", expected " + expected);
    }
}
