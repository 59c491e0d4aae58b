package io.heddle.task;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;

/** Deltas of streamed messages; clients join those of one id. */
final class MessageChunks {
    private MessageChunks() {}

    static JsonValue delta(String id, String text) {
        return new JsonAssembly()
                .openObject()
                .member("content", text)
                .member("additional_kwargs", JsonValue.EMPTY_OBJECT)
                .member("response_metadata", JsonValue.EMPTY_OBJECT)
                .member("type", "AIMessageChunk")
                .member("id", id)
                .member("tool_calls", JsonValue.EMPTY_ARRAY)
                .member("invalid_tool_calls", JsonValue.EMPTY_ARRAY)
                .member("tool_call_chunks", JsonValue.EMPTY_ARRAY)
                .closeObject()
                .done();
    }
}
