package io.heddle.graph;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a superstep when one task of a fan-out fails for good.
 *
 * @param kind fail the run, write nothing, or write the failure
 * @param channel the log that takes the {@link Failure}s; only when they are collected
 */
public record OnFailure(Kind kind, @Nullable String channel) {
    /** The run fails. */
    public static final OnFailure FAIL = new OnFailure(Kind.FAIL, null);

    /** The task counts as one that wrote nothing. */
    public static final OnFailure IGNORE = new OnFailure(Kind.IGNORE, null);

    /** The task counts as one that wrote its failure into {@code log}. */
    public static OnFailure collectInto(LogChannel<Failure> log) {
        return new OnFailure(Kind.COLLECT, log.name());
    }

    /** The three ways. */
    public enum Kind {
        FAIL,
        IGNORE,
        COLLECT
    }
}
