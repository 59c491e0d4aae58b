package io.heddle.proof;

import java.util.Map;
import java.util.stream.Collectors;

/** Request bodies. What goes in is made of letters, digits and blanks, so nothing needs to be escaped. */
final class Bodies {
    private Bodies() {}

    /** A run of the echo graph that is told {@code text} in every place where a run can be told anything. */
    static String run(String text) {
        return run(text, "\"metadata\":{\"told\":%s}".formatted(quoted(text)));
    }

    /**
     * @param more further members
     */
    static String run(String text, String more) {
        return "{\"assistant_id\":\"echo\",\"input\":%s,\"config\":{\"configurable\":{\"told\":%s}},%s}"
                .formatted(input(text), quoted(text), more);
    }

    /** A hand edit of the state. */
    static String edit(String text) {
        return "{\"values\":%s}".formatted(input(text));
    }

    static String thread(String id, Map<String, String> metadata, String ifExists) {
        return "{\"thread_id\":\"%s\",\"metadata\":%s,\"if_exists\":\"%s\"}".formatted(id, json(metadata), ifExists);
    }

    static String checkpoint(String thread, String id) {
        return "{\"checkpoint\":{\"thread_id\":\"%s\",\"checkpoint_ns\":\"\",\"checkpoint_id\":\"%s\"}}"
                .formatted(thread, id);
    }

    static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + quoted(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String input(String text) {
        return "{\"messages\":[{\"type\":\"human\",\"content\":%1$s}],\"markers\":[%1$s],\"topic\":%1$s}"
                .formatted(quoted(text));
    }
}
