package io.heddle.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.TenantId;
import io.heddle.graph.ChannelChange;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.task.NodeCache.Key;
import io.heddle.task.NodeCache.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryNodeCacheTest {
    private static final int KILOBYTE = 1_000;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final NodeCache cache = new MemoryNodeCache(now::get, 100L * KILOBYTE);

    @Test
    void a_result_is_forgotten_when_its_time_is_over() {
        cache.keep(key(1), result(10), Duration.ofSeconds(5));
        cache.keep(key(2), result(10), null);

        now.set(Instant.EPOCH.plusMillis(4_999));
        assertThat(cache.find(key(1))).isEqualTo(result(10));
        now.set(Instant.EPOCH.plusMillis(5_000));
        assertThat(cache.find(key(1))).isNull();
        assertThat(cache.find(key(2))).isEqualTo(result(10));
    }

    @Test
    void a_newer_result_takes_the_place_of_the_older_one() {
        cache.keep(key(1), result(10), Duration.ofSeconds(5));
        now.set(Instant.EPOCH.plusSeconds(4));
        cache.keep(key(1), result(20), Duration.ofSeconds(5));
        now.set(Instant.EPOCH.plusSeconds(8));

        assertThat(cache.find(key(1))).isEqualTo(result(20));
    }

    @Test
    void it_never_holds_more_than_its_bytes() {
        IntStream.range(0, 1_000).forEach(i -> cache.keep(key(i), result(KILOBYTE), null));

        long held = IntStream.range(0, 1_000)
                .filter(i -> cache.find(key(i)) != null)
                .count();
        assertThat(held).isPositive().isLessThanOrEqualTo(100);
    }

    @Test
    void what_is_larger_than_all_its_room_is_not_kept() {
        cache.keep(key(1), result(200 * KILOBYTE), null);

        assertThat(cache.find(key(1))).isNull();
    }

    private static Key key(int number) {
        return new Key(TenantId.DEFAULT, "graph", 1, "node", "digest " + number);
    }

    private static Result result(int length) {
        JsonValue value = JsonValue.encode("x".repeat(length));
        return new Result(List.of(new ChannelUpdate("channel", new ChannelChange.Assign(value))), List.of());
    }
}
