package io.heddle.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonValue;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Answers to open questions. */
public sealed interface Resume {
    /** To the one that is open. */
    record Plain(JsonValue answer) implements Resume {}

    /** By the questions' ids. */
    record ById(Map<String, JsonValue> answers) implements Resume {
        public ById {
            answers = sorted(answers);
        }
    }

    /** By the questions' names. */
    record ByName(Map<String, JsonValue> answers) implements Resume {
        public ByName {
            answers = sorted(answers);
        }
    }

    /** In an order that no machine has an own idea of: the same request must mean, and be known as, the same everywhere. */
    private static Map<String, JsonValue> sorted(Map<String, JsonValue> answers) {
        return Collections.unmodifiableMap(new TreeMap<>(answers));
    }

    /** The form of a question's id. */
    Pattern ID = Pattern.compile("[0-9a-f]{32}");

    /** Reads what a client sent: an object whose members are all named like ids is a map, anything else one answer. */
    static Resume of(JsonValue sent) {
        JsonNode tree = sent.node();
        boolean ids = tree.isObject()
                && !tree.isEmpty()
                && tree.propertyStream()
                        .allMatch(member -> ID.matcher(member.getKey()).matches());
        if (!ids) {
            return new Plain(sent);
        }
        Map<String, JsonValue> answers = new HashMap<>();
        tree.properties().forEach(member -> answers.put(member.getKey(), JsonValue.of(member.getValue())));
        return new ById(answers);
    }
}
