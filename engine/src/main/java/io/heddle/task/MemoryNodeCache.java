package io.heddle.task;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Remembers results up to so many bytes; the least used go first. Thread-safe. */
final class MemoryNodeCache implements NodeCache {
    static final long USUAL_BYTES = 64L << 20;

    private static final int OVERHEAD = 300;

    private final Cache<Key, Held> results;

    private record Held(Result result, Duration ttl) {}

    MemoryNodeCache(InstantSource clock, long bytes) {
        results = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Key key, Held held) -> weight(held.result()))
                .expireAfter(Expiry.<Key, Held>writing((key, held) -> held.ttl()))
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .executor(Runnable::run)
                .build();
    }

    @Override
    public @Nullable Result find(Key key) {
        Held held = results.getIfPresent(key);
        return held == null ? null : held.result();
    }

    @Override
    public void keep(Key key, Result result, @Nullable Duration ttl) {
        results.put(key, new Held(result, ttl == null ? ChronoUnit.FOREVER.getDuration() : ttl));
    }

    private static int weight(Result result) {
        long bytes = OVERHEAD;
        for (ChannelUpdate update : result.updates()) {
            bytes += update.change().shown().size();
        }
        for (Destination to : result.goTo()) {
            bytes += to instanceof Destination.Sent sent ? sent.input().size() : 0;
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
