package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request's query. LangGraph's clients write strings and numbers as they are and everything else as
 * JSON, lists either so or by repeating the name.
 */
public record QueryParams(Map<String, List<String>> values) {
    private static final Set<String> TRUE = Set.of("1", "true", "yes");

    /** {@code 1}, {@code true} and {@code yes} are true; everything else is false, and so is absence. */
    public boolean flag(String name) {
        String found = text(name);
        return found != null && TRUE.contains(found);
    }

    /** {@code true} is all the way down, a number that many levels; {@code false} and absence are none. */
    public int depth(String name) {
        String found = text(name);
        if (found == null || found.isEmpty() || found.equalsIgnoreCase("false")) {
            return 0;
        }
        if (found.equalsIgnoreCase("true")) {
            return Integer.MAX_VALUE;
        }
        try {
            int depth = Integer.parseInt(found);
            if (depth >= 0) {
                return depth;
            }
        } catch (NumberFormatException notANumber) {
            throw refuseDepth(name, found);
        }
        throw refuseDepth(name, found);
    }

    /** The first value of that name. */
    public @Nullable String text(String name) {
        List<String> found = values.get(name);
        return found == null || found.isEmpty() ? null : found.getFirst();
    }

    public int number(String name, int otherwise, int least, int most) {
        String found = text(name);
        if (found == null || found.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(found);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw refuse(name, found, least, most);
        }
        throw refuse(name, found, least, most);
    }

    /** Every value of that name; a value that is a JSON list counts as its elements. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (String found : values.getOrDefault(name, List.of())) {
            if (!found.startsWith("[")) {
                texts.add(found);
                continue;
            }
            for (JsonNode element : list(name, found)) {
                if (!element.isTextual()) {
                    throw new ProblemException(new Problem.InvalidRequest(name, found, "a list of strings"));
                }
                texts.add(element.textValue());
            }
        }
        return List.copyOf(texts);
    }

    public <T> @Nullable T word(String name, Map<String, T> words) {
        String found = text(name);
        return found == null || found.isEmpty() ? null : Fields.choose(name, found, words);
    }

    private static JsonNode list(String name, String found) {
        try {
            return Json.tree(found.getBytes(StandardCharsets.UTF_8));
        } catch (UncheckedIOException | NumberFormatException malformed) {
            throw new ProblemException(new Problem.InvalidRequest(name, found, "a JSON list of strings"));
        }
    }

    private static ProblemException refuseDepth(String name, String found) {
        return new ProblemException(new Problem.InvalidRequest(
                name, "\"" + found + "\"", "true, false, or how many levels of subgraphs to open"));
    }

    private static ProblemException refuse(String name, String found, int least, int most) {
        return new ProblemException(new Problem.InvalidRequest(
                name, "\"" + found + "\"", "a whole number from %d to %d".formatted(least, most)));
    }
}
