package io.heddle.examples.nested;

import static io.heddle.examples.nested.Nested.ORDER;
import static io.heddle.examples.nested.Nested.TRAIL;
import static io.heddle.examples.nested.Nested.WHERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.examples.nested.Nested.Place;
import io.heddle.graph.Graph;
import org.junit.jupiter.api.Test;

class NestedTest {
    private final Graph shop = Nested.graph();

    @Test
    void a_question_three_graphs_deep_is_answered_from_outside() {
        try (Heddle heddle = Heddle.local(shop)) {
            ThreadRef order = heddle.thread(shop, "order-1");

            Outcome asked = order.run(ORDER.set("yarn"));
            Outcome done = order.answer(WHERE, Place.NEIGHBOUR);

            assertThat(asked).isInstanceOfSatisfying(Outcome.Waiting.class, waiting -> {
                assertThat(waiting.questions().about(WHERE)).contains("a box of yarn");
                assertThat(waiting.questions().all().getFirst().namespace()).matches("fulfil:[^|]+\\|deliver:[^|]+");
            });
            assertThat(done.state().get(TRAIL))
                    .containsExactly("took an order for yarn", "packed", "delivered to the NEIGHBOUR", "thanked");
        }
    }

    @Test
    void what_a_delivery_knows_stays_in_it() {
        try (Heddle heddle = Heddle.local(shop)) {
            heddle.thread(shop, "order-1").run(ORDER.set("yarn"));
            Outcome done = heddle.thread(shop, "order-1").answer(WHERE, Place.SHED);

            assertThat(done.state().json().toString()).doesNotContain("parcel", "left\"");
        }
    }
}
