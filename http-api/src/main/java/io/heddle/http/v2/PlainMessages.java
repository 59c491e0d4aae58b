package io.heddle.http.v2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.json.JsonValue;
import java.util.List;

/** States and updates with their messages in the protocol's form: without members that hold nothing. Stateless. */
final class PlainMessages {
    private static final List<String> SPARE = List.of("additional_kwargs", "response_metadata");

    private PlainMessages() {}

    /** Put together when somebody reads it. */
    static JsonValue of(JsonValue channels) {
        return JsonValue.deferred(() -> plain(channels.node().deepCopy()).utf8());
    }

    private static JsonValue plain(JsonNode channels) {
        for (JsonNode value : channels) {
            for (JsonNode element : value) {
                if (value.isArray() && element instanceof ObjectNode message && isMessage(message)) {
                    SPARE.stream()
                            .filter(name -> message.path(name).isObject()
                                    && message.path(name).isEmpty())
                            .forEach(message::remove);
                }
            }
        }
        return JsonValue.of(channels);
    }

    private static boolean isMessage(ObjectNode element) {
        return element.path("type").isTextual() && element.has("content");
    }
}
