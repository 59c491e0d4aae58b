package io.heddle.api;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which namespaces that hold items to list. In {@code prefix} and {@code suffix} the label {@code *} stands for any one label.
 *
 * @param prefix labels that they begin with
 * @param suffix labels that they end with
 * @param maxDepth how many labels of each to show, from 1; namespaces that look the same then are shown once
 * @param limit 1 to 1,000
 * @param offset how many of the shown to leave out, from 0
 */
public record NamespaceQuery(List<String> prefix, List<String> suffix, int maxDepth, int limit, int offset) {
    /** The label that stands for any. */
    public static final String ANY = "*";

    /** The first hundred of a tenant. */
    public static final NamespaceQuery ALL =
            new NamespaceQuery(List.of(), List.of(), StoreNamespace.MAX_LABELS, 100, 0);

    public NamespaceQuery {
        prefix = List.copyOf(prefix);
        suffix = List.copyOf(suffix);
        StoreNamespace.checkLabels("prefix", prefix);
        StoreNamespace.checkLabels("suffix", suffix);
        if (maxDepth < 1) {
            throw StoreText.refuse("max_depth", String.valueOf(maxDepth), "1 or more");
        }
        StoreQuery.checkPage(limit, offset);
    }

    public NamespaceQuery startingWith(String... labels) {
        return new NamespaceQuery(List.of(labels), suffix, maxDepth, limit, offset);
    }

    public NamespaceQuery endingWith(String... labels) {
        return new NamespaceQuery(prefix, List.of(labels), maxDepth, limit, offset);
    }

    public NamespaceQuery maxDepth(int labels) {
        return new NamespaceQuery(prefix, suffix, labels, limit, offset);
    }

    public NamespaceQuery limit(int most) {
        return new NamespaceQuery(prefix, suffix, maxDepth, most, offset);
    }

    public NamespaceQuery offset(int first) {
        return new NamespaceQuery(prefix, suffix, maxDepth, limit, first);
    }

    /** The same query, its prefix taken as lying within {@code outer}. */
    public NamespaceQuery within(StoreNamespace outer) {
        List<String> whole =
                Stream.concat(outer.labels().stream(), prefix.stream()).toList();
        return new NamespaceQuery(whole, suffix, maxDepth, limit, offset);
    }

    /** Whether a namespace begins and ends as asked for; the two may overlap. */
    public boolean matches(StoreNamespace namespace) {
        List<String> labels = namespace.labels();
        return matches(prefix, labels, 0) && matches(suffix, labels, labels.size() - suffix.size());
    }

    /** What is shown of a namespace. */
    public StoreNamespace shown(StoreNamespace namespace) {
        List<String> labels = namespace.labels();
        return labels.size() <= maxDepth ? namespace : new StoreNamespace(labels.subList(0, maxDepth));
    }

    private static boolean matches(List<String> wanted, List<String> labels, int from) {
        return wanted.size() <= labels.size()
                && IntStream.range(0, wanted.size())
                        .allMatch(
                                i -> wanted.get(i).equals(ANY) || wanted.get(i).equals(labels.get(from + i)));
    }
}
