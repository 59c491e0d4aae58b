package io.heddle.proof;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request, built up piece by piece.
 *
 * @param endpoint method and path with the names of its parameters, as in {@code GET /threads/{thread_id}}
 * @param path with the parameters filled in
 * @param headers names and values by turns
 */
record Request(String endpoint, String path, @Nullable String body, List<String> headers) {
    /** Fills the braces of {@code endpoint} with {@code parameters}, in order. */
    static Request to(String endpoint, String... parameters) {
        String path = endpoint.substring(endpoint.indexOf(' ') + 1);
        for (String parameter : parameters) {
            path = path.replaceFirst("\\{\\w+}", parameter);
        }
        return new Request(endpoint, path, null, List.of());
    }

    Request query(String query) {
        return new Request(endpoint, path + "?" + query, body, headers);
    }

    Request body(String json) {
        return new Request(endpoint, path, json, headers);
    }

    Request header(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Request(endpoint, path, body, List.copyOf(more));
    }

    String method() {
        return endpoint.substring(0, endpoint.indexOf(' '));
    }

    @Override
    public String toString() {
        return method() + " " + path + " " + headers + (body == null ? "" : " " + body);
    }
}
