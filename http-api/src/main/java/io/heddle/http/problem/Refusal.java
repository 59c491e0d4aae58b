package io.heddle.http.problem;

import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/**
 * A refusal that belongs to HTTP and not to Heddle: no such path, wrong method, wrong media type. What Heddle itself refuses
 * is an {@link io.heddle.api.Problem}.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, String> headers;

    private Refusal(int status, String code, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = headers;
    }

    public static Refusal noSuchPath() {
        return new Refusal(404, "no-such-path", "Not Found: see /docs for the paths of this server.", Map.of());
    }

    /** Where an assistant itself is asked for; a run that names none is an {@code AssistantNotFound}, with more to say. */
    public static Refusal noSuchAssistant() {
        return new Refusal(404, "assistant-not-found", "Assistant not found", Map.of());
    }

    /** In the words of the protocol. */
    public static Refusal namespaceLabels(String received) {
        return new Refusal(
                422,
                "invalid-request",
                "Namespace labels cannot be empty or contain periods. Received: " + received,
                Map.of());
    }

    public static Refusal noNamespace() {
        return new Refusal(
                400, "invalid-request", "namespace: found no labels, expected at least one label.", Map.of());
    }

    public static Refusal wrongMethod(String method, Collection<String> allowed) {
        String list = String.join(", ", new TreeSet<>(allowed));
        return new Refusal(
                405,
                "wrong-method",
                "Method %s is not allowed here; allowed: %s.".formatted(method, list),
                Map.of("Allow", list));
    }

    public static Refusal mediaType(String found) {
        return new Refusal(
                415,
                "media-type",
                "content-type: found %s, expected application/json, or text/plain that holds JSON.".formatted(found),
                Map.of());
    }

    /** Mostly nobody is left to read this: the connection broke, or the chunks are no chunks. */
    public static Refusal brokenBody(String why) {
        return new Refusal(400, "malformed-http", "The request body cannot be read: " + why, Map.of());
    }

    public static Refusal malformedCommand() {
        return new Refusal(
                400,
                "malformed-command",
                "expected an object of id, a whole number that is not negative, method and params.",
                Map.of());
    }

    /** The path is for those who want to change to WebSocket. */
    public static Refusal upgradeRequired() {
        return new Refusal(
                426,
                "upgrade-required",
                "expected a WebSocket handshake; POST to the same path for an event stream.",
                Map.of("Upgrade", "websocket"));
    }

    public static Refusal slowBody(long seconds) {
        return new Refusal(
                408, "slow-body", "The request body did not arrive within %d s.".formatted(seconds), Map.of());
    }

    public static Refusal draining() {
        return new Refusal(
                503,
                "draining",
                "This server is shutting down; nothing was changed.",
                Map.of("Retry-After", "1", "Connection", "close"));
    }

    public static Refusal unhealthy(String why) {
        return new Refusal(500, "unhealthy", why, Map.of());
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
