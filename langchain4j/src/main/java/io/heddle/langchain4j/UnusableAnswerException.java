package io.heddle.langchain4j;

import dev.langchain4j.exception.LangChain4jException;

/** A model answered, and its answer cannot be used. Nothing of it is kept. */
public final class UnusableAnswerException extends LangChain4jException {
    private final Fault fault;

    UnusableAnswerException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** What is wrong with it. */
    public Fault fault() {
        return fault;
    }

    /** What can be wrong with an answer. */
    public enum Fault {
        /** There is neither text nor a tool call in it. */
        EMPTY,
        /** It ended without saying why. */
        CUT_OFF
    }
}
