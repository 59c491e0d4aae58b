package io.heddle.contract;

import static io.heddle.contract.ContractGraphs.MARKERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.NewThread;
import io.heddle.api.Problem;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.StateUpdate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine promises about history, going back and hand edits. */
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
    void an_edit_of_an_older_checkpoint_makes_a_branch() {
        ThreadRef thread = marker(fresh());
        thread.invoke(MARKERS.add("one"));
        CheckpointView old = get(engine().threads().state(thread.key()));
        thread.invoke(MARKERS.add("two"));

        CheckpointId made = get(engine().threads()
                .update(
                        thread.key(),
                        StateUpdate.of(json("{\"markers\":\"edited\",\"count\":5}"))
                                .at(id(old))));

        CheckpointView head = get(engine().threads().state(thread.key()));
        assertThat(head.id()).isEqualTo(made);
        assertThat(head.parent()).isEqualTo(old.id());
        assertThat(head.values()).hasToString("{\"markers\":[\"one\",\"edited\"],\"count\":6}");
        assertThat(head.metadata().node().get("source").asText()).isEqualTo("update");
    }

    @Test
    void an_edit_says_what_does_not_fit() {
        ThreadRef thread = marker(fresh());
        assertThat(problem(engine().threads().update(thread.key(), StateUpdate.of(json("{}")))))
                .isInstanceOf(Problem.ThreadNotFound.class);
        get(engine().threads().create(thread.key(), NewThread.PLAIN));
        assertThat(problem(engine().threads().update(thread.key(), StateUpdate.of(json("{}")))))
                .isInstanceOf(Problem.NoGraph.class);
        thread.invoke();
        assertThat(problem(engine().threads()
                        .update(thread.key(), StateUpdate.of(json("{}")).as("nobody"))))
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("as_node"));
        assertThat(problem(engine().threads().update(thread.key(), StateUpdate.of(json("{\"count\":\"x\"}")))))
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("values.count"));
        assertThat(problem(engine().threads().stateAt(thread.key(), CheckpointId.at(1, 1, 1))))
                .isInstanceOf(Problem.CheckpointNotFound.class);
    }
}
