package io.heddle.contract;

import static io.heddle.contract.ContractGraphs.MARKERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.NewThread;
import io.heddle.api.Problem;
import io.heddle.api.RunRequest;
import io.heddle.api.StateQuery;
import io.heddle.api.StateUpdate;
import io.heddle.api.ThreadKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine promises about hand edits: one or many supersteps, of the graph itself or one inside it. */
public abstract class EditContract extends EngineCase {
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

    @Test
    void several_supersteps_are_written_at_once() {
        ThreadKey key = fresh();
        get(engine().threads().create(key, onGraph("failing")));

        CheckpointId last = get(engine().threads()
                .bulkUpdate(
                        key,
                        List.of(
                                List.of(wrote("__input__", "{\"topic\":\"calm\"}")),
                                List.of(wrote("__start__", "{\"topic\":\"calm\"}")),
                                List.of(wrote("mark", "{\"markers\":\"by hand\"}")
                                        .by("ada", "moved here")))));

        List<CheckpointView> history = get(engine().threads().history(key, HistoryQuery.LATEST_TEN));
        assertThat(history.getFirst().id()).isEqualTo(last);
        assertThat(history)
                .extracting(each -> each.metadata().node().get("step").asInt(), CheckpointView::next)
                .containsExactly(
                        tuple(1, List.of("break")), tuple(0, List.of("mark")), tuple(-1, List.of("__start__")));
        assertThat(history.getFirst().metadata().node().get("author").asText()).isEqualTo("ada");
        assertThat(history.getFirst().values()).hasToString("{\"markers\":[\"by hand\"],\"topic\":\"calm\"}");
        assertThat(run(key, RunRequest.of("failing", null)).values())
                .hasToString("{\"markers\":[\"by hand\",\"after\"],\"topic\":\"calm\"}");
    }

    @Test
    void a_superstep_by_hand_may_have_several_writers() {
        ThreadRef thread = Heddle.over(engine()).thread(ContractGraphs.BRANCHES, fresh());
        run(thread.key(), RunRequest.of("branches", json("{}")).pausingBefore("left", "right"));

        get(engine().threads()
                .bulkUpdate(
                        thread.key(),
                        List.of(List.of(
                                wrote("left", "{\"markers\":\"l\",\"count\":1}"),
                                wrote("right", "{\"markers\":\"r\",\"count\":10}")))));

        assertThat(thread.goOn().state().get(MARKERS)).containsExactly("l", "r", "joined after 11");
    }

    @Test
    void of_several_supersteps_all_are_written_or_none_and_a_refusal_names_the_one_that_does_not_fit() {
        ThreadRef thread = marker(fresh());
        thread.invoke(MARKERS.add("one"));
        StateUpdate good = wrote("mark", "{\"markers\":\"two\"}");
        CheckpointId head = id(get(engine().threads().state(thread.key())));

        refused(thread.key(), List.of(), "supersteps");
        refused(thread.key(), List.of(List.of(good), List.of()), "supersteps[1].updates");
        refused(
                thread.key(),
                List.of(List.of(good), List.of(wrote("nobody", "{}"))),
                "supersteps[1].updates[0].as_node");
        refused(thread.key(), List.of(List.of(good, wrote("__end__", "{}"))), "supersteps[0].updates[1].as_node");
        refused(
                thread.key(),
                List.of(List.of(good), List.of(good), List.of(wrote("mark", "{\"count\":\"x\"}"))),
                "supersteps[2].updates[0].values.count");
        refused(thread.key(), List.of(List.of(good), List.of(good.at(head))), "supersteps[1].updates[0].checkpoint");

        assertThat(thread.state().get(MARKERS)).containsExactly("one");
        assertThat(get(engine().threads().history(thread.key(), HistoryQuery.LATEST_TEN)))
                .hasSize(3);
    }

