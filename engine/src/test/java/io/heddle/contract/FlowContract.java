package io.heddle.contract;

import static io.heddle.contract.FlowGraphs.SIZE;
import static io.heddle.contract.FlowGraphs.TOTAL;
import static io.heddle.contract.FlowGraphs.TRAIL;
import static io.heddle.contract.FlowGraphs.WAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Message;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine promises about where a run leads. */
public abstract class FlowContract extends EngineCase {
    @Test
    void a_join_waits_for_all_its_sources_and_runs_once() {
        assertThat(thread(FlowGraphs.JOIN).invoke().get(TRAIL)).containsExactly("a", "b", "b2", "c");
    }

    @Test
    void a_join_begins_anew_with_the_next_run() {
        ThreadRef thread = thread(FlowGraphs.JOIN);
        thread.invoke();

        assertThat(thread.invoke().get(TRAIL)).containsExactly("a", "b", "b2", "c", "a", "b", "b2", "c");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50})
    void a_fan_out_runs_each_item_and_what_follows_once_in_the_order_of_the_items(int size) {
        View state = thread(FlowGraphs.FAN).invoke(SIZE.set(size));

        assertThat(state.get(TOTAL))
                .isEqualTo(IntStream.rangeClosed(1, size).map(i -> i * i).sum());
        assertThat(state.get(TRAIL).subList(1, size + 1))
                .isEqualTo(IntStream.rangeClosed(1, size)
                        .mapToObj(i -> "square " + i)
                        .toList());
        assertThat(state.get(TRAIL)).hasSize(size + 2).endsWith("total " + state.get(TOTAL));
    }

    @Test
    void a_fan_out_over_nothing_ends_the_branch() {
        assertThat(thread(FlowGraphs.FAN).invoke(SIZE.set(0)).get(TRAIL)).containsExactly("a");
    }

    @Test
    void a_deferred_node_waits_until_nothing_else_is_due() {
        assertThat(thread(FlowGraphs.DEFERRED).invoke().get(TRAIL)).containsExactly("a", "b", "b2", "d");
    }

    @Test
    void messages_of_several_writes_are_several_messages() {
        assertThat(thread(FlowGraphs.TALK).invoke().get(FlowGraphs.MESSAGES))
                .extracting(Message::text)
                .containsExactly("one", "two");
    }

    @Test
    void a_command_writes_and_goes_on_in_one_breath() {
        assertThat(thread(FlowGraphs.COMMAND).invoke(WAY.set("b")).get(TRAIL)).containsExactly("a to b", "b", "d");
    }

    @Test
    void a_command_may_go_to_several_nodes() {
        assertThat(thread(FlowGraphs.COMMAND).invoke(WAY.set("both")).get(TRAIL))
                .containsExactly("a to both", "b", "c", "d");
    }

    @Test
    void a_fold_of_a_graph_inside_is_that_graphs_affair() {
        assertThat(thread(FlowGraphs.INNER_SUM).invoke().get(TRAIL)).containsExactly("total 11");
    }

    @Test
    void a_command_may_send() {
        assertThat(thread(FlowGraphs.COMMAND).invoke(WAY.set("squares")).get(TRAIL))
                .containsExactly("square 3", "square 2");
    }

    @Test
    void a_command_to_a_node_that_was_not_declared_fails_and_names_both() {
        RunResult result = run(fresh(), RunRequest.of("command", json("{\"way\":\"d\"}")));

        assertThat(result.status()).isEqualTo(RunStatus.ERROR);
        assertThat(result.error().name()).isEqualTo("InvalidRouteError");
        assertThat(result.error().message())
                .contains("node a")
                .contains("chose d")
                .contains("b, c, square");
    }

    @Test
    void a_conditional_entry_looks_at_the_input() {
        assertThat(thread(FlowGraphs.ENTRY).invoke(WAY.set("b"), TOTAL.fold(2)).get(TRAIL))
                .containsExactly("b");
    }

    @Test
    void steps_show_what_is_due_next_each_node_as_often_as_it_is() {
        ThreadRef thread = thread(FlowGraphs.FAN);
        thread.invoke(SIZE.set(2));

        List<List<String>> next = get(engine().threads().history(thread.key(), HistoryQuery.LATEST_TEN)).stream()
                .map(CheckpointView::next)
                .toList();
        assertThat(next)
                .containsExactly(
                        List.of(), List.of("d"), List.of("square", "square"), List.of("a"), List.of("__start__"));
    }

    @Test
    void a_graph_takes_its_input_and_gives_its_output_and_keeps_the_rest_to_itself() {
        ThreadKey key = fresh();
        RunResult result =
                run(key, RunRequest.of("projected", json("{\"way\":\"in\",\"trail\":[\"forged\"],\"total\":5}")));

        assertThat(result.values()).isEqualTo(json("{\"trail\":[\"way in\"]}"));
        assertThat(get(engine().threads().state(key)).values())
                .isEqualTo(json("{\"trail\":[\"way in\"],\"way\":\"in\",\"total\":1}"));
    }

    @Test
    void a_node_or_a_graph_may_be_sent_a_state_of_its_own_besides() {
        assertThat(thread(FlowGraphs.SENT_STATE).invoke(WAY.set("the graph's")).get(TRAIL))
                .containsExactly("a", "b sees the graph's after 1", "b sees another after 0", "inside its own");
    }

    @Test
    void a_graph_that_remembers_goes_on_from_what_it_had_and_another_begins_anew() {
        ThreadRef thread = thread(FlowGraphs.MEMORIES);
        thread.invoke();

        assertThat(thread.invoke().get(TRAIL)).containsExactly("call 1", "call 1", "call 2", "call 1");
    }

    protected ThreadRef thread(Graph graph) {
        return Heddle.over(engine()).thread(graph, fresh());
    }
}
