package io.heddle.graph;

import org.pcollections.PVector;

/** Shortens persistent vectors at either end, at a cost of what is cut off rather than of what is kept. */
final class Trimmed {
    private Trimmed() {}

    static <E> PVector<E> first(PVector<E> vector, int size) {
        PVector<E> shorter = vector;
        for (int last = vector.size() - 1; last >= size; last--) {
            shorter = shorter.minus(last);
        }
        return shorter;
    }

    static <E> PVector<E> last(PVector<E> vector, int size) {
        PVector<E> shorter = vector;
        for (int over = vector.size() - size; over > 0; over--) {
            shorter = shorter.minus(0);
        }
        return shorter;
    }
}
