package io.heddle.readside;

import static io.heddle.readside.IndexWorld.get;
import static io.heddle.readside.ScriptedThread.assign;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadView;
import io.heddle.graph.ChannelChange;
import io.heddle.json.Containment;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** PostgreSQL and {@link Containment} find the same threads, whatever they hold and whatever is asked. */
class ContainmentAgreementTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int THREADS = 60;
    private static final int QUESTIONS = 400;

    @Test
    void the_index_finds_what_containment_says() throws Exception {
        long seed = Long.getLong("heddle.seed", System.nanoTime());
        Random random = new Random(seed);
        try (IndexWorld world = new IndexWorld();
                Connection journal = world.connect()) {
            journal.setAutoCommit(false);
            for (int i = 0; i < THREADS; i++) {
                ScriptedThread thread = new ScriptedThread("t" + i, 1_000);
                thread.create(journal, object(random, 3).toString());
                if (random.nextInt(5) > 0) {
                    thread.begin(journal, List.of("echo", "marker", "unknown").get(i % 3), writes(random));
                }
            }
            journal.commit();
            get(world.follower().passedNow());
            List<ThreadView> all = world.all();
            assertThat(all).hasSize(THREADS);

            int matches = 0;
            for (int i = 0; i < QUESTIONS; i++) {
                JsonNode metadata =
                        question(random, all.get(random.nextInt(THREADS)).metadata());
                JsonValue held = all.get(random.nextInt(THREADS)).values();
                JsonNode values = question(random, held == null ? JsonValue.EMPTY_OBJECT : held);
                matches += agree(world, all, metadata, null, seed);
                matches += agree(world, all, null, values, seed);
            }
            assertThat(matches).as("questions that find something").isGreaterThan(QUESTIONS);
        }
    }

    private static int agree(IndexWorld world, List<ThreadView> all, JsonNode metadata, JsonNode values, long seed) {
        List<String> expected = all.stream()
                .filter(view ->
                        metadata == null || Containment.contains(view.metadata().node(), metadata))
                .filter(view -> values == null
                        || (view.values() != null
                                && Containment.contains(view.values().node(), values)))
                .map(view -> view.key().thread().value())
                .toList();
        List<String> found = world
                .search(new ThreadQuery(
                        null,
                        metadata == null ? null : JsonValue.of(metadata),
                        values == null ? null : JsonValue.of(values),
                        null,
                        1000,
                        0,
                        ThreadQuery.SortBy.THREAD_ID,
                        true))
                .threads()
                .stream()
                .map(view -> view.key().thread().value())
                .toList();
        assertThat(found)
                .as("metadata %s, values %s, seed %d", metadata, values, seed)
                .isEqualTo(expected);
        return expected.size();
    }

    private static List<ChannelUpdate> writes(Random random) {
        List<ChannelUpdate> writes = new ArrayList<>();
        if (random.nextBoolean()) {
            List<JsonValue> elements = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                elements.add(JsonValue.of(any(random, 2)));
            }
            writes.add(new ChannelUpdate("markers", new ChannelChange.Append(elements)));
        }
        if (random.nextBoolean()) {
            writes.add(assign("topic", any(random, 3).toString()));
        }
        if (random.nextBoolean()) {
            writes.add(assign("count", any(random, 0).toString()));
        }
        return writes;
    }

    /** A part of what there is, sometimes bent a little, sometimes something else altogether. */
    private static JsonNode question(Random random, JsonValue held) {
        return random.nextInt(6) == 0 ? object(random, 2) : part(random, held.node());
    }

    private static JsonNode part(Random random, JsonNode whole) {
        if (random.nextInt(25) == 0) {
            return any(random, 1);
        }
        if (whole.isObject()) {
            ObjectNode part = NODES.objectNode();
            whole.properties().forEach(member -> {
                if (random.nextInt(3) > 0) {
                    part.set(member.getKey(), part(random, member.getValue()));
                }
            });
            return part;
        }
        if (whole.isArray()) {
            List<JsonNode> kept = new ArrayList<>();
            whole.forEach(element -> {
                if (random.nextInt(3) > 0) {
                    kept.add(random.nextInt(kept.size() + 1), part(random, element));
                }
            });
            return kept.size() == 1 && random.nextInt(4) == 0
                    ? kept.getFirst()
                    : NODES.arrayNode().addAll(kept);
        }
        return whole;
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.set(
                    List.of("a", "b", "markers", "topic", "count", "a' b\"").get(random.nextInt(6)),
                    any(random, depth - 1));
        }
        return object;
    }

    private static JsonNode any(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> NODES.numberNode(random.nextInt(3));
            case 1 ->
                NODES.numberNode(new BigDecimal(
                        List.of("1.0", "1.50", "-0", "1E+2", "100").get(random.nextInt(5))));
            case 2 -> NODES.textNode(List.of("x", "1", "", "ü'\\", "\u0001").get(random.nextInt(5)));
            case 3 -> NODES.booleanNode(random.nextBoolean());
            case 4 -> NODES.nullNode();
            case 5 -> NODES.textNode("x");
            case 6 -> object(random, depth);
            default -> {
                List<JsonNode> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(any(random, depth - 1));
                }
                yield NODES.arrayNode().addAll(elements);
            }
        };
    }
}
