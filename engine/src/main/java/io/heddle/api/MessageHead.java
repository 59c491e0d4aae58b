package io.heddle.api;

import io.heddle.json.JsonMembers;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;

/**
 * Type and id of a stored message, found without parsing the rest of it.
 *
 * @param type empty if it has none
 * @param id empty if it has none
 */
public record MessageHead(String type, String id) {
    private static final MessageHead NONE = new MessageHead("", "");

    public static MessageHead of(JsonValue message) {
        JsonSlice slice = JsonSlice.of(message);
        if (!slice.isObject()) {
            return NONE;
        }
        JsonMembers members = slice.fields();
        return new MessageHead(members.text("type"), members.text("id"));
    }

    /** Whether it is the wish to remove a message. */
    public boolean isRemoval() {
        return type.equals("remove");
    }

    /** Whether it is the wish to remove all that came before. */
    public boolean removesAll() {
        return isRemoval() && id.equals(Message.REMOVE_ALL);
    }
}
