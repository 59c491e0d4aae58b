package io.heddle.contract;

import static io.heddle.contract.AskGraphs.SPENT;
import static io.heddle.contract.FlowGraphs.TRAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Interrupt;
import io.heddle.api.Problem;
import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.api.RunQuery;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.Graph;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every engine promises about questions, recorded calls, and graphs inside graphs. */
public abstract class AskContract extends EngineCase {
    private static final JsonValue APPROVE = json("\"APPROVE\"");

    @Test
    void a_question_pauses_the_thread_and_its_answer_goes_on_without_repeating_anything() {
        ThreadKey key = fresh();
        RunResult asked = run(key, RunRequest.of("one-question", JsonValue.EMPTY_OBJECT));

        assertThat(asked.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(get(engine().threads().get(key)).status()).isEqualTo(ThreadStatus.INTERRUPTED);
        assertThat(AskGraphs.effects(key.thread().value())).isEqualTo(2);

        resume(key, "one-question", new Resume.Plain(APPROVE));

        assertThat(trail(key, AskGraphs.ONE)).containsExactly("APPROVE", "other", "after");
        assertThat(view(key, AskGraphs.ONE).get(SPENT))
                .as("the attempt whose call was recorded")
                .isEqualTo(1);
        assertThat(AskGraphs.effects(key.thread().value())).isEqualTo(2);
        assertThat(get(engine().threads().get(key)).status()).isEqualTo(ThreadStatus.IDLE);
    }

    @Test
    void going_on_without_an_answer_leaves_the_question_open() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("one-question", JsonValue.EMPTY_OBJECT));

        run(key, RunRequest.of("one-question", null));

