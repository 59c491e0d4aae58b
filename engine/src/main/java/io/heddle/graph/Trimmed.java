package io.heddle.graph;

import org.pcollections.PVector;

/** Shortens persistent vectors from the end, at a cost of what is cut off rather than of what is kept. */
final class Trimmed {
    private Trimmed() {}

    static <E> PVector<E> first(PVector<E> vector, int size) {
        PVector<E> shorter = vector;
        for (int last = vector.size() - 1; last >= size; last--) {
            shorter = shorter.minus(last);
        }
        return shorter;
    }
}
