package io.heddle.prebuilt;

import io.heddle.graph.NodeContext;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;

/** Something a model may ask for. Blocking code, called on the thread of a node; thread-safe. */
public interface Tool {
    /** What the model is told about it. */
    ToolSpec spec();

    /**
     * Does what was asked for.
     *
     * @param arguments a JSON object, as the model wrote it: data from outside
     * @param state of the agent when the tools of this step began
     * @throws Exception what went wrong; {@link ToolErrors} says who hears of it
     */
    ToolResult call(JsonValue arguments, View state, NodeContext context) throws Exception;

    /** What a tool does. */
    @FunctionalInterface
    interface Body {
        ToolResult call(JsonValue arguments, View state, NodeContext context) throws Exception;
    }

    static Tool of(ToolSpec spec, Body body) {
        return new Tool() {
            @Override
            public ToolSpec spec() {
                return spec;
            }

            @Override
            public ToolResult call(JsonValue arguments, View state, NodeContext context) throws Exception {
                return body.call(arguments, state, context);
            }
        };
    }
}
