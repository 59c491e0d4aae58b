package io.heddle.examples.review;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.examples.model.TestModels;
import io.heddle.graph.Graph;
import io.heddle.prebuilt.Decision;
import io.heddle.prebuilt.ToolReview;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewTest {
    @Test
    void only_the_dangerous_call_waits_for_a_person_and_a_rejected_one_is_not_made() {
        Graph bank = Review.graph(TestModels.following(Review::offline));
        try (Heddle heddle = Heddle.local(bank)) {
            ThreadRef desk = heddle.thread(bank, "desk-1");

            Outcome asked = desk.run(MESSAGES.add(Message.human("Send Ada 500 euros")));
            Outcome done =
                    desk.answer(ToolReview.QUESTION, new ToolReview.Answer(List.of(Decision.reject("Not 5000."))));

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
                    .contains("1200", "Not 5000.")
                    .noneMatch(text -> text.startsWith("sent"));
        }
    }
}
