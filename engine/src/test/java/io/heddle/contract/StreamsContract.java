package io.heddle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Interrupt;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.RunView;
import io.heddle.api.StateQuery;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every engine promises about streams. */
public abstract class StreamsContract extends EngineCase {
    @Test
    void events_are_numbered_from_zero_in_the_order_of_what_happens() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("echo", json("{\"messages\":\"a b\"}"))
                        .streaming(StreamMode.VALUES, StreamMode.UPDATES, StreamMode.CUSTOM, StreamMode.MESSAGES_TUPLE)
                        .keptForReplay()
                        .creatingThread());

        List<StreamFrame> frames = all(key, run);

        assertThat(frames).extracting(StreamFrame::id).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(frames)
                .extracting(frame -> frame.event().name())
                .containsExactly(
                        "metadata",
                        "values",
                        "custom",
                        "messages",
                        "messages",
                        "messages",
                        "messages",
                        "updates",
                        "values");
    }

    @Test
    void who_reads_from_the_start_is_told_what_was_told_while_it_happened() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("echo", json("{\"messages\":\"a b c d e f g h\"}"))
                        .streaming(StreamMode.values())
                        .keptForReplay());

        List<StreamFrame> live = frames(key, run.id(), StreamRequest.all());

        assertThat(told(all(key, run))).isEqualTo(told(live));
        assertThat(live.getLast().event().name()).isEqualTo("debug");
    }

    @Test
    void what_is_durable_is_told_again_of_a_run_that_was_not_to_be_kept() {
        ThreadKey key = fresh();
        RunView run =
                start(key, RunRequest.of("echo", json("{\"messages\":\"a b\"}")).streaming(StreamMode.values()));

        assertThat(all(key, run))
                .extracting(frame -> frame.event().name())
                .contains("metadata", "values", "updates")
                .endsWith("checkpoints", "debug");
    }

    /** The whole stream of a run, when it has ended. */
    private List<StreamFrame> all(ThreadKey key, RunView run) {
        get(engine().runs().join(key, run.id()));
        return frames(key, run.id(), StreamRequest.all());
    }

    private static List<String> told(List<StreamFrame> frames) {
        return frames.stream()
                .map(frame -> frame.id() + " " + frame.event().name() + " "
                        + frame.event().data())
                .toList();
    }

    @Test
    void a_reader_who_comes_back_gets_exactly_what_was_missed() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("echo", json("{\"messages\":\"a b c d\"}"))
                        .streaming(StreamMode.values())
                        .keptForReplay()
                        .creatingThread());
        List<StreamFrame> all = frames(key, run.id(), StreamRequest.all());

        for (StreamFrame seen : all) {
            assertThat(ids(frames(key, run.id(), StreamRequest.after(seen.id()))))
                    .isEqualTo(ids(
                            all.stream().filter(frame -> frame.id() > seen.id()).toList()));
        }
    }

    @Test
    void a_reader_may_want_some_modes_only_and_an_unknown_run_is_refused() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("echo", json("{\"messages\":\"a\"}"))
                        .streaming(StreamMode.values())
                        .creatingThread());
        get(engine().runs().join(key, run.id()));

        assertThat(frames(
                        key,
                        run.id(),
                        new StreamRequest(StreamRequest.FROM_START, java.util.Set.of(StreamMode.UPDATES))))
                .extracting(frame -> frame.event().name())
                .containsExactly("metadata", "updates");
        assertThatThrownBy(() -> frames(key, RunId.of(UUID.randomUUID()), StreamRequest.all()))
                .hasRootCauseInstanceOf(ProblemException.class);
    }

    @Test
    void threads_whose_callers_chose_the_same_run_id_see_nothing_of_each_other() {
        RunId chosen = RunId.of(UUID.randomUUID());
        ThreadKey one = fresh();
        ThreadKey other = fresh();
        List.of(one, other)
                .forEach(key -> run(
                        key,
                        RunRequest.of("echo", json("{\"messages\":\"for %s only\"}".formatted(key.thread())))
                                .streaming(StreamMode.values())
                                .withRunId(chosen)
                                .creatingThread()));

        assertThat(told(one, chosen))
                .contains(one.thread().value())
                .doesNotContain(other.thread().value());
        assertThat(told(other, chosen))
                .contains(other.thread().value())
                .doesNotContain(one.thread().value());
    }

    private String told(ThreadKey key, RunId run) {
        return frames(key, run, StreamRequest.all()).stream()
                .map(frame -> frame.event().data().toString())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void a_failure_is_the_last_event() {
        ThreadKey key = fresh();
        RunView run = start(
                key, RunRequest.of("failing", json("{\"topic\":\"boom\"}")).creatingThread());

        assertThat(frames(key, run.id(), StreamRequest.all()).getLast().event().data())
                .hasToString("{\"error\":\"IllegalStateException\",\"message\":\"Boo!\"}");
    }

    @Test
    void graphs_inside_are_told_of_under_their_namespaces_to_those_who_ask() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("nested", JsonValue.EMPTY_OBJECT)
                        .streaming(StreamMode.UPDATES, StreamMode.VALUES)
                        .withSubgraphs()
                        .keptForReplay());
        List<StreamFrame> all = all(key, run);
        CheckpointView state = get(engine().threads().state(key, StateQuery.HEAD.withSubgraphs()));
        String middle = state.tasks().getFirst().subgraph();
        String inside = state.tasks().getFirst().state().tasks().getFirst().subgraph();

        assertThat(all)
                .extracting(frame -> frame.event().name())
                .contains("values", "values|" + middle, "values|" + inside, "updates|" + inside, "updates");
        assertThat(all)
                .filteredOn(frame -> frame.event().name().equals("updates|" + inside))
                .extracting(frame -> frame.event().data())
                .containsExactly(json("{\"__interrupt__\":"
                        + Interrupt.json(state.openInterrupts().subList(0, 1)) + "}"));
        assertThat(all).extracting(frame -> frame.event().namespace()).contains("", middle, inside);
        for (StreamFrame seen : all) {
            assertThat(frames(key, run.id(), StreamRequest.after(seen.id())))
                    .isEqualTo(
                            all.stream().filter(frame -> frame.id() > seen.id()).toList());
        }
        RunView blind = start(
                key, RunRequest.of("nested", JsonValue.EMPTY_OBJECT).streaming(StreamMode.UPDATES, StreamMode.VALUES));
        assertThat(all(key, blind))
                .extracting(frame -> frame.event().namespace())
                .containsOnly("");
    }

    @Test
    void tokens_of_nodes_inside_come_once_and_say_where_they_come_from() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("echo-inside", json("{\"messages\":\"a b\"}"))
                        .streaming(StreamMode.MESSAGES_TUPLE, StreamMode.CUSTOM)
                        .withSubgraphs()
                        .keptForReplay());
        List<StreamFrame> all = all(key, run);
        CheckpointView asked =
                get(engine().threads().history(key, HistoryQuery.LATEST_TEN)).get(1);
        String inside = asked.tasks().getFirst().subgraph();

        assertThat(all)
                .extracting(frame -> frame.event().name())
                .containsExactly(
                        "metadata",
                        "custom|" + inside,
                        "messages|" + inside,
                        "messages|" + inside,
                        "messages|" + inside,
                        "messages|" + inside);
        assertThat(all.getLast()
                        .event()
                        .data()
                        .node()
                        .at("/1/langgraph_checkpoint_ns")
                        .asText())
                .startsWith(inside + "|reply:");

        RunView blind = start(
                key,
                RunRequest.of("echo-inside", json("{\"messages\":\"c\"}"))
                        .streaming(StreamMode.MESSAGES_TUPLE, StreamMode.CUSTOM));
        assertThat(all(key, blind))
                .extracting(frame -> frame.event().name())
                .as("the answer is told once, whole, by the node that is the graph")
                .containsExactly("metadata", "messages");
    }

    @Test
    void tasks_and_checkpoints_are_told_as_they_begin_end_and_are_made() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("failing", json("{\"topic\":\"calm\"}"))
                        .streaming(StreamMode.VALUES, StreamMode.UPDATES, StreamMode.TASKS, StreamMode.CHECKPOINTS)
                        .keptForReplay());
        List<StreamFrame> all = all(key, run);

        assertThat(all)
                .extracting(frame -> frame.event().name())
                .containsExactly(
                        "metadata",
                        "checkpoints",
                        "values",
                        "checkpoints",
                        "tasks",
                        "updates",
                        "tasks",
                        "values",
                        "checkpoints",
                        "tasks",
                        "updates",
                        "tasks",
                        "values",
                        "checkpoints");
        List<JsonNode> tasks = data(all, "tasks");
        assertThat(tasks)
                .extracting(task -> task.get("name").asText())
                .containsExactly("mark", "mark", "break", "break");
        assertThat(tasks.get(0).at("/input/topic").asText()).isEqualTo("calm");
        assertThat(tasks.get(0).at("/triggers/0").asText()).isEqualTo("branch:to:mark");
        assertThat(tasks.get(1).get("id")).isEqualTo(tasks.get(0).get("id"));
        assertThat(tasks.get(1).at("/result/markers/0").asText()).isEqualTo("before");
        assertThat(tasks.get(1).get("error").isNull()).isTrue();
        List<JsonNode> checkpoints = data(all, "checkpoints");
        List<CheckpointView> history =
                get(engine().threads().history(key, HistoryQuery.LATEST_TEN)).reversed();
        for (int i = 0; i < checkpoints.size(); i++) {
            assertThat(checkpoints.get(i).at("/checkpoint/checkpoint_id").asText())
                    .isEqualTo(id(history.get(i)).value());
            assertThat(checkpoints.get(i).get("values"))
                    .isEqualTo(history.get(i).values().node());
            assertThat(checkpoints.get(i).get("metadata"))
                    .isEqualTo(history.get(i).metadata().node());
        }
        for (StreamFrame seen : all) {
            assertThat(frames(key, run.id(), StreamRequest.after(seen.id())))
                    .isEqualTo(
                            all.stream().filter(frame -> frame.id() > seen.id()).toList());
        }
    }

    @Test
    void debug_tells_both_with_step_and_time() {
        ThreadKey key = fresh();
        RunView run = start(
                key, RunRequest.of("failing", json("{\"topic\":\"boom\"}")).streaming(StreamMode.DEBUG));

        List<JsonNode> told = data(all(key, run), "debug");

        assertThat(told)
                .extracting(each ->
                        each.get("step").asInt() + " " + each.get("type").asText())
                .containsExactly(
                        "-1 checkpoint",
                        "0 checkpoint",
                        "1 task",
                        "1 task_result",
                        "1 checkpoint",
                        "2 task",
                        "2 task_result");
        assertThat(told.getLast().at("/payload/error").asText()).isEqualTo("IllegalStateException: Boo!");
        assertThat(Instant.parse(told.getFirst().get("timestamp").asText()))
                .isBefore(Instant.now().plusSeconds(60));
    }

    private static List<JsonNode> data(List<StreamFrame> frames, String name) {
        return frames.stream()
                .filter(frame -> frame.event().name().equals(name))
                .map(frame -> frame.event().data().node())
                .toList();
    }
}
