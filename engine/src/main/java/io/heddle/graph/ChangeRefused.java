package io.heddle.graph;

/** A change that does not fit what the channel holds; ends the run as {@code InvalidUpdateError} and changes nothing. */
public final class ChangeRefused extends RuntimeException {
    public ChangeRefused(String message) {
        super(message, null, false, false);
    }
}
