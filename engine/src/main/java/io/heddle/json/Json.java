package io.heddle.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The one configured Jackson mapper. Numbers keep every digit, an emoji takes four bytes and not twelve, dates are ISO-8601
 * text, unknown properties are ignored so that yesterday's reader survives tomorrow's writer. Thread-safe.
 */
public final class Json {
    /** Deepest nesting accepted from outside; deeper documents are refused before anything is built. */
    public static final int MAX_DEPTH = 200;

    /**
     * Buffers are shared by all threads: kept per thread, as is usual, each virtual thread would make its own, which is more
     * than most documents.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(20_000_000)
                        .build());
    }

    private Json() {}

    /** The shared mapper; never reconfigure it. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** The tree of a document, to be read and not changed. */
    public static JsonNode tree(byte[] utf8) {
        try {
            JsonNode tree = MAPPER.readTree(utf8);
            if (tree.isMissingNode()) {
                throw new IOException("it is empty");
            }
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException("not a JSON document: " + e.getMessage(), e);
        }
    }

    /** The compact text of any value that Jackson can write. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Reads a document as {@code type}; a document of another shape rises as an {@link UncheckedIOException}. */
    public static <T> T read(byte[] utf8, Class<T> type) {
        return read(utf8, MAPPER.constructType(type));
    }

    /** As {@link #read(byte[], Class)}, for generic types. */
    public static <T> T read(byte[] utf8, JavaType type) {
        try {
            return MAPPER.readValue(utf8, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
