package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonPath;
import io.heddle.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code extract} of a search: values out of the threads found, each under a name of the asker's: section 5.1 of the protocol.
 *
 * @param paths by alias
 */
public record Extracts(Map<String, JsonPath> paths) {
    private static final int MOST = 10;
    private static final Set<String> ROOTS = Set.of("values", "metadata", "config", "interrupts");
    private static final String EXPECTED =
            "a path such as values.messages[-1].content that begins with values, metadata, config or interrupts";

    public static Extracts read(Fields body) {
        Map<String, JsonPath> paths = new LinkedHashMap<>();
        Fields aliases = body.inner("extract");
        if (aliases == null) {
            return new Extracts(paths);
        }
        if (aliases.names().size() > MOST) {
            throw body.refuse("extract", body.any("extract"), "at most " + MOST + " aliases");
        }
        for (String alias : aliases.names()) {
            JsonNode text = aliases.any(alias);
            Optional<JsonPath> path = text.isTextual() ? JsonPath.of(text.textValue()) : Optional.empty();
            paths.put(
                    alias,
                    path.filter(way -> ROOTS.contains(way.root()))
                            .orElseThrow(() -> aliases.refuse(alias, text, EXPECTED)));
        }
        return new Extracts(paths);
    }

    /** Whether anything of the threads' state is asked for. */
    public boolean of(String root) {
        return paths.values().stream().anyMatch(path -> path.root().equals(root));
    }

    /** What the paths lead to in a whole thread; null where there is nothing. Null if nobody asked. */
    @Nullable
    JsonValue from(Members thread) {
        if (paths.isEmpty()) {
            return null;
        }
        Members found = new Members();
        paths.forEach((alias, path) -> {
            JsonValue root = thread.get(path.root());
            found.with(alias, root == null ? null : path.within(root));
        });
        return found.json();
    }
}
