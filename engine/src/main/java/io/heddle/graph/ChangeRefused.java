package io.heddle.graph;

/** A change that does not fit what the channel holds; ends the run as {@code InvalidUpdateError} and changes nothing. */
public final class ChangeRefused extends RuntimeException {
    private final String reason;

    public ChangeRefused(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What does not fit, as a sentence. */
    public String reason() {
        return reason;
    }
}
