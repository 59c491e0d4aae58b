package io.heddle.examples.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.heddle.graph.NodeContext;
import io.heddle.graph.View;
import java.util.ArrayList;
import java.util.List;

/** Keeps notes for the thread it runs in, and for no other: the notes are a channel of that thread's state. */
final class ThreadNotes implements Tool {
    @Override
    public ToolSpecification specification() {
        return ToolSpecification.builder()
                .name("thread_notes")
                .description("Lists the notes kept in this conversation, after adding one if asked to")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("add", "a note to add; leave it out to only list them")
                        .build())
                .build();
    }

    @Override
    public Result call(JsonNode arguments, View state, NodeContext context) {
        String thread = context.thread().thread().value();
        List<String> notes = new ArrayList<>(state.get(Agent.NOTES));
        if (!arguments.hasNonNull("add")) {
            return Result.of("notes of thread %s: %s".formatted(thread, notes));
        }
        String added = arguments.get("add").asText();
        notes.add(added);
        return Result.of("notes of thread %s: %s".formatted(thread, notes), Agent.NOTES.add(added));
    }
}
