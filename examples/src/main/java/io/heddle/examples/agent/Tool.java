package io.heddle.examples.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import io.heddle.graph.NodeContext;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import java.util.List;

/** What a model may ask for: its description, and what it does. */
interface Tool {
    ToolSpecification specification();

    /** Runs on the node's thread; an exception's message is what the model gets to read. */
    Result call(JsonNode arguments, View state, NodeContext context) throws Exception;

    /** Text for the model and, if the tool likes, writes to its own thread's channels. */
    record Result(String text, List<Write> writes) {
        static Result of(String text, Write... writes) {
            return new Result(text, List.of(writes));
        }
    }
}
