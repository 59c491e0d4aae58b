package io.heddle.testkit;

import io.heddle.api.Message;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;
import io.heddle.json.JsonValue;
import io.heddle.task.EventSink;
import io.heddle.task.Recorder;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a node that runs alone lets others hear of: calls to record, tokens, values for viewers. Thread-safe. */
final class Overheard implements EventSink, Recorder {
    private final Map<String, JsonValue> calls = new LinkedHashMap<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final List<JsonValue> emitted = new CopyOnWriteArrayList<>();

    synchronized Map<String, JsonValue> calls() {
        return new LinkedHashMap<>(calls);
    }

    List<String> tokens() {
        return List.copyOf(tokens);
    }

    List<JsonValue> emitted() {
        return List.copyOf(emitted);
    }

    @Override
    public boolean wants(StreamMode mode) {
        return mode == StreamMode.MESSAGES_TUPLE || mode == StreamMode.CUSTOM;
    }

    @Override
    public void emit(StreamEvent event) {
        if (event instanceof StreamEvent.MessageChunk chunk) {
            tokens.add(Message.stored(chunk.message()).text());
        } else if (event instanceof StreamEvent.Custom custom) {
            emitted.add(custom.data());
        }
    }

    @Override
    public synchronized CompletionStage<ThreadReply> ask(ThreadCommand command) {
        if (!(command instanceof ThreadCommand.RecordCall call)) {
            throw new IllegalStateException("a node that runs alone has nobody to tell of " + command);
        }
        calls.put(call.call(), call.result());
        return CompletableFuture.completedFuture(new ThreadReply.Recorded(call.result()));
    }
}
