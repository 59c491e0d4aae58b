package io.heddle.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.json.JsonSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The schema's history, as a table: how each old version of an event becomes the next one. An event that is as old as its
 * newest version is not touched. Immutable.
 */
public final class Upcasters {
    /** Every old version that Heddle has ever written; none so far. */
    public static final Upcasters HISTORY = new Upcasters(Map.of());

    /** Without the limits that hold for documents from outside: what is stored was within them before it was wrapped. */
    private static final JsonMapper TREES = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Map<Old, Upcaster> table;

    private Upcasters(Map<Old, Upcaster> table) {
        this.table = Map.copyOf(table);
    }

    /** An event's version that is no longer written. */
    private record Old(String event, int version) {}

    /** The same history and one more entry, which leads {@code event} from {@code version} to the one after it. */
    public Upcasters with(String event, int version, Upcaster upcaster) {
        Map<Old, Upcaster> more = new HashMap<>(table);
        if (more.put(new Old(event, version), upcaster) != null) {
            throw new IllegalArgumentException("event %s has two upcasters from version %d".formatted(event, version));
        }
        return new Upcasters(more);
    }

    /** Leads what was stored as {@code version} of {@code event} to version {@code wanted}. */
    JsonSlice lead(String event, int version, int wanted, JsonSlice stored) {
        if (version == wanted) {
            return stored;
        }
        try {
            ObjectNode tree = (ObjectNode) TREES.readTree(stored.value().utf8());
            for (int at = version; at < wanted; at++) {
                Upcaster upcaster = table.get(new Old(event, at));
                if (upcaster == null) {
                    throw new IllegalStateException(
                            "event %s has no upcaster from version %d; add one to Upcasters.HISTORY"
                                    .formatted(event, at));
                }
                tree = upcaster.up(tree);
            }
            return JsonSlice.of(TREES.writeValueAsBytes(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
