package io.heddle.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import io.heddle.graph.NodeContext;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import io.heddle.prebuilt.Tool;
import io.heddle.prebuilt.ToolResult;
import io.heddle.prebuilt.ToolSpec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One annotated method of one object. Thread-safe if the object is. */
final class MethodTool implements Tool {
    private final Object holder;
    private final Method method;
    private final ToolSpec spec;

    MethodTool(Object holder, Method method) {
        this.holder = holder;
        this.method = method;
        this.spec = ToolSpecs.fromLangChain4j(shown(method));
        method.setAccessible(true);
    }

    @Override
    public ToolSpec spec() {
        return spec;
    }

    @Override
    public ToolResult call(JsonValue arguments, View state, NodeContext context) throws Exception {
        @Nullable Object[] values;
        try {
            values = MethodArguments.of(method, arguments.node(), state, context);
        } catch (MethodArguments.Unfit unfit) {
            return ToolResult.failed(String.valueOf(unfit.getMessage()));
        }
        try {
            return result(method.invoke(holder, values));
        } catch (InvocationTargetException thrown) {
            throw switch (thrown.getCause()) {
                case Exception exception -> exception;
                case Error error -> throw error;
                case null, default -> thrown; // tidy: Throwable is not a sealed family
            };
        }
    }

    private ToolResult result(@Nullable Object returned) {
        return switch (returned) {
            case null -> ToolResult.of(method.getReturnType() == void.class ? "done" : "null");
            case ToolResult result -> result;
            case String text -> ToolResult.of(text);
            default -> ToolResult.of(JsonValue.encode(returned).toString()); // tidy: Object is not a sealed family
        };
    }

    /** LangChain4j's description of the method, without what the model has no say in. */
    private static ToolSpecification shown(Method method) {
        ToolSpecification all = ToolSpecifications.toolSpecificationFrom(method);
        JsonObjectSchema parameters = all.parameters();
        if (parameters == null) {
            return all;
        }
        Map<String, JsonSchemaElement> properties = new LinkedHashMap<>(parameters.properties());
        List<String> required = new ArrayList<>(parameters.required());
        Arrays.stream(method.getParameters())
                .filter(MethodArguments::isOurs)
                .map(MethodArguments::name)
                .forEach(hidden -> {
                    properties.remove(hidden);
                    required.remove(hidden);
                });
        return all.toBuilder()
                .parameters(JsonObjectSchema.builder()
                        .description(parameters.description())
                        .addProperties(properties)
                        .required(required)
                        .definitions(parameters.definitions())
                        .build())
                .build();
    }
}
