package io.heddle.examples.approve;

import static io.heddle.examples.approve.Approve.APPROVAL;
import static io.heddle.examples.approve.Approve.LETTERS;
import static io.heddle.examples.approve.Approve.PAY;
import static io.heddle.examples.approve.Approve.REFUND;
import static io.heddle.examples.approve.Approve.REVIEW;
import static io.heddle.examples.approve.Approve.TRANSFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.examples.approve.Approve.Refund;
import io.heddle.examples.approve.Approve.Verdict;
import io.heddle.graph.Graph;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.NodeTest;
import io.heddle.testkit.Scenario;
import io.heddle.testkit.Simulation;
import org.junit.jupiter.api.Test;

@HeddleTest
class ApproveTest {
    private static final Refund REFUND_OF_ADA = new Refund("Ada", 40);

    private final Graph refunds = Approve.graph();

    @Test
    void nothing_is_paid_before_somebody_says_so() {
        assertThat(NodeTest.of(refunds, REVIEW)
                        .given(REFUND.set(REFUND_OF_ADA))
                        .run()
                        .questions()
                        .about(APPROVAL))
                .isEqualTo(REFUND_OF_ADA);
    }

    @Test
    void a_transfer_that_was_made_is_not_made_again() {
        assertThat(NodeTest.of(refunds, PAY)
                        .given(REFUND.set(REFUND_OF_ADA))
                        .recorded(TRANSFER, "receipt 7")
                        .run()
                        .state()
                        .get(LETTERS))
                .containsExactly("Dear Ada, you get 40 EUR (receipt 7)");
    }

    @Test
    void an_approved_refund_is_paid(GraphTester tester) {
        tester.thread(refunds).run(REFUND.set(REFUND_OF_ADA));

        assertThat(tester.thread(refunds)
                        .answer(APPROVAL, Verdict.APPROVE)
                        .state()
                        .get(LETTERS))
                .containsExactly("Dear Ada, you get 40 EUR (receipt for Ada)");
    }

    @Test
    void a_rejected_refund_is_declined(GraphTester tester) {
        tester.thread(refunds).run(REFUND.set(REFUND_OF_ADA));

        assertThat(tester.thread(refunds)
                        .answer(APPROVAL, Verdict.REJECT)
                        .state()
                        .get(LETTERS))
                .containsExactly("Dear Ada, we are sorry");
    }

    @Test
    void it_comes_to_the_same_whatever_dies() {
        Simulation.seeds(50)
                .run(refunds, Scenario.input(REFUND.set(REFUND_OF_ADA)).thenAnswer(APPROVAL, Verdict.APPROVE));
    }
}
