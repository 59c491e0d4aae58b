package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Message;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStatus;
import io.heddle.collection.PersistentMap;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.MessageList;
import io.heddle.graph.OnFailure;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.Ask;
import io.heddle.step.Caller;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Visit;
import io.heddle.thread.ActiveRun;
import io.heddle.thread.Footing;
import io.heddle.thread.Run;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadStateBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCodecTest {
    private final SnapshotCodec codec = new SnapshotCodec();

    @Test
    void a_state_comes_back_as_it_was() {
        assertThat(codec.decode(codec.encode(full()))).contains(full());
    }

    @Test
    void a_thread_that_nobody_has_heard_of_comes_back_as_it_was() {
        ThreadState unborn = ThreadState.unborn(ThreadKey.parse("acme/t:1"));

        assertThat(codec.decode(codec.encode(unborn))).contains(unborn);
    }

    @Test
    void the_first_snapshot_ever_written_is_read() {
        Golden.of("snapshots", "thread-state." + SnapshotCodec.VERSION)
                .check(
                        () -> codec.encode(full()),
                        bytes -> codec.encode(codec.decode(bytes).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"v\":0}",
                "{\"v\":99,\"key\":\"default/t\"}",
                "{\"v\":1,\"key\":\"default/t\"}",
                "{\"v\":@}",
                "{\"v\":@,\"key\":\"default/t\",\"rest\":\"asleep\"}",
                "{\"v\":@,\"key\":\"default/t\",\"graphs\":{\"\":{\"values\":{\"m\":[\"messages\",[{}]]}}}}"
            })
    void what_cannot_be_read_is_replayed(String bytes) {
        String written = bytes.replace("@", String.valueOf(SnapshotCodec.VERSION));

        assertThat(codec.decode(written.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void a_snapshot_that_was_cut_is_replayed() {
        byte[] whole = codec.encode(full());
        for (int length = 0; length < whole.length; length++) {
            assertThat(codec.decode(Arrays.copyOf(whole, length))).isEmpty();
        }
    }

    @Test
    void what_is_untracked_leaves_no_trace() {
        ThreadStateBuilder state = new ThreadStateBuilder(ThreadKey.parse("acme/t:1"));
        GraphState graph = graph();
        Values secret = graph.values()
                .with("secret", new ChannelChange.Untracked(new ChannelChange.Assign(EventSamples.json("1"))));
        state.graphs = state.graphs.plus(ThreadState.ROOT, graph.with(secret, graph.due(), graph.waiting()));
        byte[] with = codec.encode(state.build());
        state.graphs = state.graphs.plus(ThreadState.ROOT, graph);

        assertThat(with).isEqualTo(codec.encode(state.build()));
    }

    private static ThreadState full() {
        RunId next = new RunId("0193e5ad-7e40-7c21-9a4d-3f1c5e0b8a78");
        RunId failed = new RunId("0193e5ad-7e40-7c21-9a4d-3f1c5e0b8a76");
        ThreadStateBuilder state = new ThreadStateBuilder(ThreadKey.parse("acme/t:1"));
        state.sequence = 12;
        state.incarnation = 1;
        state.exists = true;
        state.epoch = 2;
        state.dispatches = 30;
        state.tick = EventSamples.HERE.tick();
        state.newest = EventSamples.BEFORE.tick();
        state.createdAt = 1_764_000_000_000L;
        state.updatedAt = 1_764_000_000_002L;
        state.stateUpdatedAt = 1_764_000_000_001L;
        state.metadata = EventSamples.json("{\"graph_id\":\"agent\"}");
        state.config = EventSamples.json("{\"model\":\"small\"}");
        state.graphId = "agent";
        state.graphs = state.graphs.plus(ThreadState.ROOT, graph());
        for (Run run : List.of(run(failed, RunStatus.ERROR), run(EventSamples.RUN, RunStatus.RUNNING), waiting(next))) {
            state.put(run);
            state.order = state.order.plus(run.id());
        }
        state.queue = state.queue.plus(next);
        state.active = new ActiveRun(
                EventSamples.RUN,
                ActiveRun.Phase.PREPARING_INPUT,
                11,
                new ActiveRun.Ending(RunStatus.ERROR, new RunError("E", "m"), true),
                new Footing(
                        state.graphs,
                        "agent",
                        EventSamples.json("{\"model\":\"large\"}"),
                        ThreadStatus.INTERRUPTED,
                        new RunError("E", "before"),
                        EventSamples.BEFORE.tick()));
        state.rest = ThreadStatus.ERROR;
        state.error = new RunError("IOException", "no route");
        return state.build();
    }

    private static GraphState graph() {
        Values values = Values.of(Map.of(
                "title",
                new ChannelValue.Single(EventSamples.json("1e400")),
                "log",
                ChannelValue.Log.of(List.of(JsonValue.NULL, EventSamples.json("[]"))),
                "empty",
                ChannelValue.Log.EMPTY,
                "window",
                ChannelValue.Log.of(List.of(EventSamples.json("1"), EventSamples.json("2")))
                        .last(1),
                "signed",
                new ChannelValue.Arrived(List.of("legal")),
                "hint",
                new ChannelValue.Flash(new ChannelValue.Single(EventSamples.json("\"x\""))),
                "messages",
                new ChannelValue.Messages(MessageList.of(List.of(
                        Message.human("😀").withId("m1").json(),
                        Message.ai("\u2028").withId("m2").json())))));
        Checkpoint head = new Checkpoint(
                EventSamples.HERE,
                EventSamples.BEFORE,
                0,
                Checkpoint.Source.LOOP,
                EventSamples.RUN,
                List.of("__start__"),
                1_764_000_000_001L);
        DueTask done = new DueTask("a", EventSamples.TASK, EventSamples.TASK, 1, 4, DueTask.Stage.RUNNING, null);
        Destination.Sent sent =
                new Destination.Sent("b", EventSamples.json("1"), new OnFailure(OnFailure.Kind.COLLECT, "f"), 5);
        DueTask open = new DueTask("b", "another-task", "its-visit", 2, 5, DueTask.Stage.INSIDE, sent);
        TaskOutcome.Succeeded outcome = new TaskOutcome.Succeeded(
                EventSamples.everyChange(),
                Map.of("sum", EventSamples.json("3")),
                Destination.nodes("c"),
                List.of("m3"));
        Visit visit = Visit.of(
                Map.of("score", EventSamples.json("3")),
                List.of(new Ask("approval", "0123456789abcdef0123456789abcdef", EventSamples.json("1"), null)));
        return new GraphState(
                values,
                head,
                List.of(done, open),
                PersistentMap.of(done.id(), outcome),
                PersistentMap.of(open.id(), new RunError("E", "m")),
                EventSamples.WAITING,
                PersistentMap.of("its-visit", visit),
                3,
                PersistentMap.of("sum", List.of(EventSamples.json("1"))),
                new Caller("outer", "a-visit"),
                new RunError("E", "m"));
    }

    private static Run run(RunId id, RunStatus status) {
        return new Run(
                id,
                EventSamples.ASSISTANT,
                "agent",
                status,
                MultitaskStrategy.ENQUEUE,
                EventSamples.json("{\"tag\":1}"),
                true,
                2,
                1_764_000_000_000L,
                1_764_000_000_001L,
                status.ended() ? 9 : 0,
                "b2f60d3403f7e9ca",
                status == RunStatus.ERROR ? new RunError("E", "m") : null,
                status.ended(),
                status.ended() ? null : EventSamples.fullSpec());
    }

    private static Run waiting(RunId id) {
        return run(id, RunStatus.PENDING);
    }
}
