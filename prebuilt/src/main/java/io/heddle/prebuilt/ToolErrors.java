package io.heddle.prebuilt;

import io.heddle.api.Message;

/** What becomes of an exception that a tool threw. An interrupt, which is how a run is cancelled, never gets here. */
@FunctionalInterface
public interface ToolErrors {
    /** The model is told what the exception says. */
    ToolErrors TELL_THE_MODEL =
            (call, error) -> error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();

    /** The node fails, and with it the run unless a retry or an error handler says otherwise. */
    ToolErrors FAIL = (call, error) -> {
        throw error;
    };

    /**
     * Says what the model is told, or throws to fail the node.
     *
     * @param call what the model had asked for
     */
    String explain(Message.ToolCall call, Exception error) throws Exception;
}
