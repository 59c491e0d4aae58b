package io.heddle.json;

import com.fasterxml.jackson.databind.JsonNode;

/** PostgreSQL's {@code jsonb @> jsonb}: every member named must be there, nested ones too; arrays contain in any order. */
public final class Containment {
    private Containment() {}

    public static boolean contains(JsonNode whole, JsonNode part) {
        if (part.isObject()) {
            return whole.isObject()
                    && part.properties().stream()
                            .allMatch(member -> whole.has(member.getKey())
                                    && contains(whole.get(member.getKey()), member.getValue()));
        }
        if (part.isArray()) {
            if (!whole.isArray()) {
                return false;
            }
            for (JsonNode wanted : part) {
                boolean found = false;
                for (JsonNode element : whole) {
                    found = found || contains(element, wanted);
                }
                if (!found) {
                    return false;
                }
            }
            return true;
        }
        if (part.isNumber() && whole.isNumber()) {
            return part.decimalValue().compareTo(whole.decimalValue()) == 0;
        }
        return whole.equals(part);
    }
}
