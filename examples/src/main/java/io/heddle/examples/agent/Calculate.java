package io.heddle.examples.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.heddle.graph.NodeContext;
import io.heddle.graph.View;

/** Models guess at sums; this one knows. */
final class Calculate implements Tool {
    @Override
    public ToolSpecification specification() {
        return ToolSpecification.builder()
                .name("calculate")
                .description("Evaluates arithmetic exactly: numbers, + - * / and parentheses")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("expression", "for example (17 + 4) * 2")
                        .required("expression")
                        .build())
                .build();
    }

    @Override
    public Result call(JsonNode arguments, View state, NodeContext context) {
        return Result.of(Arithmetic.evaluate(arguments.path("expression").asText()));
    }
}
