package io.heddle.examples.plan;

import static io.heddle.examples.plan.PlanAndExecute.ANSWER;
import static io.heddle.examples.plan.PlanAndExecute.DONE;
import static io.heddle.examples.plan.PlanAndExecute.GOAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.examples.plan.PlanAndExecute.Done;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.Scenario;
import io.heddle.testkit.ScriptedModel;
import io.heddle.testkit.Simulation;
import org.junit.jupiter.api.Test;

@HeddleTest
class PlanAndExecuteTest {
    private final Graph planner = PlanAndExecute.graph(ScriptedModel.following(PlanAndExecute::offline));

    @Test
    void steps_that_have_become_unnecessary_are_not_taken(GraphTester tester) {
        View state = tester.thread(planner).invoke(GOAL.set("How many heddles?"));

        assertThat(state.get(DONE)).extracting(Done::step).containsExactly("measure the loom", "count the threads");
        assertThat(state.get(ANSWER)).contains("1440");
    }

    @Test
    void it_comes_to_the_same_whatever_dies() {
        Simulation.seeds(50).run(planner, Scenario.input(GOAL.set("How many heddles?")));
    }
}
