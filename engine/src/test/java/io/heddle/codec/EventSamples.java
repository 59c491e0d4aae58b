package io.heddle.codec;

import io.heddle.api.AssistantId;
import io.heddle.api.CheckpointId;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.Resume;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadTtl;
import io.heddle.graph.OnFailure;
import io.heddle.json.JsonValue;
import io.heddle.step.Ask;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Waiting;
import io.heddle.thread.Breakpoints;
import io.heddle.thread.RunOrders;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One event of each kind with every field in use, and one with as few as possible. */
final class EventSamples {
    static final RunId RUN = new RunId("0193e5ad-7e40-7c21-9a4d-3f1c5e0b8a77");
    static final RunId OTHER = new RunId("0193e5ad-7e40-7c21-9a4d-3f1c5e0b8a78");
    static final AssistantId ASSISTANT = new AssistantId("fe096781-5601-53d2-b2f6-0d3403f7e9ca");
    static final String TASK = "2b7a2ed0-3b1c-5d0e-9f5b-0c6d8f4e1a22";
    static final CheckpointId BEFORE = CheckpointId.at(139_842_336_000_000_000L, 3, 1);
    static final CheckpointId HERE = CheckpointId.at(139_842_336_000_010_000L, 4, 0);

    static final Waiting WAITING = new Waiting(Map.of("a+b:c", List.of("a")), List.of("last"));

    private EventSamples() {}

    static List<ThreadEvent> full() {
        return List.of(
                new ThreadEvent.ThreadCreated(json("{\"owner\":\"ada\"}")),
                new ThreadEvent.MetadataPatched(json("{\"tag\":[1,2.50,null]}")),
                new ThreadEvent.ThreadDeleted(2, 3, 4, 139_842_336_000_000_000L),
                new ThreadEvent.RunQueued(fullSpec()),
                new ThreadEvent.RunStarted(RUN, 7),
                new ThreadEvent.RunClaimed(5),
                new ThreadEvent.InputApplied(
                        "sub",
                        RUN,
                        true,
                        List.of(everyChange().get(2)),
                        Map.of("sum", json("3"), "all", json("[1]")),
                        everyDestination(),
                        WAITING,
                        true),
                new ThreadEvent.AttemptGranted("sub"),
                new ThreadEvent.TaskSucceeded(
                        "sub",
                        TASK,
                        new TaskOutcome.Succeeded(
                                everyChange(),
                                Map.of("sum", json("3")),
                                everyDestination(),
                                List.of("m1", "m2"),
                                new TaskOutcome.Handoff(everyChange(), everyDestination()))),
                new ThreadEvent.TaskFailed("sub", TASK, new RunError("IOException", "no \"route\" to host\n")),
                new ThreadEvent.StepCommitted("sub", Map.of("sum", json("3")), everyDestination(), WAITING, true),
                new ThreadEvent.CancelRequested(RUN),
                new ThreadEvent.RunEnded(RUN, RunStatus.ERROR, new RunError("GraphRecursionError", "too far")),
                new ThreadEvent.StateUpdated(
                        "sub",
                        everyChange(),
                        List.of("a"),
                        everyDestination(),
                        WAITING,
                        Checkpoint.Source.FORK,
                        "ada",
                        "a slip of the pen"),
                new ThreadEvent.Rewound(
                        "sub",
                        new Checkpoint(
                                HERE, BEFORE, 4, Checkpoint.Source.UPDATE, RUN, List.of("a"), 1_764_000_000_000L),
                        everyDestination(),
                        WAITING,
                        everyChange(),
                        true),
                new ThreadEvent.OrdersApplied(
                        "sub",
                        RUN,
                        List.of(everyChange().get(2)),
                        Map.of("sum", json("3")),
                        everyDestination(),
                        WAITING,
                        true),
                new ThreadEvent.CallRecorded("sub", TASK, "score@2", json("{\"points\":3}")),
                new ThreadEvent.TaskInterrupted(
                        "sub",
                        TASK,
                        List.of(
                                new Ask("approval", "0123456789abcdef0123456789abcdef", json("\"ok?\""), null),
                                new Ask("#1", "1123456789abcdef0123456789abcdef", json("1"), json("true")))),
                new ThreadEvent.AskAnswered("sub", TASK, "approval", json("[\"yes\"]")),
                new ThreadEvent.SubgraphEntered(
                        "sub",
                        TASK,
                        "sub|inner:" + TASK,
                        everyChange(),
                        Map.of("sum", json("3")),
                        everyDestination(),
                        WAITING,
                        true),
                new ThreadEvent.SubgraphLeft("sub", TASK, "sub|inner", new RunError("IOException", "no route")),
                new ThreadEvent.RollbackRequested(RUN),
                new ThreadEvent.RunsHidden(List.of(RUN, OTHER)),
                new ThreadEvent.TtlSet(new ThreadTtl(Duration.ofMinutes(5), ThreadTtl.Strategy.KEEP_LATEST, true)),
                new ThreadEvent.ThreadForked(StateSamples.full()),
                new ThreadEvent.StateRebased(StateSamples.full()));
    }

