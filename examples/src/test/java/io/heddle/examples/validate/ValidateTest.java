package io.heddle.examples.validate;

import static io.heddle.examples.validate.Validate.BOOKING;
import static io.heddle.examples.validate.Validate.COMPLAINT;
import static io.heddle.examples.validate.Validate.GUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.ThreadRef;
import io.heddle.graph.Graph;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.NodeTest;
import io.heddle.testkit.Scenario;
import io.heddle.testkit.Simulation;
import org.junit.jupiter.api.Test;

@HeddleTest
class ValidateTest {
    private final Graph restaurant = Validate.graph();

    @Test
    void it_asks_until_the_answer_makes_sense(GraphTester tester) {
        ThreadRef evening = tester.thread(restaurant);

        evening.run();
        evening.answer(GUESTS, 40);
        evening.answer(GUESTS, 0);

        assertThat(evening.answer(GUESTS, 4).state().get(BOOKING)).isEqualTo("a table for 4");
    }

    @Test
    void it_says_what_was_wrong() {
        assertThat(NodeTest.of(restaurant, Validate.ASK).run().questions().about(GUESTS))
                .isEqualTo("For how many guests?");
        assertThat(NodeTest.of(restaurant, Validate.ASK)
                        .answered(GUESTS, 40)
                        .run()
                        .state()
                        .get(COMPLAINT))
                .isEqualTo("Not for 40: our tables are for 1 to 12.");
    }

    @Test
    void the_next_question_is_what_was_wrong() {
        assertThat(NodeTest.of(restaurant, Validate.ASK)
                        .given(COMPLAINT.set("Not for 0."))
                        .run()
                        .questions()
                        .about(GUESTS))
                .isEqualTo("Not for 0.");
    }

    @Test
    void it_comes_to_the_same_whatever_dies() {
        Simulation.seeds(50)
                .run(restaurant, Scenario.input().thenAnswer(GUESTS, 40).thenAnswer(GUESTS, 4));
    }
}
