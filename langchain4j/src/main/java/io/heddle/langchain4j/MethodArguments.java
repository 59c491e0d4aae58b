package io.heddle.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.langchain4j.agent.tool.P;
import io.heddle.graph.NodeContext;
import io.heddle.graph.View;
import io.heddle.json.Json;
import io.heddle.json.JsonValue;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model wrote, as the arguments of a Java method. */
final class MethodArguments {
    private MethodArguments() {}

    /** An argument that a model wrote and a method cannot take; its message is for the model. */
    static final class Unfit extends Exception {
        Unfit(String name, JavaType expected, String found) {
            super("argument %s: expected %s, found %s".formatted(name, plain(expected), found));
        }

        private static String plain(JavaType type) {
            return type.isContainerType()
                    ? type.toCanonical()
                    : type.getRawClass().getSimpleName();
        }
    }

    static @Nullable Object[] of(Method method, JsonNode written, View state, NodeContext context) throws Unfit {
        Parameter[] parameters = method.getParameters();
        @Nullable Object[] values = new @Nullable Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].getType() == NodeContext.class) {
                values[i] = context;
            } else if (parameters[i].getType() == View.class) {
                values[i] = state;
            } else {
                values[i] = written(parameters[i], written.path(name(parameters[i])));
            }
        }
        return values;
    }

    /** Whether Heddle gives the value, and not the model. */
    static boolean isOurs(Parameter parameter) {
        return parameter.getType() == NodeContext.class || parameter.getType() == View.class;
    }

    /** By LangChain4j's rule. */
    static String name(Parameter parameter) {
        P told = parameter.getAnnotation(P.class);
        return told == null || told.name().isBlank() ? parameter.getName() : told.name();
    }

    private static @Nullable Object written(Parameter parameter, JsonNode given) throws Unfit {
        JavaType type = Json.mapper().constructType(parameter.getParameterizedType());
        P told = parameter.getAnnotation(P.class);
        JsonNode value = given.isMissingNode() || given.isNull() ? standIn(told) : given;
        if (value == null) {
            return absent(parameter, told, type);
        }
        try {
            return Json.mapper().treeToValue(value, type);
        } catch (JsonProcessingException unfit) {
            throw new Unfit(name(parameter), type, value.toString());
        }
    }

    private static @Nullable Object absent(Parameter parameter, @Nullable P told, JavaType type) throws Unfit {
        if (parameter.getType() == Optional.class) {
            return Optional.empty();
        }
        if (told != null && !told.required() && !parameter.getType().isPrimitive()) {
            return null;
        }
        throw new Unfit(name(parameter), type, "nothing");
    }

    /** The default that {@code @P} gives: JSON, or text that is none. */
    private static @Nullable JsonNode standIn(@Nullable P told) {
        if (told == null || told.defaultValue().equals(P.NO_DEFAULT)) {
            return null;
        }
        try {
            return JsonValue.parse(told.defaultValue()).node();
        } catch (UncheckedIOException text) {
            return TextNode.valueOf(told.defaultValue());
        }
    }
}
