package io.heddle.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import io.heddle.json.JsonValue;
import io.heddle.prebuilt.ToolSpec;
import java.util.Objects;

/** Descriptions of tools, as LangChain4j's and back; in between they are JSON Schema. */
final class ToolSpecs {
    private ToolSpecs() {}

    static ToolSpecification toLangChain4j(ToolSpec spec) {
        return ToolSpecification.fromJson(JsonValue.encode(spec).toString());
    }

    static ToolSpec fromLangChain4j(ToolSpecification specification) {
        ToolSpec plain = ToolSpec.of(
                specification.name(), Objects.requireNonNullElse(specification.description(), specification.name()));
        return specification.parameters() == null
                ? plain
                : new ToolSpec(
                        plain.name(),
                        plain.description(),
                        JsonValue.of(
                                JsonValue.parse(specification.toJson()).node().path("parameters")));
    }
}
