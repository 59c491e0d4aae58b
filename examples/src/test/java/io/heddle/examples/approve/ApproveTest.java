package io.heddle.examples.approve;

import static io.heddle.examples.approve.Approve.APPROVAL;
import static io.heddle.examples.approve.Approve.LETTERS;
import static io.heddle.examples.approve.Approve.REFUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.examples.approve.Approve.Refund;
import io.heddle.examples.approve.Approve.Verdict;
import io.heddle.graph.Graph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApproveTest {
    private final Graph refunds = Approve.graph();
    private final Heddle heddle = Heddle.local(refunds);
    private final ThreadRef thread = heddle.thread(refunds, "ada");

    @AfterEach
    void close() {
        heddle.close();
    }

    @Test
    void nothing_is_paid_before_somebody_says_so() {
        Refund refund = new Refund("Ada", 40);

        Outcome outcome = thread.run(REFUND.set(refund));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Waiting.class,
                        waiting ->
                                assertThat(waiting.questions().about(APPROVAL)).isEqualTo(refund));
        assertThat(outcome.state().get(LETTERS)).isEmpty();
    }

    @Test
    void an_approved_refund_is_paid() {
        thread.run(REFUND.set(new Refund("Ada", 40)));

        assertThat(thread.answer(APPROVAL, Verdict.APPROVE).state().get(LETTERS))
                .containsExactly("Dear Ada, you get 40 EUR (receipt for Ada)");
    }

    @Test
    void a_rejected_refund_is_declined() {
        thread.run(REFUND.set(new Refund("Ada", 40)));

        assertThat(thread.answer(APPROVAL, Verdict.REJECT).state().get(LETTERS))
                .containsExactly("Dear Ada, we are sorry");
    }
}