    @Test
    void an_input_by_hand_is_told_as_one_and_a_run_from_there_begins_anew() {
        ThreadKey key = fresh();
        get(engine().threads().create(key, onGraph("marker")));
        get(engine().threads()
                .bulkUpdate(
                        key,
                        List.of(
                                List.of(wrote("__input__", "{\"markers\":\"a\"}")),
                                List.of(wrote("__start__", "{\"markers\":\"a\"}")),
                                List.of(wrote("mark", "{\"count\":1}")))));

        CheckpointView input =
                get(engine().threads().history(key, HistoryQuery.LATEST_TEN)).getLast();
        assertThat(input.next()).containsExactly("__start__");
        assertThat(input.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.result()).hasToString("{\"markers\":[\"a\"]}"));
        assertThat(run(key, RunRequest.of("marker", json("{\"markers\":\"b\"}")).from(id(input)))
                        .values())
                .hasToString("{\"markers\":[\"b\"],\"count\":1}");
    }

    @Test
    void a_thread_may_begin_with_a_state() {
        ThreadKey key = fresh();
        NewThread begun = new NewThread(
                json("{\"graph_id\":\"marker\"}"),
                NewThread.IfExists.RAISE,
                List.of(List.of(wrote("mark", "{\"markers\":[\"a\",\"b\"],\"count\":2}"))));

        assertThat(get(engine().threads().create(key, begun)).values())
                .hasToString("{\"markers\":[\"a\",\"b\"],\"count\":2}");
        assertThat(marker(key).invoke(MARKERS.add("c")).get(MARKERS)).containsExactly("a", "b", "c");
        ThreadKey other = fresh();
        assertThat(problem(engine().threads()
                        .create(other, new NewThread(json("{}"), NewThread.IfExists.RAISE, begun.supersteps()))))
                .isInstanceOf(Problem.NoGraph.class);
        assertThat(problem(engine().threads().get(other))).isInstanceOf(Problem.ThreadNotFound.class);
    }

    @Test
    void the_state_of_a_graph_inside_is_edited_where_it_stands_and_where_it_stood() {
        ThreadRef thread = Heddle.over(engine()).thread(AskGraphs.NESTED, fresh());
        thread.run();
        String inner = get(engine().threads().state(thread.key()))
                .openInterrupts()
                .getFirst()
                .namespace();

        CheckpointId made = get(engine().threads()
                .update(
                        thread.key(),
                        wrote("inner", "{\"trail\":\"inner by hand\"}").in(inner)));

        CheckpointView state = get(engine().threads().state(thread.key(), StateQuery.HEAD.in(inner)));
        assertThat(state.id()).isEqualTo(made);
        assertThat(state.next()).containsExactly("after");
        assertThat(get(engine().threads().state(thread.key())).openInterrupts()).hasSize(1);
        Outcome done = thread.answer(AskGraphs.APPROVAL, AskGraphs.Verdict.APPROVE);
        assertThat(done.state().get(FlowGraphs.TRAIL))
                .startsWith("inner by hand", "inner after", "middle after", "inner APPROVE");
        assertThat(problem(engine().threads()
                        .update(thread.key(), wrote("inner", "{}").in(inner))))
                .as("nobody is in it any more")
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("checkpoint.checkpoint_ns"));
    }

    @Test
    void an_edit_of_an_older_state_of_a_graph_inside_branches_there() {
        ThreadRef thread = Heddle.over(engine()).thread(AskGraphs.NESTED, fresh());
        thread.run();
        String inner = get(engine().threads().state(thread.key()))
                .openInterrupts()
                .getFirst()
                .namespace();
        CheckpointView first = get(engine().threads().state(thread.key(), StateQuery.HEAD.in(inner)));
        get(engine().threads()
                .update(thread.key(), wrote("inner", "{\"trail\":\"one\"}").in(inner)));

        get(engine().threads()
                .update(
                        thread.key(),
                        wrote("inner", "{\"trail\":\"other\"}").in(inner).at(id(first))));

        CheckpointView state = get(engine().threads().state(thread.key(), StateQuery.HEAD.in(inner)));
        assertThat(state.parent()).isEqualTo(first.id());
        assertThat(state.values()).hasToString("{\"trail\":[\"other\"]}");
        assertThat(get(engine().threads().history(thread.key(), HistoryQuery.LATEST_TEN.in(inner))))
                .hasSize(4);
    }

    private void refused(ThreadKey key, List<List<StateUpdate>> supersteps, String field) {
        assertThat(problem(engine().threads().bulkUpdate(key, supersteps)))
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class,
                        invalid -> assertThat(invalid.field()).isEqualTo(field));
    }

    private static StateUpdate wrote(String node, String values) {
        return StateUpdate.of(json(values)).as(node);
    }

    private static NewThread onGraph(String graph) {
        return new NewThread(json("{\"graph_id\":\"%s\"}".formatted(graph)), NewThread.IfExists.RAISE);
    }
}
