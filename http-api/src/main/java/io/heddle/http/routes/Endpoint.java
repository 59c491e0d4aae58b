package io.heddle.http.routes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * One path with one method.
 *
 * @param template path with parameters in braces, for example {@code /threads/{thread_id}/state}
 */
public record Endpoint(String method, String template, Handler handler) {
    /** Answers a request. Runs on a virtual thread: it may wait, and refuses by throwing. */
    @FunctionalInterface
    public interface Handler {
        HttpResponse answer(Call call) throws Exception;
    }

    public static Endpoint get(String template, Handler handler) {
        return new Endpoint("GET", template, handler);
    }

    public static Endpoint post(String template, Handler handler) {
        return new Endpoint("POST", template, handler);
    }

    public static Endpoint patch(String template, Handler handler) {
        return new Endpoint("PATCH", template, handler);
    }

    public static Endpoint delete(String template, Handler handler) {
        return new Endpoint("DELETE", template, handler);
    }

    /** The values of the template's parameters if the decoded segments fit it. */
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> parts = parts();
        if (parts.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            String segment = segments.get(i);
            if (isParameter(part) && !segment.isEmpty()) {
                parameters.put(part.substring(1, part.length() - 1), segment);
            } else if (!part.equals(segment)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    /** How many parts are parameters; of two templates that fit, the one with fewer is meant. */
    long parameters() {
        return parts().stream().filter(Endpoint::isParameter).count();
    }

    private List<String> parts() {
        return List.of(template.substring(1).split("/"));
    }

    private static boolean isParameter(String part) {
        return part.startsWith("{");
    }
}
