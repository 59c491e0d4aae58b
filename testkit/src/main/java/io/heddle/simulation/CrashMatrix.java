package io.heddle.simulation;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** How often owners were cut off at each boundary while each of some features was in play. Thread-safe. */
public final class CrashMatrix {
    private final Map<String, AtomicLongArray> struck = new ConcurrentSkipListMap<>();

    /** A matrix with a row for each of these; others come up as they are met. */
    public CrashMatrix(Collection<String> features) {
        features.forEach(this::row);
    }

    void struck(Boundary boundary, Collection<String> inPlay) {
        inPlay.forEach(feature -> row(feature).incrementAndGet(boundary.ordinal()));
    }

    /** Cells where nothing was ever cut off. */
    public List<String> empty() {
        return struck.entrySet().stream()
                .flatMap(row -> Arrays.stream(Boundary.values())
                        .filter(boundary -> row.getValue().get(boundary.ordinal()) == 0)
                        .map(boundary -> row.getKey() + ": " + boundary.title()))
                .toList();
    }

    /** A table with a row a feature and a numbered column a boundary. */
    @Override
    public String toString() {
        int width = struck.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        Boundary[] all = Boundary.values();
        for (int i = 0; i < all.length; i++) {
            text.append("%2d %s%n".formatted(i + 1, all[i].title()));
        }
        text.append(" ".repeat(width));
        for (int i = 0; i < all.length; i++) {
            text.append("%6d".formatted(i + 1));
        }
        struck.forEach((feature, row) -> {
            text.append(System.lineSeparator()).append(feature).append(" ".repeat(width - feature.length()));
            for (int i = 0; i < all.length; i++) {
                text.append("%6d".formatted(row.get(i)));
            }
        });
        return text.toString();
    }

    private AtomicLongArray row(String feature) {
        return struck.computeIfAbsent(feature, name -> new AtomicLongArray(Boundary.values().length));
    }
}
