package io.heddle.examples.agent;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.heddle.graph.NodeContext;
import io.heddle.graph.View;
import io.heddle.prebuilt.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps notes for the thread it runs in, and for no other: the notes are a channel of that thread's state. */
final class Notebook {
    @Tool(name = "thread_notes", value = "Lists the notes kept in this conversation, after adding one if asked to")
    ToolResult notes(
            @P("a note to add; leave it out to only list them") Optional<String> add, View state, NodeContext context) {
        List<String> notes = new ArrayList<>(state.get(Agent.NOTES));
        add.ifPresent(notes::add);
        String text = "notes of thread %s: %s".formatted(context.thread().thread(), notes);
        return add.map(note -> ToolResult.of(text, Agent.NOTES.add(note))).orElseGet(() -> ToolResult.of(text));
    }
}
