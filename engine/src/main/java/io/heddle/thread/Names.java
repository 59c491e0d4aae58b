package io.heddle.thread;

import io.heddle.graph.Graph;

/** Words that stand where a node's name stands, as LangGraph uses them. */
public final class Names {
    /** The input. */
    public static final String START = Graph.START_NAME;

    /** The input, as hand edits call it. */
    public static final String INPUT = "__input__";

    /** A hand edit that only copies the checkpoint. */
    public static final String COPY = "__copy__";

    /** The end. */
    public static final String END = Graph.END_NAME;

    private Names() {}
}
