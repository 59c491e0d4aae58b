package io.heddle.langchain4j;

import io.heddle.prebuilt.Tool;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Tools from Java methods that carry LangChain4j's {@code @Tool}; their parameters may carry {@code @P}.
 *
 * <p>A parameter of type {@link io.heddle.graph.NodeContext} or {@link io.heddle.graph.View} is given what it asks for and is
 * not shown to the model. A method returns text, a {@link io.heddle.prebuilt.ToolResult}, nothing, or anything else that
 * Jackson can write. Compile with {@code -parameters}, or name each parameter in its {@code @P}.
 */
public final class AnnotatedTools {
    private AnnotatedTools() {}

    /**
     * The tools of these objects, of each in the order of their methods' names.
     *
     * @throws IllegalArgumentException if an object has none
     */
    public static List<Tool> of(Object... holders) {
        List<Tool> tools = new ArrayList<>();
        for (Object holder : holders) {
            tools.addAll(ofOne(holder));
        }
        return tools;
    }

    private static List<Tool> ofOne(Object holder) {
        List<Tool> tools = new ArrayList<>();
        for (Class<?> type = holder.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(dev.langchain4j.agent.tool.Tool.class))
                    .sorted(Comparator.comparing(Method::getName))
                    .map(method -> new MethodTool(holder, method))
                    .forEach(tools::add);
        }
        if (tools.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no method with @Tool".formatted(holder.getClass().getName()));
        }
        return tools;
    }
}
