package io.heddle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.heddle.api.CheckpointView;
import io.heddle.api.CheckpointView.TaskView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Interrupt;
import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunView;
import io.heddle.api.StateQuery;
import io.heddle.api.StreamMode;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadView;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every engine shows of a thread that rests before it is done: what is asked, where it stands, why it failed. */
public abstract class PauseContract extends EngineCase {
    private static final JsonValue APPROVE = json("\"APPROVE\"");

    @Test
    void an_open_question_shows_in_result_state_and_thread() {
        ThreadKey key = fresh();
        RunResult result = run(key, RunRequest.of("one-question", JsonValue.EMPTY_OBJECT));

        assertThat(result.isPaused()).isTrue();
        assertThat(result.next()).containsExactly("ask");
        assertThat(result.values()).hasToString("{\"trail\":[\"other\"],\"spent\":0}");
        assertThat(result.interrupts()).singleElement().satisfies(asked -> {
            assertThat(asked.id()).matches("[0-9a-f]{32}");
            assertThat(asked.name()).isEqualTo("approval");
            assertThat(asked.node()).isEqualTo("ask");
            assertThat(asked.value()).hasToString("\"go on?\"");
            assertThat(asked.isOpen()).isTrue();
        });
        CheckpointView state = get(engine().threads().state(key));
        assertThat(task(state, "ask").interrupts()).isEqualTo(result.interrupts());
        assertThat(task(state, "other").interrupts()).isEmpty();
        assertThat(state.openInterrupts()).isEqualTo(result.interrupts());
        assertThat(get(engine().threads().get(key)).interrupts())
                .isEqualTo(json("{\"%s\":[{\"id\":\"%s\",\"value\":\"go on?\"}]}"
                        .formatted(
                                task(state, "ask").id(),
                                result.interrupts().getFirst().id())));
    }

