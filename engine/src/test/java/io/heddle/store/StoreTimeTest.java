package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Store;
import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.StoreRenewal;
import io.heddle.api.TenantId;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.TestPostgres;
import io.heddle.json.JsonValue;
import io.heddle.local.LocalStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How long items live, by a clock that is moved by hand; the store in memory and the one in PostgreSQL alike. */
class StoreTimeTest {
    private static final Instant NOON = Instant.parse("2025-01-01T12:00:00Z");
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final Duration HOUR = Duration.ofHours(1);
    private static Database database;

    @BeforeAll
    static void open() {
        database = Database.open(TestPostgres.freshDatabase());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static Stream<Kind> stores() {
        return Stream.of(
                new Kind("memory", LocalStore::new),
                new Kind("postgres", clock -> new JdbcStore(database, clock, true)));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void reading_starts_the_time_anew_unless_it_is_to_be_left(Kind kind) {
        Hands clock = new Hands();
        Store store = kind.make(clock);
        StoreAddress address = address(kind, "renewed");
        get(store.put(TENANT, new StoreEntry(address, JsonValue.EMPTY_OBJECT, HOUR)));
        assertThat(expiry(store, address, StoreRenewal.LEAVE)).contains(NOON.plus(HOUR));

        clock.now = NOON.plusSeconds(1800);
        assertThat(expiry(store, address, StoreRenewal.LEAVE)).contains(NOON.plus(HOUR));
        assertThat(expiry(store, address, StoreRenewal.AS_CONFIGURED)).contains(NOON.plusSeconds(5400));

        clock.now = NOON.plusSeconds(5399);
        List<StoreItem> found = get(store.search(TENANT, StoreQuery.in(kind.name(), "renewed")));
        assertThat(found).singleElement().extracting(StoreItem::expiresAt).isEqualTo(NOON.plusSeconds(8999));
        StoreQuery quiet = StoreQuery.in(kind.name(), "renewed").renewing(StoreRenewal.LEAVE);
        clock.now = NOON.plusSeconds(8998);
        assertThat(get(store.search(TENANT, quiet))).hasSize(1);

        clock.now = NOON.plusSeconds(8999);
        assertThat(get(store.search(TENANT, quiet))).isEmpty();
        assertThat(expiry(store, address, StoreRenewal.RENEW)).isEmpty();
        get(store.delete(TENANT, address));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void what_is_put_where_the_time_was_over_is_new(Kind kind) {
        Hands clock = new Hands();
        Store store = kind.make(clock);
        StoreAddress address = address(kind, "over");
        get(store.put(TENANT, new StoreEntry(address, JsonValue.EMPTY_OBJECT, HOUR)));

        clock.now = NOON.plus(HOUR);
        get(store.put(TENANT, new StoreEntry(address, JsonValue.EMPTY_OBJECT)));

        StoreItem item = get(store.get(TENANT, address)).orElseThrow();
        assertThat(item.createdAt()).isEqualTo(clock.now);
        assertThat(item.expiresAt()).isNull();
    }

    @Test
    void a_sweep_deletes_what_is_over_and_nothing_else() {
        Hands clock = new Hands();
        Store store = new JdbcStore(database, clock, false);
        Kind kind = new Kind("swept", null);
        for (int i = 0; i < 1_200; i++) {
            StoreAddress address = new StoreAddress(StoreNamespace.of("swept"), "k" + i);
            Duration time = i < 1_100 ? HOUR : HOUR.multipliedBy(2);
            get(store.put(TENANT, new StoreEntry(address, JsonValue.EMPTY_OBJECT, time)));
        }
        get(store.put(TENANT, new StoreEntry(address(kind, "kept"), JsonValue.EMPTY_OBJECT)));

        try (StoreSweeper sweeper = new StoreSweeper(database, clock, Duration.ofHours(1))) {
            assertThat(sweeper.sweep()).isZero();
            clock.now = NOON.plus(HOUR);
            assertThat(sweeper.sweep()).isEqualTo(1_100);
            clock.now = NOON.plus(HOUR.multipliedBy(3));
            assertThat(sweeper.sweep()).isEqualTo(100);
        }
        assertThat(get(store.search(TENANT, StoreQuery.in("swept")))).hasSize(1);
    }

    private static Optional<Instant> expiry(Store store, StoreAddress address, StoreRenewal renewal) {
        return get(store.get(TENANT, address, renewal)).map(StoreItem::expiresAt);
    }

    private static StoreAddress address(Kind kind, String name) {
        return new StoreAddress(StoreNamespace.of(kind.name(), name), "k");
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static final class Hands implements InstantSource {
        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }
    }

    private record Kind(String name, Function<InstantSource, Store> maker) {
        Store make(InstantSource clock) {
            return maker.apply(clock);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
