package io.heddle.examples.plan;

import static io.heddle.examples.plan.PlanAndExecute.ANSWER;
import static io.heddle.examples.plan.PlanAndExecute.DONE;
import static io.heddle.examples.plan.PlanAndExecute.GOAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.examples.model.TestModels;
import io.heddle.examples.plan.PlanAndExecute.Done;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import org.junit.jupiter.api.Test;

class PlanAndExecuteTest {
    @Test
    void steps_that_have_become_unnecessary_are_not_taken() {
        Graph planner = PlanAndExecute.graph(TestModels.following(PlanAndExecute::offline));
        try (Heddle heddle = Heddle.local(planner)) {
            View state = heddle.thread(planner, "weaver").invoke(GOAL.set("How many heddles?"));

            assertThat(state.get(DONE)).extracting(Done::step).containsExactly("measure the loom", "count the threads");
            assertThat(state.get(ANSWER)).contains("1440");
        }
    }
}
