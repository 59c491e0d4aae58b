package io.heddle.http.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * One path with one method.
 *
 * @param parts what stands between the slashes of the path; parameters in braces, for example {@code {thread_id}}
 */
public record Endpoint(String method, List<String> parts, Handler handler) {
    /** Answers a request. Runs on a virtual thread: it may wait, and refuses by throwing. */
    @FunctionalInterface
    public interface Handler {
        HttpResponse answer(Call call) throws Exception;
    }

    public static Endpoint get(String template, Handler handler) {
        return of("GET", template, handler);
    }

    public static Endpoint post(String template, Handler handler) {
        return of("POST", template, handler);
    }

    public static Endpoint put(String template, Handler handler) {
        return of("PUT", template, handler);
    }

    public static Endpoint patch(String template, Handler handler) {
        return of("PATCH", template, handler);
    }

    public static Endpoint delete(String template, Handler handler) {
        return of("DELETE", template, handler);
    }

    /** The path as documents write it, for example {@code /threads/{thread_id}/state}. */
    public String template() {
        return "/" + String.join("/", parts);
    }

    /** Whether the decoded segments of a path fit; of two endpoints that they fit, the one with fewer parameters is meant. */
    boolean fits(List<String> segments) {
        if (parts.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean fits = isParameter(parts.get(i))
                    ? !segment.isEmpty()
                    : parts.get(i).equals(segment);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** The values of the parameters in segments that fit. */
    Map<String, String> parameters(List<String> segments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String part = parts.get(i);
            if (isParameter(part)) {
                values.put(part.substring(1, part.length() - 1), segments.get(i));
            }
        }
        return values;
    }

    long parameters() {
        return parts.stream().filter(Endpoint::isParameter).count();
    }

    private static Endpoint of(String method, String template, Handler handler) {
        return new Endpoint(method, List.of(template.substring(1).split("/")), handler);
    }

    private static boolean isParameter(String part) {
        return part.startsWith("{");
    }
}
