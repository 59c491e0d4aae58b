package io.heddle.http.v2;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.Problem;
import io.heddle.api.ThreadId;
import io.heddle.http.wire.Members;
import io.heddle.json.JsonValue;
import java.util.Map;

/** Answers to commands. */
final class CommandReply {
    /** The protocol's words for refusals; every other one is an invalid argument. */
    private static final Map<String, String> CODES = Map.of(
            "run-not-found", "no_such_run",
            "thread-not-found", "no_such_run",
            "checkpoint-not-found", "no_such_checkpoint",
            "unsupported", "not_supported",
            "outcome-unknown", "unknown_error",
            "unavailable", "unknown_error");

    private CommandReply() {}

    static JsonValue success(JsonNode id, ThreadId thread, JsonValue result) {
        return new Members()
                .with("type", "success")
                .with("id", JsonValue.of(id))
                .with("result", result)
                .with("meta", meta(thread))
                .json();
    }

    static JsonValue error(JsonNode id, ThreadId thread, Problem problem) {
        return error(id, thread, CODES.getOrDefault(problem.code(), "invalid_argument"), problem.message());
    }

    static JsonValue error(JsonNode id, ThreadId thread, String code, String message) {
        return new Members()
                .with("type", "error")
                .with("id", JsonValue.of(id))
                .with("error", code)
                .with("message", message)
                .with("meta", meta(thread))
                .json();
    }

    private static JsonValue meta(ThreadId thread) {
        return new Members().with("thread_id", thread.value()).json();
    }
}
