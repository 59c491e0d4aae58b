package io.heddle.thread;

/**
 * Where an event stands: journal row, place within it, and the row's time in milliseconds since the Unix epoch. Everything
 * that an event does not store, ids above all, follows from it.
 */
public record Position(long sequence, int index, long at) {
    /** The place of an event's first checkpoint within the row; an event makes at most two. */
    int place() {
        return index * 2;
    }
}
