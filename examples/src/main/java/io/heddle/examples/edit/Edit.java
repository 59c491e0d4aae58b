package io.heddle.examples.edit;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.examples.model.Models;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import io.heddle.prebuilt.ApprovalGate;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.Decision;
import io.heddle.prebuilt.ToolSpec;
import java.util.List;

/** A model drafts, a person edits or sends the draft back with a remark, and what they agree on is published. */
public final class Edit {
    public static final ValueChannel<String> TOPIC = Channel.value("topic", String.class);
    public static final ValueChannel<String> DRAFT = Channel.value("draft", String.class);
    public static final LogChannel<String> REMARKS = Channel.log("remarks", String.class);
    public static final LogChannel<String> PUBLISHED = Channel.log("published", String.class);

    static final NodeKey<Void> WRITE = NodeKey.of("write");
    static final NodeKey<Void> PUBLISH = NodeKey.of("publish");
    static final ApprovalGate<String> GATE =
            ApprovalGate.of("approval", DRAFT).approved(PUBLISH).rejected(WRITE, REMARKS);

    private final ChatModel model;

    private Edit(ChatModel model) {
        this.model = model;
    }

    public static Graph graph() {
        return graph(Models.fromEnvironment(Edit::offline));
    }

    static Graph graph(ChatModel model) {
        Edit desk = new Edit(model);
        return Graph.define("edit", 1, g -> {
            g.channels(TOPIC, DRAFT, REMARKS, PUBLISHED);
            g.node(WRITE, desk::write);
            g.node(PUBLISH, Edit::publish);
            GATE.in(g);
            g.start(WRITE);
            g.after(WRITE).to(GATE.node());
            g.after(PUBLISH).end();
        });
    }

    private Update write(View state, NodeContext context) throws Exception {
        String order =
                "Write a headline about %s. Mind these remarks: %s".formatted(state.get(TOPIC), state.get(REMARKS));
        return Update.of(DRAFT.set(model.ask(order, context)));
    }

    static Update publish(View state, NodeContext context) {
        return Update.of(PUBLISHED.add(state.get(DRAFT)));
    }

    /** Stands in for a model: minds a remark when there is one. */
    static Message offline(List<Message> conversation, List<ToolSpec> tools) {
        boolean remarked = !conversation.getLast().text().endsWith("[]");
        return Message.ai(remarked ? "Loom learns to talk" : "You will not believe what this loom did");
    }

    public static void main(String[] arguments) {
        Graph desk = graph();
        try (Heddle heddle = Heddle.local(desk)) {
            ThreadRef issue = heddle.thread(desk, "issue-7");
            Outcome first = issue.run(TOPIC.set("a loom that talks"));
            System.out.println("proposed:  " + first.state().get(DRAFT));

            Outcome second = issue.answer(GATE.question(), Decision.reject("no clickbait"));
            System.out.println("proposed:  " + second.state().get(DRAFT));

            Outcome done = issue.answer(GATE.question(), Decision.edit("Loom learns to talk to its weaver"));
            System.out.println("published: " + done.state().get(PUBLISHED));
        }
    }
}
