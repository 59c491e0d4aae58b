package io.heddle.api;

import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Type and id of a stored message, found without parsing the rest of it.
 *
 * @param type empty if it has none
 * @param id empty if it has none
 */
public record MessageHead(String type, String id) {
    public static MessageHead of(JsonValue message) {
        JsonSlice slice = JsonSlice.of(message);
        Map<String, JsonSlice> members = slice.isObject() ? slice.members() : Map.of();
        return new MessageHead(text(members.get("type")), text(members.get("id")));
    }

    /** Whether it is the wish to remove a message. */
    public boolean isRemoval() {
        return type.equals("remove");
    }

    /** Whether it is the wish to remove all that came before. */
    public boolean removesAll() {
        return isRemoval() && id.equals(Message.REMOVE_ALL);
    }

    private static String text(@Nullable JsonSlice member) {
        return member != null && member.isText() ? member.text() : "";
    }
}
