package io.heddle.testkit;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static io.heddle.testkit.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Outcome;
import io.heddle.api.Message;
import io.heddle.graph.Retry;
import io.heddle.prebuilt.Tool;
import io.heddle.prebuilt.ToolAgent;
import io.heddle.prebuilt.ToolResult;
import io.heddle.prebuilt.ToolSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@HeddleTest
class ScriptedModelTest {
    private static final Tool DOUBLE = Tool.of(
            ToolSpec.of("double", "Doubles"),
            (arguments, state, context) ->
                    ToolResult.of("" + 2 * arguments.node().path("n").asInt()));

    private final ScriptedModel model = new ScriptedModel();
    private final GraphTester tester;

    ScriptedModelTest(GraphTester tester) {
        this.tester = tester;
    }

    @Test
    void it_calls_tools_and_then_says_something() {
        model.callsAll(call("double", Map.of("n", 4)), call("double", Map.of("n", 5)))
                .says("8 ", "and 10");

        assertThat(texts(ask("Double 4 and 5"))).containsExactly("Double 4 and 5", "", "8", "10", "8 and 10");
        assertThat(model.asked().getFirst().last()).isEqualTo("Double 4 and 5");
        assertThat(model.asked()).extracting(ScriptedModel.Asked::tools).containsOnly(List.of("double"));
        assertThat(model.left()).isZero();
    }

    @Test
    void it_fails_and_then_is_back() {
        model.fails(new IOException("overloaded"), "Good").says("Good day");

        Outcome outcome = ask("Hi");

        assertThat(texts(outcome)).containsExactly("Hi", "Good day");
        assertThat(tester.time().elapsed()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void asked_more_than_is_scripted_it_says_what_it_was_asked() {
        model.calls("double", Map.of("n", 4));

        assertThat(ask("Double 4"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().message())
                                .startsWith("the script has 1 line, and node model asks once more:")
                                .contains("human: Double 4", "tool: 8")
                                .endsWith("add says(…), calls(…) or fails(…)"));
    }

    @Test
    void it_follows_a_rule_as_often_as_it_is_asked() {
        ScriptedModel echo = ScriptedModel.following(
                (conversation, tools) -> Message.ai(conversation.getLast().text() + "!"));
        var graph = ToolAgent.graph(echo);

        tester.thread(graph).run(MESSAGES.add(Message.human("Hi")));
        Outcome outcome = tester.thread(graph).run(MESSAGES.add(Message.human("Ho")));

        assertThat(texts(outcome)).containsExactly("Hi", "Hi!", "Ho", "Ho!");
        assertThat(echo.asked()).hasSize(2);
    }

    private Outcome ask(String question) {
        var agent = ToolAgent.define(
                "agent",
                1,
                model,
                a -> a.tools(DOUBLE)
                        .modelPolicy(node -> node.retry(Retry.upTo(2)
                                .backoff(Duration.ofMinutes(1), 1, Duration.ofMinutes(1))
                                .jitter(0))));
        return tester.thread(agent).run(MESSAGES.add(Message.human(question)));
    }

    private static List<String> texts(Outcome outcome) {
        return outcome.state().get(MESSAGES).stream().map(Message::text).toList();
    }
}
