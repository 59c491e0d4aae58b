package io.heddle.contract;

import static io.heddle.contract.ContractGraphs.MARKERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Edit;
import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.StateQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine promises about history and going back. */
public abstract class TimeContract extends EngineCase {
    @Test
    void history_has_a_checkpoint_for_each_step_newest_first() {
        ThreadRef thread = Heddle.over(engine()).thread(ContractGraphs.FAILING, fresh());
        thread.invoke();

        List<CheckpointView> history = get(engine().threads().history(thread.key(), HistoryQuery.LATEST_TEN));

        assertThat(history)
                .extracting(CheckpointView::next)
                .containsExactly(List.of(), List.of("break"), List.of("mark"), List.of("__start__"));
        assertThat(history)
                .extracting(state -> state.metadata().node().get("step").asInt())
                .containsExactly(2, 1, 0, -1);
        assertThat(history)
                .extracting(state -> state.metadata().node().get("source").asText())
                .containsExactly("loop", "loop", "loop", "input");
        for (int i = 0; i < 3; i++) {
            assertThat(history.get(i).parent()).isEqualTo(history.get(i + 1).id());
            assertThat(history.get(i).id()).isGreaterThan(history.get(i + 1).id());
        }
        for (CheckpointView state : history) {
            assertThat(get(engine().threads().stateAt(thread.key(), id(state)))).isEqualTo(state);
        }
    }

    @Test
    void a_run_may_start_from_an_older_checkpoint_and_the_old_branch_stays() {
        ThreadRef thread = marker(fresh());
        thread.invoke(MARKERS.add("one"));
        CheckpointView old = get(engine().threads().state(thread.key()));
        thread.invoke(MARKERS.add("two"));
        CheckpointView newer = get(engine().threads().state(thread.key()));

        RunResult result = run(
                thread.key(),
                RunRequest.of("marker", json("{\"markers\":\"other\"}")).from(id(old)));

        assertThat(result.values()).hasToString("{\"markers\":[\"one\",\"other\"],\"count\":2}");
        assertThat(get(engine().threads().stateAt(thread.key(), id(newer))).values())
                .isEqualTo(newer.values());
        RunResult back = run(
                thread.key(),
                RunRequest.of("marker", json("{\"markers\":\"three\"}")).from(id(newer)));
        assertThat(back.values()).hasToString("{\"markers\":[\"one\",\"two\",\"three\"],\"count\":3}");
    }

    @Test
    void an_input_is_replayed_from_its_own_checkpoint() {
        ThreadRef thread = marker(fresh());
        thread.invoke(MARKERS.add("one"));
        thread.invoke(MARKERS.add("two"));
        CheckpointView input = get(engine().threads().history(thread.key(), HistoryQuery.LATEST_TEN)).stream()
                .filter(state -> state.next().equals(List.of("__start__")))
                .findFirst()
                .orElseThrow();

        RunResult result = run(thread.key(), RunRequest.of("marker", null).from(id(input)));

        assertThat(result.values()).hasToString("{\"markers\":[\"one\",\"two\"],\"count\":2}");
    }

    @Test
    void a_run_that_names_the_head_goes_on_there() {
        ThreadRef thread = marker(fresh());
        thread.invoke(MARKERS.add("one"));
        CheckpointView head = get(engine().threads().state(thread.key()));

        RunResult result = run(
                thread.key(),
                RunRequest.of("marker", json("{\"markers\":\"two\"}")).from(id(head)));

        assertThat(result.values()).hasToString("{\"markers\":[\"one\",\"two\"],\"count\":2}");
    }

    @Test
    void a_run_goes_on_from_a_checkpoint_inside_a_graph_that_is_not_left() {
        ThreadRef thread = Heddle.over(engine()).thread(AskGraphs.NESTED, fresh());
        thread.run();
        String inner = get(engine().threads().state(thread.key()))
                .openInterrupts()
                .getFirst()
                .namespace();
        CheckpointView asking = get(engine().threads().state(thread.key(), StateQuery.HEAD.in(inner)));
        thread.time()
                .edit(Edit.as(AskGraphs.INNER, FlowGraphs.TRAIL.add("by hand")).in(inner));
        CheckpointView outside = get(engine().threads().state(thread.key()));

        Outcome again = thread.from(id(asking)).goOn();

        CheckpointView fork = get(engine().threads().state(thread.key(), StateQuery.HEAD.in(inner)));
        assertThat(fork.parent()).isEqualTo(asking.id());
        assertThat(fork.next()).containsExactly("inner");
        assertThat(((Outcome.Waiting) again).questions().all()).hasSize(2);
        assertThat(get(engine().threads().state(thread.key())).id())
                .as("the graph around it stands where it stood")
                .isEqualTo(outside.id());
        assertThat(thread.from(id(asking)).run(FlowGraphs.TRAIL.add("new")))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().message()).contains("start without input"));
        thread.end();
        assertThat(thread.from(id(asking)).goOn())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().message())
                                .contains(inner, "start from a checkpoint of the graph around it"));
    }
}
