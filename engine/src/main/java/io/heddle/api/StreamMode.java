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
    DEBUG("debug"),
    /** Nodes as they begin and end and models as they stream, in the words of LangChain's callbacks. */
    EVENTS("events"),
    /** Tools as they are asked for and as they answer, out of the messages that say so. */
    TOOLS("tools");

    private final String wire;

    StreamMode(String wire) {
        this.wire = wire;
    }

    /** The word used on the wire. */
    public String wire() {
        return wire;
    }
}