    static List<ThreadEvent> sparse() {
        return List.of(
                new ThreadEvent.ThreadCreated(JsonValue.EMPTY_OBJECT),
                new ThreadEvent.MetadataPatched(JsonValue.EMPTY_OBJECT),
                new ThreadEvent.ThreadDeleted(0, 0, 0, 0),
                new ThreadEvent.RunQueued(spec(null)),
                new ThreadEvent.RunQueued(spec(List.of())),
                new ThreadEvent.RunStarted(RUN, 0),
                new ThreadEvent.RunClaimed(0),
                new ThreadEvent.InputApplied("", RUN, false, List.of(), Map.of(), List.of(), Waiting.NOTHING, false),
                new ThreadEvent.AttemptGranted(""),
                new ThreadEvent.TaskSucceeded(
                        "", TASK, new TaskOutcome.Succeeded(List.of(), Map.of(), List.of(), List.of())),
                new ThreadEvent.TaskFailed("", TASK, new RunError("", "")),
                new ThreadEvent.StepCommitted("", Map.of(), List.of(), Waiting.NOTHING, false),
                new ThreadEvent.CancelRequested(RUN),
                new ThreadEvent.RunEnded(RUN, RunStatus.SUCCESS, null),
                new ThreadEvent.StateUpdated(
                        "", List.of(), List.of(), List.of(), Waiting.NOTHING, Checkpoint.Source.UPDATE, null, null),
                new ThreadEvent.Rewound(
                        "",
                        new Checkpoint(HERE, null, -1, Checkpoint.Source.LOOP, null, List.of(), 0),
                        List.of(),
                        Waiting.NOTHING,
                        List.of(),
                        false),
                new ThreadEvent.OrdersApplied("", RUN, List.of(), Map.of(), List.of(), Waiting.NOTHING, false),
                new ThreadEvent.CallRecorded("", TASK, "c", JsonValue.NULL),
                new ThreadEvent.TaskInterrupted("", TASK, List.of()),
                new ThreadEvent.AskAnswered("", TASK, "q", JsonValue.NULL),
                new ThreadEvent.SubgraphEntered(
                        "", TASK, "sub", List.of(), Map.of(), List.of(), Waiting.NOTHING, false),
                new ThreadEvent.SubgraphLeft("", TASK, "sub", null),
                new ThreadEvent.RollbackRequested(RUN),
                new ThreadEvent.RunsHidden(List.of()),
                new ThreadEvent.TtlSet(null),
                new ThreadEvent.ThreadForked(ThreadState.unborn(ThreadKey.of("t"))),
                new ThreadEvent.StateRebased(ThreadState.unborn(ThreadKey.of("t"))));
    }

    /** The specification of a run as most are. */
    static RunSpec spec(List<ChannelUpdate> input) {
        return spec(ASSISTANT, input);
    }

    static RunSpec spec(AssistantId assistant, List<ChannelUpdate> input) {
        return new RunSpec(
                RUN,
                assistant,
                "agent",
                input,
                null,
                JsonValue.EMPTY_OBJECT,
                JsonValue.EMPTY_OBJECT,
                25,
                Set.of(StreamMode.VALUES),
                false,
                MultitaskStrategy.ENQUEUE,
                "b2f60d3403f7e9ca");
    }

    static RunSpec fullSpec() {
        return new RunSpec(
                RUN,
                ASSISTANT,
                "agent",
                everyChange(),
                BEFORE,
                json("{\"model\":\"small\"}"),
                json("{\"tag\":1}"),
                50,
                Set.of(StreamMode.MESSAGES_TUPLE, StreamMode.UPDATES, StreamMode.CUSTOM),
                false,
                true,
                MultitaskStrategy.REJECT,
                new RunOrders(
                        new Resume.ById(Map.of("0123456789abcdef0123456789abcdef", json("true"))),
                        everyChange(),
                        everyDestination()),
                new Breakpoints(List.of("a"), List.of("*")),
                "ada",
                "b2f60d3403f7e9ca");
    }

    static List<Destination> everyDestination() {
        return List.of(
                new Destination.Node("b"),
                new Destination.Sent("c", json("{\"essay\":1}"), OnFailure.FAIL, 0),
                new Destination.Sent("c", JsonValue.NULL, new OnFailure(OnFailure.Kind.COLLECT, "failures"), 250),
                new Destination.Sent("d", json("[]"), OnFailure.IGNORE, 1),
                new Destination.Joined("a+b:c"));
    }

    /** One update of each kind of change. */
    static List<ChannelUpdate> everyChange() {
        return ChangeSamples.ALL.entrySet().stream()
                .map(sample -> new ChannelUpdate(sample.getKey(), sample.getValue()))
                .toList();
    }

    static JsonValue json(String text) {
        return JsonValue.ofText(text);
    }
}
