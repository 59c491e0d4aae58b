package io.heddle.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One place where two outcomes differ. */
record Difference(String path, JsonNode ours, JsonNode theirs) {
    /** All places, from the top; lists of different length differ as a whole. */
    static List<Difference> between(JsonNode ours, JsonNode theirs) {
        List<Difference> found = new ArrayList<>();
        compare("", ours, theirs, found);
        return found;
    }

    /** Whether it is at a place or below it. */
    boolean isAt(String place) {
        return path.startsWith(place);
    }

    private static void compare(String path, JsonNode ours, JsonNode theirs, List<Difference> found) {
        if (ours != null && theirs != null && ours.isObject() && theirs.isObject()) {
            Set<String> names = new TreeSet<>();
            ours.fieldNames().forEachRemaining(names::add);
            theirs.fieldNames().forEachRemaining(names::add);
            names.forEach(name ->
                    compare(path.isEmpty() ? name : path + "." + name, ours.get(name), theirs.get(name), found));
        } else if (ours != null
                && theirs != null
                && ours.isArray()
                && theirs.isArray()
                && ours.size() == theirs.size()) {
            for (int i = 0; i < ours.size(); i++) {
                compare(path + "[" + i + "]", ours.get(i), theirs.get(i), found);
            }
        } else if (ours == null || !ours.equals(theirs)) {
            found.add(new Difference(path, ours, theirs));
        }
    }

    @Override
    public String toString() {
        return "%s%n    ours   %s%n    theirs %s".formatted(path, ours, theirs);
    }
}
