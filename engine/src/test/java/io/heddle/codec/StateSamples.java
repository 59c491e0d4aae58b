package io.heddle.codec;

import io.heddle.api.Message;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStatus;
import io.heddle.api.ThreadTtl;
import io.heddle.collection.PersistentMap;
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
import io.heddle.thread.Fork;
import io.heddle.thread.Life;
import io.heddle.thread.Run;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadStateBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A thread's state with every field in use. */
final class StateSamples {
    private StateSamples() {}

    static ThreadState full() {
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
        state.life = new Life(
                7,
                new Fork(
                        ThreadKey.parse("acme/t:0"),
                        5,
                        EventSamples.BEFORE.tick(),
                        List.of(run(failed, RunStatus.ERROR))),
                new ThreadTtl(Duration.ofMinutes(5), ThreadTtl.Strategy.KEEP_LATEST, true),
                1_764_000_000_000L);
        return state.build();
    }

    static GraphState graph() {
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
                0,
                status.ended() ? 9 : 0,
                0,
                "b2f60d3403f7e9ca",
                status == RunStatus.ERROR ? new RunError("E", "m") : null,
                status.ended(),
                status.ended() ? null : EventSamples.fullSpec());
    }

    private static Run waiting(RunId id) {
        return run(id, RunStatus.PENDING);
    }
}
