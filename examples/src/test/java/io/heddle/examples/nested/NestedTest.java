package io.heddle.examples.nested;

import static io.heddle.examples.nested.Nested.ORDER;
import static io.heddle.examples.nested.Nested.TRAIL;
import static io.heddle.examples.nested.Nested.WHERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.examples.nested.Nested.Place;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.Scenario;
import io.heddle.testkit.Simulation;
import org.junit.jupiter.api.Test;

@HeddleTest
class NestedTest {
    private final ThreadRef order;

    NestedTest(GraphTester tester) {
        order = tester.thread(Nested.graph());
    }

    @Test
    void a_question_three_graphs_deep_is_answered_from_outside() {
        Outcome asked = order.run(ORDER.set("yarn"));
        Outcome done = order.answer(WHERE, Place.NEIGHBOUR);

        assertThat(asked).isInstanceOfSatisfying(Outcome.Waiting.class, waiting -> {
            assertThat(waiting.questions().about(WHERE)).contains("a box of yarn");
            assertThat(waiting.questions().all().getFirst().namespace()).matches("fulfil:[^|]+\\|deliver:[^|]+");
        });
        assertThat(done.state().get(TRAIL))
                .containsExactly("took an order for yarn", "packed", "delivered to the NEIGHBOUR", "thanked");
    }

    @Test
    void what_a_delivery_knows_stays_in_it() {
        order.run(ORDER.set("yarn"));
        Outcome done = order.answer(WHERE, Place.SHED);

        assertThat(done.state().json().toString()).doesNotContain("parcel", "left\"");
    }

    @Test
    void it_comes_to_the_same_whatever_dies() {
        Simulation.seeds(50)
                .run(Nested.graph(), Scenario.input(ORDER.set("yarn")).thenAnswer(WHERE, Place.SHED));
    }
}
