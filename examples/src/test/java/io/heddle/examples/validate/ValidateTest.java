package io.heddle.examples.validate;

import static io.heddle.examples.validate.Validate.BOOKING;
import static io.heddle.examples.validate.Validate.GUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.graph.Graph;
import org.junit.jupiter.api.Test;

class ValidateTest {
    @Test
    void it_asks_until_the_answer_makes_sense() {
        Graph restaurant = Validate.graph();
        try (Heddle heddle = Heddle.local(restaurant)) {
            ThreadRef evening = heddle.thread(restaurant, "tonight");

            assertThat(asked(evening.run())).isEqualTo("For how many guests?");
            assertThat(asked(evening.answer(GUESTS, 40))).isEqualTo("Not for 40: our tables are for 1 to 12.");
            assertThat(asked(evening.answer(GUESTS, 0))).isEqualTo("Not for 0: our tables are for 1 to 12.");
            assertThat(evening.answer(GUESTS, 4).state().get(BOOKING)).isEqualTo("a table for 4");
        }
    }

    private static String asked(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Waiting.class);
        return ((Outcome.Waiting) outcome).questions().about(GUESTS);
    }
}
