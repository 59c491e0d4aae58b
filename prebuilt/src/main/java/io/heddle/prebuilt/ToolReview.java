package io.heddle.prebuilt;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.heddle.api.Message;
import io.heddle.graph.Question;
import io.heddle.json.JsonValue;
import java.util.List;

/**
 * The question whether tools may be called. Its JSON is that of LangChain's human-in-the-loop interrupts, which chat front
 * ends know how to show and how to answer.
 */
public final class ToolReview {
    /** One decision is wanted for each action, in their order. */
    public static final Question<Request, Answer> QUESTION = Question.of("review", Request.class, Answer.class);

    private static final List<String> DECISIONS = List.of("approve", "edit", "reject");

    private ToolReview() {}

    /** What a model wants done: a tool and its arguments. */
    public record Action(String name, JsonValue args) {
        static Action of(Message.ToolCall call) {
            return new Action(call.name(), call.args());
        }
    }

    /** What may be decided about an action. */
    public record Config(
            @JsonProperty("action_name") String action,
            @JsonProperty("allowed_decisions") List<String> allowed) {}

    /** What is asked: may these be done? */
    public record Request(
            @JsonProperty("action_requests") List<Action> actions,
            @JsonProperty("review_configs") List<Config> configs) {
        static Request of(List<Message.ToolCall> calls) {
            return new Request(
                    calls.stream().map(Action::of).toList(),
                    calls.stream()
                            .map(call -> new Config(call.name(), DECISIONS))
                            .toList());
        }
    }

    /** What is answered: a decision for each action. */
    public record Answer(List<Decision<Action>> decisions) {
        public Answer {
            decisions = List.copyOf(decisions);
        }
    }
}
