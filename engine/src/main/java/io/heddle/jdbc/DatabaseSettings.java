package io.heddle.jdbc;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.function.Function;

/**
 * The {@code heddle.database} block, read once. A missing or wrong key fails here, by its full name.
 *
 * <p>Immutable. A node opens {@link #connections()} connections at most: the pool for requests and the pool of the journal,
 * kept apart so that a burst of searches cannot hold up a thread's next step.
 */
public record DatabaseSettings(
        DatabaseUrl url,
        String user,
        String password,
        int poolSize,
        int journalPoolSize,
        int queueSize,
        Duration connectTimeout,
        Duration statementTimeout,
        Duration socketTimeout,
        Duration idleInTransactionTimeout) {

    /** Where these keys live in the configuration of a node. */
    public static final String PATH = "heddle.database";

    /** @param config the whole configuration; reads {@value #PATH} */
    public static DatabaseSettings from(Config config) {
        DatabaseUrl url = read("url", key -> DatabaseUrl.parse(config.getString(key)));
        return new DatabaseSettings(
                url,
                or(read("user", config::getString), url.user().orElse("")),
                or(read("password", config::getString), url.password().orElse("")),
                read("pool-size", key -> atLeast(1, config.getInt(key))),
                read("journal-pool-size", key -> atLeast(4, config.getInt(key))),
                read("queue-size", key -> atLeast(1, config.getInt(key))),
                read("connect-timeout", key -> atLeastOneSecond(config.getDuration(key))),
                read("statement-timeout", key -> atLeastOneSecond(config.getDuration(key))),
                read("socket-timeout", key -> atLeastOneSecond(config.getDuration(key))),
                read("idle-in-transaction-timeout", key -> atLeastOneSecond(config.getDuration(key))));
    }

    /** The most connections one node opens. */
    public int connections() {
        return poolSize + journalPoolSize;
    }

    private static <T> T read(String name, Function<String, T> reader) {
        String key = PATH + "." + name;
        try {
            return reader.apply(key);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static int atLeast(int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException("expected at least " + least + ", found " + value);
        }
        return value;
    }

    private static Duration atLeastOneSecond(Duration value) {
        if (value.toMillis() < 1000) {
            throw new IllegalArgumentException("expected at least 1s, found " + value.toMillis() + "ms");
        }
        return value;
    }

    private static String or(String given, String otherwise) {
        return given.isEmpty() ? otherwise : given;
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + url + " as " + user + ", " + connections() + " connections]";
    }
}
