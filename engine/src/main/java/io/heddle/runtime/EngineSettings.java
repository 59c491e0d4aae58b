package io.heddle.runtime;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.heddle.api.ThreadTtl;
import io.heddle.host.HostSettings;
import io.heddle.host.Lifetimes;
import io.heddle.store.StoreSettings;
import io.heddle.webhook.WebhookSettings;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What {@code heddle.engine} says, read once.
 *
 * @param idleAfter how long a thread that nobody needs stays in memory
 * @param tokenRetention how long live events of resumable runs are kept
 * @param mostWrites writes let in at once
 * @param mostBytes their bytes
 * @param store how long-term memory is kept
 * @param cronInterval the pause between two looks for due crons
 * @param webhooks how the ends of runs are told
 * @param webhookInterval the pause between two looks for what is to be told
 */
public record EngineSettings(
        HostSettings hosting,
        Duration idleAfter,
        Duration tokenRetention,
        int mostWrites,
        long mostBytes,
        StoreSettings store,
        Duration cronInterval,
        WebhookSettings webhooks,
        Duration webhookInterval) {
    /** Throws an {@link IllegalArgumentException} that names the key. */
    public static EngineSettings from(Config whole) {
        Config engine = whole.getConfig("heddle.engine");
        HostSettings hosting = new HostSettings(
                positive(engine, "queue-limit"),
                duration(engine, "cancel-grace"),
                duration(engine, "user-code-limit"),
                positive(engine, "ring-capacity"),
                positive(engine, "ended-streams"),
                duration(engine, "stream-linger"),
                lifetimes(engine));
        return new EngineSettings(
                hosting,
                duration(engine, "idle-after"),
                duration(engine, "token-retention"),
                positive(engine, "admission.writes"),
                engine.getBytes("admission.bytes"),
                new StoreSettings(engine.getBoolean("store.renew-on-read"), duration(engine, "store.sweep-interval")),
                duration(engine, "cron.look-interval"),
                webhooks(engine),
                duration(engine, "webhook.look-interval"));
    }

    private static WebhookSettings webhooks(Config engine) {
        String secret = engine.getString("webhook.secret");
        String self = engine.getString("webhook.self");
        return new WebhookSettings(
                secret.isEmpty() ? null : secret,
                engine.getBoolean("webhook.private-addresses"),
                self.isEmpty() ? null : read("webhook.self", () -> URI.create(self)),
                duration(engine, "webhook.timeout"),
                positive(engine, "webhook.attempts"),
                duration(engine, "webhook.first-pause"),
                duration(engine, "webhook.longest-pause"));
    }

    private static Lifetimes lifetimes(Config engine) {
        String usual = read("thread-ttl.default", () -> engine.getString("thread-ttl.default"));
        ThreadTtl ttl = usual.equals("never")
                ? null
                : new ThreadTtl(
                        duration(engine, "thread-ttl.default"),
                        strategy(read("thread-ttl.strategy", () -> engine.getString("thread-ttl.strategy"))),
                        read("thread-ttl.sliding", () -> engine.getBoolean("thread-ttl.sliding")));
        return new Lifetimes(
                ttl, duration(engine, "thread-ttl.sweep-interval"), positive(engine, "thread-ttl.sweep-limit"));
    }

    private static ThreadTtl.Strategy strategy(String word) {
        return switch (word) {
            case "delete" -> ThreadTtl.Strategy.DELETE;
            case "keep_latest" -> ThreadTtl.Strategy.KEEP_LATEST;
            default -> // tidy: a word out of a file
                throw new IllegalArgumentException(
                        "heddle.engine.thread-ttl.strategy: found %s, expected delete or keep_latest".formatted(word));
        };
    }

    private static int positive(Config engine, String key) {
        int value = read(key, () -> engine.getInt(key));
        if (value < 1) {
            throw new IllegalArgumentException("heddle.engine.%s: found %d, expected 1 or more".formatted(key, value));
        }
        return value;
    }

    private static Duration duration(Config engine, String key) {
        Duration value = read(key, () -> engine.getDuration(key));
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "heddle.engine.%s: found %s, expected more than nothing, such as 5s".formatted(key, value));
        }
        return value;
    }

    private static <T> T read(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (ConfigException e) {
            throw new IllegalArgumentException("heddle.engine.%s: %s".formatted(key, e.getMessage()), e);
        }
    }
}
