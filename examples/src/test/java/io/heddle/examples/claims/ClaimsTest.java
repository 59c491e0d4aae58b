package io.heddle.examples.claims;

import static io.heddle.examples.claims.Claims.APPROVAL;
import static io.heddle.examples.claims.Claims.COST;
import static io.heddle.examples.claims.Claims.ESTIMATE;
import static io.heddle.examples.claims.Claims.LETTER;
import static io.heddle.examples.claims.Claims.STORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.examples.claims.Claims.Verdict;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.Scenario;
import io.heddle.testkit.ScriptedModel;
import io.heddle.testkit.Simulation;
import org.junit.jupiter.api.Test;

@HeddleTest
class ClaimsTest {
    private final ThreadRef claim;

    ClaimsTest(GraphTester tester) {
        claim = tester.thread(Claims.graph(ScriptedModel.following(Claims::offline)));
    }

    @Test
    void a_call_takes_one_step_and_says_what_comes_next() {
        Outcome classified = claim.step(STORY.set("A tree fell on my bumper"));

        assertThat(classified).isInstanceOfSatisfying(Outcome.Paused.class, paused -> {
            assertThat(paused.next()).containsExactly("car_details");
            assertThat(paused.reason()).isEqualTo(Outcome.Reason.STEP);
        });
    }

    @Test
    void a_small_claim_is_approved_by_rule() {
        claim.run(STORY.set("The roof leaks"));

        assertThat(claim.answer(ESTIMATE, 999).state().get(LETTER)).isEqualTo("We pay 999 EUR.");
    }

    @Test
    void a_large_claim_is_decided_by_a_person() {
        claim.run(STORY.set("The roof leaks"));
        Outcome asked = claim.answer(ESTIMATE, 1_000);

        assertThat(asked)
                .isInstanceOfSatisfying(
                        Outcome.Waiting.class,
                        waiting -> assertThat(
                                        waiting.questions().about(APPROVAL).euros())
                                .isEqualTo(1_000));
        assertThat(claim.answer(APPROVAL, Verdict.REJECTED).state().get(LETTER)).isEqualTo("We are sorry.");
    }

    @Test
    void an_answered_question_is_one_step_as_well() {
        claim.step(STORY.set("A tree fell on my bumper"));
        claim.step();

        Outcome answered = claim.step(ESTIMATE.answered(2_400));

        assertThat(answered)
                .isInstanceOfSatisfying(
                        Outcome.Paused.class,
                        paused -> assertThat(paused.next()).containsExactly("decide"));
        assertThat(answered.state().get(COST)).isEqualTo(2_400);
    }

    @Test
    void going_back_asks_again() {
        claim.step(STORY.set("A tree fell on my bumper"));
        claim.step();
        claim.step(ESTIMATE.answered(2_400));

        Outcome back = claim.goBack();

        assertThat(back)
                .isInstanceOfSatisfying(
                        Outcome.Paused.class,
                        paused -> assertThat(paused.next()).containsExactly("car_details"));
        assertThat(back.state().find(COST)).isEmpty();
        assertThat(claim.step()).isInstanceOf(Outcome.Waiting.class);
    }

    @Test
    void it_comes_to_the_same_whatever_dies() {
        Simulation.seeds(50)
                .run(
                        Claims.graph(ScriptedModel.following(Claims::offline)),
                        Scenario.input(STORY.set("The roof leaks"))
                                .thenAnswer(ESTIMATE, 2_400)
                                .thenAnswer(APPROVAL, Verdict.APPROVED));
    }
}
