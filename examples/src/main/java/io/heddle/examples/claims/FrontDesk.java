package io.heddle.examples.claims;

import static io.heddle.examples.claims.Claims.APPROVAL;
import static io.heddle.examples.claims.Claims.ESTIMATE;
import static io.heddle.examples.claims.Claims.LETTER;
import static io.heddle.examples.claims.Claims.STORY;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.graph.Graph;

/** Takes a claim through the office, one step a call, the way a service with a request for each step does. */
public final class FrontDesk {
    private FrontDesk() {}

    public static void main(String[] arguments) {
        Graph office = Claims.graph();
        try (Heddle heddle = Heddle.local(office)) {
            ThreadRef claim = heddle.thread(office, "claim-9");
            Outcome outcome = claim.step(STORY.set("A tree fell on my bumper"));
            while (!(outcome instanceof Outcome.Completed)) {
                outcome = next(claim, outcome);
            }
            System.out.println(outcome.state().get(LETTER));
        }
    }

    /** What a front end does between two requests: look how the claim stands, and take one step. */
    private static Outcome next(ThreadRef claim, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Paused paused -> {
                System.out.println("next: " + paused.next());
                yield claim.step();
            }
            case Outcome.Waiting waiting
            when waiting.questions().has(ESTIMATE) -> {
                System.out.println(waiting.questions().about(ESTIMATE) + " 2400");
                yield claim.step(ESTIMATE.answered(2_400));
            }
            case Outcome.Waiting waiting -> {
                System.out.println(waiting.questions().about(APPROVAL) + "? Yes.");
                yield claim.step(APPROVAL.answered(Claims.Verdict.APPROVED));
            }
            case Outcome.Completed completed -> completed;
            case Outcome.Failed failed ->
                throw new IllegalStateException(failed.error().message());
            case Outcome.Cancelled cancelled -> claim.step();
        };
    }
}
