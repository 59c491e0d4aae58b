package io.heddle.api;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Namespace and key: the whole identity of an item within its tenant. A namespace has at least one label; a key is any text of
 * 1 to 1,024 bytes of UTF-8 without zero characters. Ordered by namespace, then by key.
 */
public record StoreAddress(StoreNamespace namespace, String key) implements Comparable<StoreAddress> {
    /** Most bytes of a key, in UTF-8. */
    public static final int MAX_KEY_BYTES = 1_024;

    private static final Comparator<StoreAddress> ORDER =
            Comparator.comparing(StoreAddress::namespace).thenComparing(StoreAddress::key, StoreText.BY_CODE_POINT);

    public StoreAddress {
        if (namespace.labels().isEmpty()) {
            throw StoreText.refuse("namespace", "[]", "at least one label");
        }
        int bytes = StoreText.check("key", key).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_KEY_BYTES) {
            throw new ProblemException(new Problem.TooLarge("key", bytes, MAX_KEY_BYTES));
        }
    }

    @Override
    public int compareTo(StoreAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return namespace + "/" + key;
    }
}