        assertThat(get(engine().threads().get(key)).status()).isEqualTo(ThreadStatus.INTERRUPTED);
        resume(key, "one-question", new Resume.ByName(Map.of("approval", APPROVE)));
        assertThat(trail(key, AskGraphs.ONE)).containsExactly("APPROVE", "other", "after");
    }

    @Test
    void ten_questions_in_a_loop_carry_each_effect_out_once() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("ten-questions", JsonValue.EMPTY_OBJECT));

        for (int round = 0; round < 10; round++) {
            resume(key, "ten-questions", new Resume.Plain(JsonValue.encode(round)));
        }

        assertThat(view(key, AskGraphs.TEN).get(SPENT)).isEqualTo(45);
        assertThat(AskGraphs.effects(key.thread().value())).isEqualTo(10);
    }

    @Test
    void several_questions_are_answered_in_any_order() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("several-questions", JsonValue.EMPTY_OBJECT));

        resume(key, "several-questions", new Resume.ByName(Map.of("price", json("7"))));
        resume(key, "several-questions", new Resume.ByName(Map.of("#0", json("\"one\""))));
        resume(key, "several-questions", new Resume.ByName(Map.of("#1", json("\"two\""), "approval", APPROVE)));

        assertThat(trail(key, AskGraphs.SEVERAL)).containsExactly("APPROVE for 7", "one then two");
    }

    @Test
    void an_answer_of_another_type_is_refused_and_the_question_stays_open() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("several-questions", JsonValue.EMPTY_OBJECT));
        CheckpointView asked = get(engine().threads().state(key));
        int rows = get(engine().threads().history(key, HistoryQuery.LATEST_TEN)).size();

        Problem.InvalidRequest byName = refused(
                key, "several-questions", new Resume.ByName(Map.of("approval", APPROVE, "price", json("\"dear\""))));
        Problem.InvalidRequest byId = refused(
                key,
                "several-questions",
                new Resume.ById(Map.of(asked.openInterrupts().getFirst().id(), json("\"MAYBE\""))));

        assertThat(byName.field()).isEqualTo("command.resume.price");
        assertThat(byName.found()).isEqualTo("\"dear\"");
        assertThat(byName.expected()).contains("as question price is answered with Integer");
        assertThat(byId.expected()).contains("as question approval is answered with Verdict");
        assertThat(get(engine().threads().state(key))).isEqualTo(asked);
        assertThat(get(engine().threads().history(key, HistoryQuery.LATEST_TEN)))
                .hasSize(rows);
        assertThat(get(engine().runs().list(key, new RunQuery(10, 0, null)))).hasSize(1);
        resume(key, "several-questions", new Resume.ByName(Map.of("price", json("7"), "approval", APPROVE)));
        assertThat(get(engine().threads().state(key)).openInterrupts()).hasSize(1);
    }

    @Test
    void an_answer_of_another_type_is_refused_in_graphs_inside_too() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("nested", JsonValue.EMPTY_OBJECT));

        Problem.InvalidRequest refused =
                refused(key, "nested", new Resume.ById(Map.of(openIds(key).getFirst(), json("{\"yes\":true}"))));

        assertThat(refused.expected()).contains("as question approval is answered with Verdict");
        assertThat(openIds(key)).hasSize(2);
    }

    @Test
    void a_question_that_nobody_declared_is_asked_again_when_its_answer_does_not_fit() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("ten-questions", JsonValue.EMPTY_OBJECT));
        List<String> open = openIds(key);

        resume(key, "ten-questions", new Resume.Plain(json("\"dear\"")));

        assertThat(openIds(key)).isEqualTo(open);
        assertThat(get(engine().threads().get(key)).status()).isEqualTo(ThreadStatus.INTERRUPTED);
        for (int round = 0; round < 10; round++) {
            resume(key, "ten-questions", new Resume.Plain(JsonValue.encode(round)));
        }
        assertThat(view(key, AskGraphs.TEN).get(SPENT)).isEqualTo(45);
        assertThat(AskGraphs.effects(key.thread().value())).isEqualTo(10);
    }

    @Test
    void new_input_drops_what_was_asked_and_takes_what_a_sibling_had_written() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("one-question", JsonValue.EMPTY_OBJECT));
        run(key, RunRequest.of("one-question", JsonValue.EMPTY_OBJECT));

        resume(key, "one-question", new Resume.Plain(APPROVE));

        assertThat(trail(key, AskGraphs.ONE)).containsExactly("other", "APPROVE", "other", "after");
        assertThat(AskGraphs.effects(key.thread().value())).isEqualTo(4);
    }

    @Test
    void copies_of_a_graph_in_a_graph_ask_side_by_side_and_are_answered_in_reverse() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("nested", JsonValue.EMPTY_OBJECT));
        List<String> open = openIds(key);
        assertThat(open).hasSize(2);

        resume(key, "nested", new Resume.ById(Map.of(open.get(1), json("\"REJECT\""))));
        assertThat(get(engine().threads().get(key)).status()).isEqualTo(ThreadStatus.INTERRUPTED);
        resume(key, "nested", new Resume.ById(Map.of(open.get(0), APPROVE)));

        assertThat(trail(key, AskGraphs.NESTED))
                .containsExactly(
                        "inner APPROVE",
                        "inner after",
                        "middle after",
                        "inner REJECT",
                        "inner after",
                        "middle after",
                        "after");
        assertThat(AskGraphs.effects(key.thread().value())).isEqualTo(2);
    }

    @Test
    void what_is_asked_in_a_graph_without_memory_is_an_error_that_says_what_to_do() {
        ThreadKey key = fresh();

        RunResult result = run(key, RunRequest.of("forgetful", JsonValue.EMPTY_OBJECT));

        assertThat(result.error().name()).isEqualTo("NoMemoryError");
        assertThat(result.error().message())
                .contains("node inner asks approval", "graph inside runs without memory", "Memory.PER_CALL");
        assertThat(get(engine().threads().state(key)).openInterrupts()).isEmpty();
    }

    @Test
    void a_graph_without_memory_has_no_history() {
        ThreadKey key = fresh();

        run(key, RunRequest.of("fleeting", JsonValue.EMPTY_OBJECT));

        assertThat(trail(key, AskGraphs.FLEETING)).containsExactly("inner", "inner");
        CheckpointView due =
                get(engine().threads().history(key, HistoryQuery.LATEST_TEN)).get(1);
        assertThat(due.tasks())
                .extracting(task -> task.node() + " " + (task.subgraph() != null))
                .containsExactly("sub false", "sub2 true");
    }

    @Test
    void a_graph_hands_control_to_the_one_around_it() {
        assertThat(Heddle.over(engine())
                        .thread(AskGraphs.HANDOFF, fresh())
                        .invoke()
                        .get(TRAIL))
                .containsExactly("handed over", "after", "other");
    }

    @Test
    void a_breakpoint_pauses_before_a_node_and_a_null_input_goes_on() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("join", JsonValue.EMPTY_OBJECT).pausingBefore("c"));

        assertThat(get(engine().threads().state(key)).next()).containsExactly("c");
        assertThat(get(engine().threads().get(key)).status()).isEqualTo(ThreadStatus.INTERRUPTED);
        run(key, RunRequest.of("join", null));
        assertThat(trail(key, FlowGraphs.JOIN)).containsExactly("a", "b", "b2", "c");
    }

    @Test
    void one_step_at_a_time_comes_to_the_same_end() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("join", JsonValue.EMPTY_OBJECT).oneStep());
        int steps = 1;
        while (!get(engine().threads().state(key)).next().isEmpty()) {
            run(key, RunRequest.of("join", null).oneStep());
            steps++;
        }

        assertThat(steps).isEqualTo(3);
        assertThat(trail(key, FlowGraphs.JOIN)).containsExactly("a", "b", "b2", "c");
    }

    @Test
    void orders_go_elsewhere_and_write_on_the_way() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("join", JsonValue.EMPTY_OBJECT));

        run(
                key,
                RunRequest.of("join", null)
                        .commanding(RunCommand.goTo("c").updating(json("{\"trail\":[\"by order\"]}"))));

        assertThat(trail(key, FlowGraphs.JOIN)).containsExactly("a", "b", "b2", "c", "by order", "c");
    }

    private void resume(ThreadKey key, String graph, Resume answers) {
        RunResult result = run(key, RunRequest.of(graph, null).commanding(RunCommand.resume(answers)));
        assertThat(result.error()).isNull();
    }

    private Problem.InvalidRequest refused(ThreadKey key, String graph, Resume answers) {
        return (Problem.InvalidRequest)
                problem(engine().runs().start(key, RunRequest.of(graph, null).commanding(RunCommand.resume(answers))));
    }

    private List<String> openIds(ThreadKey key) {
        return get(engine().threads().state(key)).openInterrupts().stream()
                .map(Interrupt::id)
                .toList();
    }

    private List<String> trail(ThreadKey key, Graph graph) {
        return view(key, graph).get(TRAIL);
    }

    private io.heddle.graph.View view(ThreadKey key, Graph graph) {
        return Heddle.over(engine()).thread(graph, key).state();
    }
}
