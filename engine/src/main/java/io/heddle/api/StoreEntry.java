package io.heddle.api;

import io.heddle.json.JsonValue;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is put into the store: a JSON object of at most 1 MiB, under its address. An object has room for more members later, and
 * searches can name them.
 *
 * @param timeToLive how long the item is kept after it was last put, or read; null for ever
 */
public record StoreEntry(
        StoreAddress address, JsonValue value, @Nullable Duration timeToLive) {
    /** Most bytes of a value's text. */
    public static final int MAX_VALUE_BYTES = 1 << 20;

    /** Most entries that are put together. */
    public static final int MAX_BATCH = 1_000;

    /** Most bytes of values that are put together. */
    public static final long MAX_BATCH_BYTES = 16L << 20;

    /** The longest time to live. */
    public static final Duration MAX_TIME_TO_LIVE = Duration.ofDays(36_500);

    /** An item that is kept for ever. */
    public StoreEntry(StoreAddress address, JsonValue value) {
        this(address, value, null);
    }

    public StoreEntry {
        if (timeToLive != null && (!timeToLive.isPositive() || timeToLive.compareTo(MAX_TIME_TO_LIVE) > 0)) {
            throw StoreText.refuse("ttl", timeToLive.toString(), "more than nothing, and at most a hundred years");
        }
        if (value.size() > MAX_VALUE_BYTES) {
            throw new ProblemException(new Problem.TooLarge("value", value.size(), MAX_VALUE_BYTES));
        }
        if (!isObject(value)) {
            throw StoreText.refuse("value", value.toString(), "a JSON object; put the value into a member of one");
        }
    }

    /** The same for a time. */
    public StoreEntry keptFor(Duration time) {
        return new StoreEntry(address, value, time);
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
