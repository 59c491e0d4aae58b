package io.heddle.examples.claims;

import io.heddle.api.Message;
import io.heddle.examples.model.Models;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.ToolSpec;
import java.util.List;
import java.util.Locale;

/** An insurance claim, driven one step at a time: classified, asked about, approved by rule or by a person, closed. */
public final class Claims {
    public enum Kind {
        CAR,
        HOME
    }

    public enum Verdict {
        APPROVED,
        REJECTED
    }

    public record Claim(Kind kind, String story, int euros) {}

    public static final ValueChannel<String> STORY = Channel.value("story", String.class);
    public static final ValueChannel<Kind> KIND = Channel.value("kind", Kind.class);
    public static final ValueChannel<Integer> COST = Channel.value("cost", Integer.class);
    public static final ValueChannel<Verdict> VERDICT = Channel.value("verdict", Verdict.class);
    public static final ValueChannel<String> LETTER = Channel.value("letter", String.class);

    public static final Question<String, Integer> ESTIMATE = Question.of("estimate", String.class, Integer.class);
    public static final Question<Claim, Verdict> APPROVAL = Question.of("approval", Claim.class, Verdict.class);

    static final NodeKey<Void> CLASSIFY = NodeKey.of("classify");
    static final NodeKey<Void> CAR_DETAILS = NodeKey.of("car_details");
    static final NodeKey<Void> HOME_DETAILS = NodeKey.of("home_details");
    static final NodeKey<Void> DECIDE = NodeKey.of("decide");
    static final NodeKey<Void> CLOSE = NodeKey.of("close");

    private final ChatModel model;

    private Claims(ChatModel model) {
        this.model = model;
    }

    public static Graph graph() {
        return graph(Models.fromEnvironment(Claims::offline));
    }

    static Graph graph(ChatModel model) {
        Claims office = new Claims(model);
        return Graph.define("claims", 1, g -> {
            g.channels(STORY, KIND, COST, VERDICT, LETTER);
            g.questions(ESTIMATE, APPROVAL);
            g.node(CLASSIFY, office::classify);
            g.node(CAR_DETAILS, asks("What does the garage want for the repair?"));
            g.node(HOME_DETAILS, asks("What do the craftsmen want?"));
            g.node(DECIDE, Claims::decide);
            g.node(CLOSE, Claims::close);
            g.start(CLASSIFY);
            g.after(CLASSIFY).route(Claims::byKind, CAR_DETAILS, HOME_DETAILS);
            g.after(CAR_DETAILS).to(DECIDE);
            g.after(HOME_DETAILS).to(DECIDE);
            g.after(DECIDE).to(CLOSE);
            g.after(CLOSE).end();
        });
    }

    private Update classify(View state, NodeContext context) throws Exception {
        String question = "Is this a claim about a CAR or a HOME? Answer with that word alone.\n" + state.get(STORY);
        String answer = model.ask(question, context).strip().toUpperCase(Locale.ROOT);
        return Update.of(KIND.set(Kind.valueOf(answer)));
    }

    static NodeKey<Void> byKind(View state) {
        return switch (state.get(KIND)) {
            case CAR -> CAR_DETAILS;
            case HOME -> HOME_DETAILS;
        };
    }

    static NodeFunction asks(String question) {
        return (state, context) -> Update.of(COST.set(context.ask(ESTIMATE, question)));
    }

    /** Small claims are approved by rule, others by a person. */
    static Update decide(View state, NodeContext context) {
        Claim claim = new Claim(state.get(KIND), state.get(STORY), state.get(COST));
        return Update.of(VERDICT.set(claim.euros() < 1_000 ? Verdict.APPROVED : context.ask(APPROVAL, claim)));
    }

    static Update close(View state, NodeContext context) {
        return Update.of(LETTER.set(
                switch (state.get(VERDICT)) {
                    case APPROVED -> "We pay %d EUR.".formatted(state.get(COST));
                    case REJECTED -> "We are sorry.";
                }));
    }

    /** Stands in for a model. */
    static Message offline(List<Message> conversation, List<ToolSpec> tools) {
        return Message.ai(conversation.getLast().text().contains("bumper") ? "CAR" : "HOME");
    }
}