    @Test
    void nothing_is_open_once_it_is_answered_and_history_keeps_what_was_asked() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("one-question", JsonValue.EMPTY_OBJECT));
        RunResult result = resume(key, "one-question", new Resume.Plain(APPROVE));

        assertThat(result.isPaused()).isFalse();
        assertThat(result.interrupts()).isEmpty();
        assertThat(get(engine().threads().get(key)).interrupts()).isEqualTo(JsonValue.EMPTY_OBJECT);
        List<CheckpointView> history = get(engine().threads().history(key, HistoryQuery.LATEST_TEN));
        assertThat(task(history.get(2), "ask").interrupts()).singleElement().satisfies(asked -> {
            assertThat(asked.value()).hasToString("\"go on?\"");
            assertThat(asked.answer()).isEqualTo(APPROVE);
        });
    }

    @Test
    void after_some_answers_the_others_are_open() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("several-questions", JsonValue.EMPTY_OBJECT));
        resume(key, "several-questions", new Resume.ByName(Map.of("#0", json("1"), "price", json("7"))));
        RunResult result = resume(key, "several-questions", new Resume.ByName(Map.of("#1", json("\"two\""))));

        assertThat(result.interrupts()).extracting(Interrupt::name).containsExactly("approval");
        CheckpointView state = get(engine().threads().state(key));
        assertThat(state.next()).containsExactly("ask");
        assertThat(task(state, "other").interrupts())
                .as("of a task that has ended")
                .noneMatch(Interrupt::isOpen);
        assertThat(task(state, "other").result()).isNotNull();
    }

    @Test
    void a_stream_tells_what_is_asked_and_at_its_end_the_state_with_all_that_is_open() {
        ThreadKey key = fresh();
        List<String> told = told(key, RunRequest.of("one-question", JsonValue.EMPTY_OBJECT));

        String asked = Interrupt.json(get(engine().threads().state(key)).openInterrupts())
                .toString();
        assertThat(told)
                .contains(
                        "updates {\"__interrupt__\":%s}".formatted(asked),
                        "updates {\"other\":{\"trail\":[\"other\"]}}")
                .last()
                .isEqualTo("values {\"trail\":[\"other\"],\"spent\":0,\"__interrupt__\":%s}".formatted(asked));
    }

    @Test
    void a_breakpoint_is_told_with_nothing_to_answer() {
        ThreadKey key = fresh();
        List<String> told =
                told(key, RunRequest.of("join", JsonValue.EMPTY_OBJECT).pausingBefore("c"));

        assertThat(told).endsWith("updates {\"__interrupt__\":[]}", "values {\"__interrupt__\":[]}");
        assertThat(get(engine().threads().state(key)).openInterrupts()).isEmpty();
        assertThat(get(engine().threads().get(key)).interrupts()).isEqualTo(JsonValue.EMPTY_OBJECT);
    }

    @Test
    void a_task_asks_what_is_asked_in_the_graph_inside_it() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("nested", JsonValue.EMPTY_OBJECT));

        CheckpointView state = get(engine().threads().state(key));
        ThreadView thread = get(engine().threads().get(key));
        TaskView sub = task(state, "sub");
        assertThat(sub.interrupts()).extracting(Interrupt::node).containsExactly("inner");
        assertThat(sub.subgraph()).isEqualTo("sub:" + sub.id());
        assertThat(sub.state()).isNull();
        assertThat(JsonSlice.of(thread.interrupts()).members())
                .containsOnlyKeys(sub.id(), task(state, "sub2").id());
    }

    @Test
    void the_states_of_graphs_inside_are_shown_to_those_who_ask() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("nested", JsonValue.EMPTY_OBJECT));

        CheckpointView state = get(engine().threads().state(key, StateQuery.HEAD.withSubgraphs()));
        CheckpointView middle = task(state, "sub").state();
        CheckpointView inside = task(middle, "sub").state();
        assertThat(inside.next()).containsExactly("inner");
        assertThat(inside.openInterrupts()).isEqualTo(task(state, "sub").interrupts());
        assertThat(inside.namespace()).isEqualTo(task(middle, "sub").subgraph());
        assertThat(inside.metadata().node().get("parents"))
                .isEqualTo(json("{\"\":\"%s\",\"%s\":\"%s\"}".formatted(state.id(), middle.namespace(), middle.id()))
                        .node());
        assertThat(get(engine().threads()
                        .state(key, StateQuery.HEAD.in(middle.namespace()).withSubgraphs())))
                .isEqualTo(middle);
        assertThat(get(engine().threads().state(key, StateQuery.HEAD.in(inside.namespace()))))
                .isEqualTo(inside);
    }

    @Test
    void a_graph_inside_has_a_history_of_its_own() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("nested", JsonValue.EMPTY_OBJECT));
        CheckpointView state = get(engine().threads().state(key));
        String namespace = task(state, "sub").subgraph();
        assertThat(namespace).isNotNull();
        resume(key, "nested", new Resume.ById(Map.of(id(state, "sub"), APPROVE, id(state, "sub2"), APPROVE)));

        List<CheckpointView> history = get(engine().threads().history(key, HistoryQuery.LATEST_TEN.in(namespace)));
        assertThat(history)
                .extracting(CheckpointView::next)
                .containsExactly(List.of(), List.of("after"), List.of("sub"), List.of("__start__"));
        assertThat(history)
                .extracting(each -> each.metadata().node().get("step").asInt())
                .containsExactly(2, 1, 0, -1);
        assertThat(history)
                .allSatisfy(
                        each -> assertThat(each.metadata().node().get("parents").has(""))
                                .isTrue());
        for (CheckpointView each : history) {
            assertThat(get(engine().threads()
                            .state(key, StateQuery.HEAD.in(namespace).at(id(each)))))
                    .isEqualTo(each);
        }
        assertThat(get(engine().threads().state(key, StateQuery.HEAD.in(namespace)))
                        .values())
                .as("where it was when it was left")
                .isEqualTo(history.getFirst().values());
        assertThat(task(
                                get(engine().threads().history(key, HistoryQuery.LATEST_TEN))
                                        .get(2),
                                "sub")
                        .interrupts())
                .as("what was asked inside")
                .extracting(Interrupt::answer)
                .containsExactly(APPROVE);
    }

    @Test
    void a_failure_shows_at_the_task_that_failed() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("failing", json("{\"topic\":\"boom\"}")));

        List<CheckpointView> history = get(engine().threads().history(key, HistoryQuery.LATEST_TEN));
        assertThat(history)
                .flatExtracting(CheckpointView::tasks)
                .extracting(TaskView::node, TaskView::error)
                .containsExactly(
                        tuple("break", "IllegalStateException: Boo!"), tuple("mark", null), tuple("__start__", null));
    }

    private RunResult resume(ThreadKey key, String graph, Resume answers) {
        return run(key, RunRequest.of(graph, null).commanding(RunCommand.resume(answers)));
    }

    private List<String> told(ThreadKey key, RunRequest request) {
        RunView run = start(key, request.streaming(StreamMode.VALUES, StreamMode.UPDATES));
        get(engine().runs().join(key, run.id()));
        return frames(key, run.id(), StreamRequest.all()).stream()
                .map(frame -> frame.event().name() + " " + frame.event().data())
                .toList();
    }

    private static String id(CheckpointView state, String node) {
        return task(state, node).interrupts().getFirst().id();
    }

    private static TaskView task(CheckpointView state, String node) {
        return state.tasks().stream()
                .filter(task -> task.node().equals(node))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no task of " + node + " in " + state.tasks()));
    }
}
