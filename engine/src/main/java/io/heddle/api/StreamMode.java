package io.heddle.api;

/** What a subscriber wants to see of a run. Metadata and errors are always sent. */
public enum StreamMode {
    /** The whole state after each superstep. */
    VALUES("values"),
    /** What each task wrote, as it ends. */
    UPDATES("updates"),
    /** Messages as they grow, accumulated, and once more when they are part of the state. */
    MESSAGES("messages"),
    /** Messages token by token, as deltas with metadata. */
    MESSAGES_TUPLE("messages-tuple"),
    /** What nodes emit for live viewers. */
    CUSTOM("custom"),
    /** Each task as it begins and as it ends. */
    TASKS("tasks"),
    /** Each checkpoint as it is made. */
    CHECKPOINTS("checkpoints"),
    /** Tasks and checkpoints once more, with step and time. */
    DEBUG("debug");

    private final String wire;

    StreamMode(String wire) {
        this.wire = wire;
    }

    /** The word used on the wire. */
    public String wire() {
        return wire;
    }
}
