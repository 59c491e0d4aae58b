package io.heddle.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where items of the store lie: labels from the outermost inwards, as in {@code users.42.facts}. At most 32 labels with
 * 1,024 bytes of UTF-8 together; none is empty, contains a period, or is the {@code *} that stands for any label in a
 * {@link NamespaceQuery}. Ordered label by label, by code points.
 */
public record StoreNamespace(List<String> labels) implements Comparable<StoreNamespace> {
    /** Most labels of a namespace. */
    public static final int MAX_LABELS = 32;

    /** Most bytes of a namespace's labels together, in UTF-8. */
    public static final int MAX_BYTES = 1_024;

    /** What contains every other namespace. No item lies in it itself. */
    public static final StoreNamespace ROOT = new StoreNamespace(List.of());

    private static final String FIELD = "namespace";

    public StoreNamespace {
        labels = List.copyOf(labels);
        checkLabels(FIELD, labels);
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).equals(NamespaceQuery.ANY)) {
                throw StoreText.refuse(
                        FIELD + "[" + i + "]", labels.get(i), "a label other than *, which stands for any");
            }
        }
    }

    /** The namespace of these labels. */
    public static StoreNamespace of(String... labels) {
        return new StoreNamespace(List.of(labels));
    }

    /** The namespace of further labels within this one. */
    public StoreNamespace in(StoreNamespace inner) {
        return new StoreNamespace(
                Stream.concat(labels.stream(), inner.labels.stream()).toList());
    }

    /** Whether this is {@code outer} or lies in it. */
    public boolean isIn(StoreNamespace outer) {
        return labels.size() >= outer.labels.size()
                && labels.subList(0, outer.labels.size()).equals(outer.labels);
    }

    @Override
    public int compareTo(StoreNamespace other) {
        return Arrays.compare(
                labels.toArray(String[]::new), other.labels.toArray(String[]::new), StoreText.BY_CODE_POINT);
    }

    /** The labels with periods between them. */
    @Override
    public String toString() {
        return String.join(".", labels);
    }

    static void checkLabels(String field, List<String> labels) {
        if (labels.size() > MAX_LABELS) {
            throw StoreText.refuse(field, labels.size() + " labels", "at most " + MAX_LABELS + " labels");
        }
        int bytes = 0;
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            if (label.indexOf('.') >= 0) {
                throw StoreText.refuse(field + "[" + i + "]", label, "a label without periods");
            }
            bytes += StoreText.check(field + "[" + i + "]", label).getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > MAX_BYTES) {
            throw new ProblemException(new Problem.TooLarge(field, bytes, MAX_BYTES));
        }
    }
}
