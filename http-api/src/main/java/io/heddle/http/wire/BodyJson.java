package io.heddle.http.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.Json;
import java.io.UncheckedIOException;

/**
 * Reads the bytes of a request's body. Refused here, because later they could only break something: text that is no JSON,
 * nesting deeper than half of what the engine reads back (it stores input inside its own records), and halves of surrogate
 * pairs, which UTF-8 cannot write. An empty body is an empty object.
 */
public final class BodyJson {
    static final int MAX_DEPTH = Json.MAX_DEPTH / 2;

    private BodyJson() {}

    public static JsonNode read(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode tree;
        try {
            tree = Json.tree(body);
        } catch (UncheckedIOException | NumberFormatException | ArithmeticException malformed) {
            throw refuse(reason(malformed), "a JSON object");
        }
        check(tree, MAX_DEPTH);
        return tree;
    }

    private static void check(JsonNode node, int depth) {
        if (depth == 0) {
            throw refuse("nesting deeper than " + MAX_DEPTH, "flatter JSON");
        }
        switch (node.getNodeType()) {
            case STRING -> checkText(node.textValue());
            case OBJECT ->
                node.properties().forEach(member -> {
                    checkText(member.getKey());
                    check(member.getValue(), depth - 1);
                });
            case ARRAY -> node.forEach(element -> check(element, depth - 1));
            case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO -> {}
        }
    }

    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw refuse("half of a surrogate pair in a string", "Unicode text");
            }
        }
    }

    private static String reason(RuntimeException malformed) {
        if (malformed.getCause() instanceof JsonProcessingException where && where.getLocation() != null) {
            return "malformed JSON at line %d, column %d"
                    .formatted(
                            where.getLocation().getLineNr(), where.getLocation().getColumnNr());
        }
        return "malformed JSON";
    }

    private static ProblemException refuse(String found, String expected) {
        return new ProblemException(new Problem.InvalidRequest("body", found, expected));
    }
}
