package io.heddle.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.CheckpointId;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Channel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.Values;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StepperTest {
    private static final ValueChannel<String> TITLE = Channel.value("title", String.class);
    private static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    private static final MessagesChannel CHAT = Channel.messages("chat");
    private static final FoldChannel<Integer> SUM = Channel.fold("sum", Integer.class, 0, Integer::sum);
    private static final ThreadKey THREAD = ThreadKey.of("t");
    private static final CheckpointId HERE = CheckpointId.at(1000, 1, 0);
    private static final Checkpoint HEAD = new Checkpoint(HERE, null, 0, Checkpoint.Source.LOOP, null, List.of(), 0);

    private static final Graph GRAPH = Graph.define(
            "g",
            1,
            g -> g.channels(TITLE, NOTES, CHAT, SUM)
                    .node(NodeKey.of("a"), (view, context) -> Update.nothing())
                    .node(NodeKey.of("b"), (view, context) -> Update.nothing())
                    .start(NodeKey.of("a"), NodeKey.of("b"))
                    .after(NodeKey.of("a"))
                    .end()
                    .after(NodeKey.of("b"))
                    .end());

    @Nested
    class What_is_next {
        @Test
        void is_the_end_when_nothing_is_due() {
            assertThat(Stepper.plan(GRAPH, GraphState.EMPTY, 25)).isInstanceOf(Plan.Finished.class);
        }

        @Test
        void is_whatever_has_not_ended_yet() {
            GraphState state = ended(due("a", "b"), "a");

            assertThat(Stepper.plan(GRAPH, state, 25)).isEqualTo(new Plan.Run(List.of(task(state, "b"))));
        }

        @Test
        void is_failure_when_the_steps_are_used_up_and_says_what_would_have_been_next() {
            Plan.Failed failed = (Plan.Failed) Stepper.plan(GRAPH, due("a", "b").steps(2), 2);

            assertThat(failed.error().name()).isEqualTo("GraphRecursionError");
            assertThat(failed.error().message())
                    .isEqualTo("Recursion limit of 2 reached without hitting a stop condition (next: a, b). You can"
                            + " increase the limit by setting the \"recursion_limit\" config key.");
        }

        @Test
        void is_failure_when_a_due_node_is_gone() {
            Plan.Failed failed = (Plan.Failed) Stepper.plan(GRAPH, due("z"), 25);

            assertThat(failed.error().name()).isEqualTo("GraphChangedError");
            assertThat(failed.error().message())
                    .contains("node z")
                    .contains("g v1")
                    .contains("edit the state");
        }
    }

    @Nested
    class A_complete_step {
        @Test
        void applies_writes_in_the_order_of_nodes_names_whoever_ended_first() {
            GraphState state = ended(due("a", "b"), "b", NOTES.add("from b"));
            state = ended(state, "a", NOTES.add("from a", "again"));

            assertThat(Stepper.apply(state, Map.of()).json())
                    .hasToString("{\"notes\":[\"from a\",\"again\",\"from b\"]}");
        }

        @Test
        void with_two_writers_of_a_value_names_both_and_the_channel() {
            GraphState state = ended(due("a", "b"), "a", TITLE.set("x"));
            state = ended(state, "b", TITLE.set("x"));

            Settlement.Refused refused = (Settlement.Refused) Stepper.settle(GRAPH, state);
            assertThat(refused.error().name()).isEqualTo("InvalidUpdateError");
            assertThat(refused.error().message())
                    .startsWith("channel title holds one value, but nodes a and b both wrote it in one superstep");
        }

        @Test
        void lets_one_node_write_a_value_twice() {
            GraphState state = ended(due("a"), "a", TITLE.set("x"), TITLE.set("y"));

            assertThat(Stepper.settle(GRAPH, state)).isEqualTo(new Settlement.Settled(Map.of(), Frontier.NOWHERE));
            assertThat(Stepper.apply(state, Map.of()).json()).hasToString("{\"title\":\"y\"}");
        }

        @Test
        void takes_a_lone_writer_s_own_fold() {
            GraphState state = ended(due("a", "b"), "a", Map.of("sum", json("3")), SUM.fold(1), SUM.fold(2));
            state = ended(state, "b");

            assertThat(Stepper.settle(GRAPH, state))
                    .isEqualTo(new Settlement.Settled(Map.of("sum", json("3")), Frontier.NOWHERE));
        }

        @Test
        void wants_the_reducer_for_a_fold_of_several_writers_with_operands_by_node() {
            GraphState state = ended(due("a", "b"), "b", Map.of("sum", json("10")), SUM.fold(10));
            state = ended(state, "a", Map.of("sum", json("3")), SUM.fold(1), SUM.fold(2));

            assertThat(Stepper.settle(GRAPH, state))
                    .isEqualTo(new Settlement.Unreduced(Map.of("sum", List.of(json("1"), json("2"), json("10")))));
            assertThat(Stepper.settle(GRAPH, state, Map.of("sum", json("13"))))
                    .isEqualTo(new Settlement.Settled(Map.of("sum", json("13")), Frontier.NOWHERE));
            assertThat(Stepper.apply(state, Map.of("sum", json("13"))).json()).hasToString("{\"sum\":13}");
        }

        @Test
        void ignores_reduced_values_that_nobody_asked_for() {
            assertThat(Stepper.settle(GRAPH, ended(due("a"), "a"), Map.of("sum", json("1"))))
                    .isEqualTo(new Settlement.Settled(Map.of(), Frontier.NOWHERE));
        }

        @Test
        void that_removes_what_is_not_there_is_refused() {
            Settlement.Refused refused =
                    (Settlement.Refused) Stepper.settle(GRAPH, ended(due("a"), "a", CHAT.remove("nobody")));

            assertThat(refused.error().message()).contains("'nobody'");
        }

        @Test
        void whose_reducer_has_not_run_is_refused() {
            assertThat(Stepper.settle(GRAPH, ended(due("a"), "a", SUM.fold(1)))).isInstanceOf(Settlement.Refused.class);
        }

        @Test
        void leads_to_each_next_node_once_in_order_and_not_to_the_end() {
            GraphState state = due("a", "b");
            state = led(state, "a", "d", "c");
            state = led(state, "b", "c", Graph.END_NAME);

            assertThat(((Settlement.Settled) Stepper.settle(GRAPH, state))
                            .frontier()
                            .names())
                    .containsExactly("c", "d");
        }

        private GraphState led(GraphState state, String node, String... next) {
            return state.withFinished(
                    task(state, node).id(),
                    new TaskOutcome.Succeeded(List.of(), Map.of(), Destination.nodes(next), List.of()));
        }
    }

    @Test
    void tasks_are_named_by_checkpoint_namespace_and_node() {
        List<DueTask> tasks = Stepper.due(THREAD, Destination.nodes("a", "b"), HERE, "");

        assertThat(tasks).extracting(DueTask::node).containsExactly("a", "b");
        assertThat(tasks).isEqualTo(Stepper.due(THREAD, Destination.nodes("a", "b"), HERE, ""));
        assertThat(Stepper.due(THREAD, Destination.nodes("a"), HERE, "sub")
                        .getFirst()
                        .id())
                .isNotEqualTo(tasks.getFirst().id());
        assertThat(Stepper.due(THREAD, Destination.nodes("a"), CheckpointId.at(1001, 1, 0), "")
                        .getFirst()
                        .id())
                .isNotEqualTo(tasks.getFirst().id());
    }

    private static DueTask task(GraphState state, String node) {
        return state.due().stream()
                .filter(task -> task.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private static GraphState due(String... nodes) {
        return GraphState.EMPTY
                .at(HEAD, Values.EMPTY, Stepper.due(THREAD, Destination.nodes(nodes), HERE, ""), Waiting.NOTHING)
                .handedOut(1, true);
    }

    private static GraphState ended(GraphState state, String node, Write... writes) {
        return ended(state, node, Map.of(), writes);
    }

    private static GraphState ended(GraphState state, String node, Map<String, JsonValue> reduced, Write... writes) {
        return state.withFinished(
                task(state, node).id(),
                new TaskOutcome.Succeeded(ChannelUpdate.of(List.of(writes)), reduced, List.of(), List.of()));
    }

    private static JsonValue json(String text) {
        return JsonValue.ofText(text);
    }
}
