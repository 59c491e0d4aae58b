package io.heddle.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Send;
import io.heddle.graph.Target;
import io.heddle.step.Destination;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final NodeKey<Void> PLAN = NodeKey.of("plan");
    private static final NodeKey<String> GRADE = NodeKey.of("grade", String.class);

    @Test
    void a_command_leads_to_nodes_and_sends_and_ends_with_the_end() throws Exception {
        assertThat(to(PLAN, Send.to(GRADE, "x"), Graph.END)).hasSize(2).first().isEqualTo(new Destination.Node("plan"));
    }

    @Test
    void a_worker_chosen_without_anything_to_work_on_is_an_error_that_says_what_to_write() {
        assertThatExceptionOfType(TaskFault.class)
                .isThrownBy(() -> to(GRADE))
                .withMessage("a command of node a chose grade without anything to work on;"
                        + " send it something: Send.to(grade, …)");
    }

    @Test
    void what_was_not_declared_is_an_error_that_names_what_was() {
        assertThatExceptionOfType(TaskFault.class)
                .isThrownBy(() -> to(NodeKey.of("check")))
                .withMessage("a command of node a chose check, which is not among its mayGoTo(…) targets"
                        + " plan, grade, __end__");
    }

    private static List<Destination> to(Target... targets) {
        return Routing.of("a", List.of(targets), List.of("plan", "grade", "__end__"));
    }
}
