package io.heddle.prebuilt;

import io.heddle.graph.Write;
import java.util.List;

/**
 * What a tool came to.
 *
 * @param text for the model
 * @param failed whether the model is told that it failed
 * @param writes to channels that the agent declares, see {@link ToolAgent#channels}
 */
public record ToolResult(String text, boolean failed, List<Write> writes) {
    public ToolResult {
        writes = List.copyOf(writes);
    }

    public static ToolResult of(String text, Write... writes) {
        return new ToolResult(text, false, List.of(writes));
    }

    /** The model reads what went wrong, and may try something else. */
    public static ToolResult failed(String text) {
        return new ToolResult(text, true, List.of());
    }
}
