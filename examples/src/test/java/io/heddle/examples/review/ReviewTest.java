package io.heddle.examples.review;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static io.heddle.testkit.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.prebuilt.Decision;
import io.heddle.prebuilt.ToolReview;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.Scenario;
import io.heddle.testkit.ScriptedModel;
import io.heddle.testkit.Simulation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@HeddleTest
class ReviewTest {
    @Test
    void only_the_dangerous_call_waits_for_a_person_and_a_rejected_one_is_not_made(GraphTester tester) {
        ScriptedModel model = new ScriptedModel()
                .callsAll(call("balance", Map.of()), call("transfer", Map.of("to", "Ada", "amount", 5_000)))
                .says("Then not.");
        ThreadRef desk = tester.thread(Review.graph(model));

        Outcome asked = desk.run(MESSAGES.add(Message.human("Send Ada 500 euros")));
        Outcome done = desk.answer(ToolReview.QUESTION, new ToolReview.Answer(List.of(Decision.reject("Not 5000."))));

        assertThat(asked)
                .isInstanceOfSatisfying(
                        Outcome.Waiting.class,
                        waiting -> assertThat(waiting.questions()
                                        .about(ToolReview.QUESTION)
                                        .actions())
                                .extracting(ToolReview.Action::name)
                                .containsExactly("transfer"));
        assertThat(done.state().get(MESSAGES))
                .extracting(Message::text)
                .containsExactly("Send Ada 500 euros", "", "Not 5000.", "1200", "Then not.");
    }

    @Test
    void it_comes_to_the_same_whatever_dies() {
        Simulation.seeds(50)
                .run(
                        Review.graph(ScriptedModel.following(Review::offline)),
                        Scenario.input(MESSAGES.add(Message.human("Send Ada 500 euros")))
                                .thenAnswer(ToolReview.QUESTION, new ToolReview.Answer(List.of(Decision.approve()))));
    }
}
