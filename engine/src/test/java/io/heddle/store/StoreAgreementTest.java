package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.NamespaceQuery;
import io.heddle.api.Store;
import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreFilter;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.TenantId;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.TestPostgres;
import io.heddle.json.JsonValue;
import io.heddle.local.LocalStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The store in memory and the store in PostgreSQL say the same, whatever is put and whatever is asked. */
class StoreAgreementTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final List<String> LABELS = List.of("a", "a-", "b", "B", "\uff21", "\ud83d\ude00", "é", "%", "_");
    private static final List<String> NAMES = List.of("a", "b", "0", "a' b\"", "?");
    private static final int CHANGES = 300;
    private static final int QUESTIONS = 1_500;

    @Test
    void both_stores_hold_find_and_list_the_same() {
        long seed = Long.getLong("heddle.seed", System.nanoTime());
        Random random = new Random(seed);
        InstantSource noon = InstantSource.fixed(Instant.parse("2025-01-01T12:00:00Z"));
        try (Database database = Database.open(TestPostgres.freshDatabase())) {
            Store local = new LocalStore(noon);
            Store jdbc = new JdbcStore(database, noon, true);
            for (int i = 0; i < CHANGES; i++) {
                change(random, List.of(local, jdbc));
            }
            List<StoreItem> all = get(local.search(TENANT, StoreQuery.ALL.limit(1_000)));
            assertThat(get(jdbc.search(TENANT, StoreQuery.ALL.limit(1_000)))).isEqualTo(all);
            assertThat(all).hasSizeGreaterThan(CHANGES / 3);

            int found = 0;
            for (int i = 0; i < QUESTIONS; i++) {
                StoreQuery query = question(random, all.get(random.nextInt(all.size())));
                List<StoreItem> expected = get(local.search(TENANT, query));
                assertThat(get(jdbc.search(TENANT, query)))
                        .as("%s, seed %d", query, seed)
                        .isEqualTo(expected);
                found += expected.isEmpty() ? 0 : 1;

                NamespaceQuery listing = listing(random);
                assertThat(get(jdbc.listNamespaces(TENANT, listing)))
                        .as("%s, seed %d", listing, seed)
                        .isEqualTo(get(local.listNamespaces(TENANT, listing)));
            }
            assertThat(found).as("questions that find something").isGreaterThan(QUESTIONS / 3);
        }
    }

    private static void change(Random random, List<Store> stores) {
        if (random.nextInt(10) == 0) {
            StoreAddress address = address(random);
            stores.forEach(store -> get(store.delete(TENANT, address)));
        } else {
            List<StoreEntry> entries = IntStream.range(0, random.nextInt(3))
                    .mapToObj(i -> new StoreEntry(address(random), JsonValue.of(object(random, 3))))
                    .toList();
            stores.forEach(store -> get(store.putAll(TENANT, entries)));
        }
    }

    private static StoreAddress address(Random random) {
        return new StoreAddress(namespace(random, 1), pick(random, LABELS));
    }

    private static StoreNamespace namespace(Random random, int fewest) {
        return new StoreNamespace(IntStream.range(0, fewest + random.nextInt(3))
                .mapToObj(i -> pick(random, LABELS))
                .toList());
    }

    private static StoreQuery question(Random random, StoreItem like) {
        List<String> labels = like.namespace().labels();
        StoreNamespace prefix = switch (random.nextInt(3)) {
            case 0 -> StoreNamespace.ROOT;
            case 1 -> new StoreNamespace(labels.subList(0, random.nextInt(labels.size() + 1)));
            default -> namespace(random, 0);
        };
        StoreFilter filter =
                StoreFilter.parse(JsonValue.of(pattern(random, like.value().node())));
        return new StoreQuery(prefix, filter, 1 + random.nextInt(50), random.nextInt(3));
    }

    private static NamespaceQuery listing(Random random) {
        return new NamespaceQuery(
                labels(random), labels(random), 1 + random.nextInt(4), 1 + random.nextInt(50), random.nextInt(3));
    }

    private static List<String> labels(Random random) {
        List<String> labels = new ArrayList<>();
        for (int i = random.nextInt(4); i > 1; i--) {
            labels.add(random.nextBoolean() ? NamespaceQuery.ANY : pick(random, LABELS));
        }
        return labels;
    }

    /** A filter over some members of an object, most of which it matches. */
    private static ObjectNode pattern(Random random, JsonNode like) {
        ObjectNode pattern = NODES.objectNode();
        like.properties().forEach(member -> {
            if (random.nextInt(3) == 0) {
                pattern.set(member.getKey(), wanted(random, member.getValue()));
            }
        });
        if (random.nextInt(5) == 0) {
            pattern.set(pick(random, NAMES), wanted(random, any(random, 1)));
        }
        return pattern;
    }

    private static JsonNode wanted(Random random, JsonNode like) {
        JsonNode bent = random.nextInt(4) == 0 ? any(random, 1) : like;
        return switch (random.nextInt(4)) {
            case 0 -> like.isObject() ? pattern(random, like) : bent;
            case 1 -> NODES.objectNode().set(pick(random, List.of("$eq", "$ne")), bent);
            case 2 -> {
                JsonNode operand = like.isNumber() || like.isTextual() ? like : scalar(random, random.nextInt(3));
                yield NODES.objectNode().set(pick(random, List.of("$gt", "$gte", "$lt", "$lte")), operand);
            }
            default -> bent;
        };
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.set(pick(random, NAMES), any(random, depth - 1));
        }
        return object;
    }

    private static JsonNode any(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 7 : 5);
        return switch (kind) {
            case 5 -> object(random, depth);
            case 6 ->
                NODES.arrayNode()
                        .addAll(IntStream.range(0, random.nextInt(3))
                                .mapToObj(i -> any(random, depth - 1))
                                .toList());
            default -> scalar(random, kind);
        };
    }

    /** A number or a text for kinds below 3. */
    private static JsonNode scalar(Random random, int kind) {
        return switch (kind) {
            case 0 -> NODES.numberNode(random.nextInt(3));
            case 1 ->
                NODES.numberNode(new BigDecimal(pick(random, List.of("1.0", "1.50", "-0", "-0.0", "1E+2", "100"))));
            case 2 -> NODES.textNode(pick(random, List.of("x", "1", "", "ü'\\", "\u0001", "\uff21", "\ud83d\ude00")));
            case 3 -> NODES.booleanNode(random.nextBoolean());
            default -> NODES.nullNode();
        };
    }

    private static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
