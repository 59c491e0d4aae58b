package io.heddle.api;

import io.heddle.json.JsonValue;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is put into the store: a JSON object of at most 1 MiB, under its address. An object has room for more members later, and
 * searches can name them.
 */
public record StoreEntry(StoreAddress address, JsonValue value) {
    /** Most bytes of a value's text. */
    public static final int MAX_VALUE_BYTES = 1 << 20;

    /** Most entries that are put together. */
    public static final int MAX_BATCH = 1_000;

    /** Most bytes of values that are put together. */
    public static final long MAX_BATCH_BYTES = 16L << 20;

    public StoreEntry {
        if (value.size() > MAX_VALUE_BYTES) {
            throw new ProblemException(new Problem.TooLarge("value", value.size(), MAX_VALUE_BYTES));
        }
        if (!isObject(value)) {
            throw StoreText.refuse("value", value.toString(), "a JSON object; put the value into a member of one");
        }
    }

    /**
     * What putting all of these comes to: of each address the last entry, in the order of addresses, so that no two batches
     * wait for each other's rows. Refuses more than a batch may hold.
     */
    public static Collection<StoreEntry> batch(Collection<StoreEntry> entries) {
        if (entries.size() > MAX_BATCH) {
            throw StoreText.refuse("entries", entries.size() + " entries", "at most " + MAX_BATCH);
        }
        long bytes = entries.stream().mapToLong(entry -> entry.value().size()).sum();
        if (bytes > MAX_BATCH_BYTES) {
            throw new ProblemException(new Problem.TooLarge("entries", bytes, MAX_BATCH_BYTES));
        }
        Map<StoreAddress, StoreEntry> last = new TreeMap<>();
        entries.forEach(entry -> last.put(entry.address(), entry));
        return last.values();
    }

    private static boolean isObject(JsonValue value) {
        try {
            return value.node().isObject();
        } catch (UncheckedIOException malformed) {
            return false;
        }
    }
}
