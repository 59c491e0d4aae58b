package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonValue;

/** Metadata of threads and runs. It is searched by the database, whose JSON cannot hold the character U+0000. */
final class Metadata {
    private Metadata() {}

    static JsonValue read(Fields body, String name) {
        JsonValue found = body.objectOrEmpty(name);
        if (holdsNul(body.any(name))) {
            throw body.refuse(name, body.any(name), "text without the character U+0000");
        }
        return found;
    }

    private static boolean holdsNul(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().indexOf('\0') >= 0;
        }
        for (var member : node.properties()) {
            if (member.getKey().indexOf('\0') >= 0) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (holdsNul(child)) {
                return true;
            }
        }
        return false;
    }
}
