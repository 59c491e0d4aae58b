package io.heddle.prebuilt;

import static io.heddle.prebuilt.Script.wants;
import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.heddle.Heddle;
import io.heddle.api.Message;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ToolReviewTest {
    private final List<String> paid = new CopyOnWriteArrayList<>();
    private final Tool pay = Tool.of(ToolSpec.of("pay", "Pays"), (arguments, state, context) -> {
        paid.add(arguments.node().path("to").asText());
        return ToolResult.of("paid");
    });
    private final Tool look =
            Tool.of(ToolSpec.of("look", "Looks"), (arguments, state, context) -> ToolResult.of("seen"));
    private final Graph agent = ToolAgent.define(
            "teller",
            1,
            new Script(wants("pay {\"to\":\"Ada\"}", "look", "pay {\"to\":\"Bob\"}"), Message.ai("Done")),
            teller -> teller.tools(pay, look).review("pay"));

    @Test
    void nothing_is_called_before_a_person_has_seen_it() {
        try (Heddle heddle = Heddle.local(agent)) {
            heddle.thread(agent, "t").invoke(MESSAGES.add(Message.human("Pay")));

            assertThat(paid).isEmpty();
        }
    }

    @Test
    void approved_calls_are_made() {
        View state = decided("{\"decisions\":[{\"type\":\"approve\"},{\"type\":\"approve\"}]}");

        assertThat(paid).containsExactlyInAnyOrder("Ada", "Bob");
        assertThat(ToolAgentTest.texts(state)).containsExactly("Pay", "", "paid", "seen", "paid", "Done");
    }

    @Test
    void a_rejected_call_is_answered_with_the_reason() {
        View state = decided("{\"decisions\":[{\"type\":\"reject\",\"message\":\"not her\"},{\"type\":\"reject\"}]}");

        assertThat(paid).isEmpty();
        assertThat(ToolAgentTest.texts(state))
                .containsExactly("Pay", "", "not her", "A person decided against this call.", "seen", "Done");
    }

    @Test
    void an_edited_call_is_what_the_conversation_shows() {
        View state = decided("{\"decisions\":[{\"type\":\"edit\",\"edited_action\":"
                + "{\"name\":\"pay\",\"args\":{\"to\":\"Eve\"}}},{\"type\":\"reject\",\"message\":\"no\"}]}");

        assertThat(paid).containsExactly("Eve");
        assertThat(state.get(MESSAGES).get(1).toolCalls())
                .extracting(call -> call.id() + call.args())
                .containsExactly("pay-0{\"to\":\"Eve\"}", "look-1{}", "pay-2{\"to\":\"Bob\"}");
    }

    @Test
    void too_few_decisions_are_asked_for_again() {
        try (Heddle heddle = Heddle.local(agent)) {
            heddle.thread(agent, "t").invoke(MESSAGES.add(Message.human("Pay")));
            Resumed.with(heddle, agent, "t", "{\"decisions\":[{\"type\":\"approve\"}]}");
            assertThat(paid).isEmpty();

            Resumed.with(heddle, agent, "t", "{\"decisions\":[{\"type\":\"approve\"},{\"type\":\"approve\"}]}");

            assertThat(paid).hasSize(2);
        }
    }

    @Test
    void a_tool_that_does_not_exist_cannot_be_reviewed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolAgent.define(
                        "typo", 1, new Script(), teller -> teller.tools(pay).review("pya")))
                .withMessage("review(\"pya\"): there is no such tool; the tools are: pay");
    }

    @Test
    void the_question_has_the_form_that_front_ends_show() {
        Message.ToolCall call = new Message.ToolCall("c1", "pay", JsonValue.parse("{\"to\":\"Ada\"}"));

        assertThat(ToolReview.QUESTION
                        .encodeQuestion(ToolReview.Request.of(List.of(call)))
                        .toString())
                .isEqualTo("{\"action_requests\":[{\"name\":\"pay\",\"args\":{\"to\":\"Ada\"}}],"
                        + "\"review_configs\":[{\"action_name\":\"pay\","
                        + "\"allowed_decisions\":[\"approve\",\"edit\",\"reject\"]}]}");
    }

    @Test
    void decisions_are_written_as_they_are_read() {
        ToolReview.Answer answer = new ToolReview.Answer(List.of(
                Decision.approve(),
                Decision.edit(new ToolReview.Action("pay", JsonValue.EMPTY_OBJECT)),
                Decision.reject("no")));

        JsonValue json = ToolReview.QUESTION.encodeAnswer(answer);

        assertThat(json.toString())
                .isEqualTo("{\"decisions\":[{\"type\":\"approve\"},{\"type\":\"edit\",\"edited\":"
                        + "{\"name\":\"pay\",\"args\":{}}},{\"type\":\"reject\",\"message\":\"no\"}]}");
        assertThat(ToolReview.QUESTION.decodeAnswer(json)).isEqualTo(answer);
    }

    private View decided(String answer) {
        try (Heddle heddle = Heddle.local(agent)) {
            heddle.thread(agent, "t").invoke(MESSAGES.add(Message.human("Pay")));
            return Resumed.with(heddle, agent, "t", answer);
        }
    }
}
