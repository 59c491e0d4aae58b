package io.heddle.simulation;

import io.heddle.api.AssistantId;
import io.heddle.api.CancelAction;
import io.heddle.api.CheckpointId;
import io.heddle.api.Message;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunId;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadTtl;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import io.heddle.step.Arrival;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.GraphState;
import io.heddle.thread.Copying;
import io.heddle.thread.EditStep;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients want of a thread, out of a seed. They do not look at how it stands, but they remember what they asked. */
final class SimulatedClients {
    private static final ThreadState OTHER =
            Copying.base(ThreadState.created(ThreadKey.of("other"), JsonValue.EMPTY_OBJECT));

    private static final AssistantId ASSISTANT = new AssistantId("fe096781-5601-53d2-b2f6-0d3403f7e9ca");

    private final Random random;
    private final SimulatedThread thread;
    private final List<RunSpec> asked = new ArrayList<>();
    private final Map<RunId, String> numbers = new HashMap<>();
    private int edits;

    SimulatedClients(Random random, SimulatedThread thread) {
        this.random = random;
        this.thread = thread;
    }

    String numberOf(RunId run) {
        return numbers.get(run);
    }

    RunId run(String number) {
        return asked.get(Integer.parseInt(number) - 1).id();
    }

    boolean hasInput(RunId run) {
        return asked.stream().anyMatch(spec -> spec.id().equals(run) && spec.input() != null);
    }

    ThreadCommand next() {
        int dice = random.nextInt(100);
        if (dice < 45) {
            RunSpec spec = spec();
            asked.add(spec);
            return new ThreadCommand.Start(spec, random.nextInt(4) != 0);
        }
        if (dice < 55 && !asked.isEmpty()) {
            RunSpec again = asked.get(random.nextInt(asked.size()));
            return new ThreadCommand.Start(random.nextInt(4) == 0 ? other(again) : again, true);
        }
        if (dice < 70 && !asked.isEmpty()) {
            int recent = Math.max(0, asked.size() - 1 - random.nextInt(4));
            return new ThreadCommand.Cancel(
                    asked.get(recent).id(), random.nextBoolean() ? CancelAction.INTERRUPT : CancelAction.ROLLBACK);
        }
        if (dice < 73) {
            return new ThreadCommand.Delete();
        }
        if (dice < 76) {
            return new ThreadCommand.Create(JsonValue.ofText("{\"owner\":\"ada\"}"), random.nextBoolean());
        }
        if (dice < 79) {
            return new ThreadCommand.Patch(JsonValue.ofText("{\"tag\":%d}".formatted(dice)));
        }
        if (dice < 82) {
            return new ThreadCommand.TakeOver();
        }
        if (dice < 84) {
            return new ThreadCommand.Prune();
        }
        if (dice < 86) {
            ThreadTtl.Strategy strategy = ThreadTtl.Strategy.values()[random.nextInt(2)];
            ThreadTtl ttl = new ThreadTtl(Duration.ofMillis(1 + random.nextInt(2_000)), strategy, random.nextBoolean());
            return new ThreadCommand.Patch(JsonValue.EMPTY_OBJECT, ttl);
        }
        if (dice < 89) {
            return new ThreadCommand.Expire();
        }
        return dice < 90 ? new ThreadCommand.Fork(OTHER) : edit();
    }

    private RunSpec spec() {
        RunId id = new RunId(new UUID(random.nextLong(), random.nextLong()).toString());
        String number = String.valueOf(asked.size() + 1);
        numbers.put(id, number);
        Graph graph = ScriptedGraphs.ALL.get(random.nextInt(ScriptedGraphs.ALL.size()));
        boolean unknownGraph = random.nextInt(40) == 0;
        return new RunSpec(
                id,
                ASSISTANT,
                unknownGraph ? "gone" : graph.id(),
                random.nextInt(100) < 75 ? input(number) : null,
                random.nextInt(100) < 15 ? checkpoint() : null,
                JsonValue.EMPTY_OBJECT,
                JsonValue.EMPTY_OBJECT,
                random.nextInt(6) == 0 ? 1 + random.nextInt(2) : 25,
                EnumSet.of(StreamMode.VALUES, StreamMode.values()[random.nextInt(StreamMode.values().length)]),
                random.nextBoolean(),
                random.nextInt(4) == 0
                        ? MultitaskStrategy.values()[random.nextInt(MultitaskStrategy.values().length)]
                        : MultitaskStrategy.ENQUEUE,
                "digest of " + number);
    }

    private List<ChannelUpdate> input(String number) {
        List<Write> writes =
                new ArrayList<>(List.of(ScriptedGraphs.TRAIL.add("in:" + number), ScriptedGraphs.CURRENT.set(number)));
        if (random.nextInt(3) == 0) {
            writes.add(ScriptedGraphs.SUM.fold(100));
        }
        if (random.nextBoolean()) {
            writes.add(ScriptedGraphs.CHAT.add(Message.human("hello").withId("h-" + number)));
        }
        if (random.nextInt(20) == 0) {
            writes.add(ScriptedGraphs.CHAT.remove("nobody"));
        }
        return ChannelUpdate.of(writes);
    }

    private static RunSpec other(RunSpec spec) {
        return new RunSpec(
                spec.id(),
                spec.assistant(),
                spec.graphId(),
                spec.input(),
                spec.checkpoint(),
                spec.config(),
                spec.metadata(),
                spec.stepLimit(),
                spec.modes(),
                spec.resumable(),
                spec.strategy(),
                "another digest");
    }

    private ThreadCommand edit() {
        Checkpoint head = thread.state().root().head();
        CheckpointId expected = head == null ? null : head.id();
        if (random.nextInt(6) == 0) {
            expected = checkpoint();
        }
        GraphState base = random.nextInt(4) == 0 ? thread.checkpoints().get(checkpoint()) : null;
        List<Write> writes = new ArrayList<>();
        if (random.nextBoolean()) {
            writes.add(ScriptedGraphs.TRAIL.add("edit:" + ++edits));
        }
        if (random.nextInt(3) == 0) {
            writes.add(ScriptedGraphs.ROUNDS.set(random.nextInt(3)));
        }
        if (random.nextInt(12) == 0) {
            writes.add(ScriptedGraphs.CHAT.remove("nobody"));
        }
        List<NodeDefinition> nodes = List.copyOf(ScriptedGraphs.ALL
                .get(random.nextInt(ScriptedGraphs.ALL.size()))
                .nodes());
        NodeDefinition writer = nodes.get(random.nextInt(nodes.size()));
        boolean copies = head != null && random.nextInt(6) == 0;
        List<String> next = new ArrayList<>(writer.outgoing().always());
        next.remove(Graph.END_NAME);
        EditStep step = new EditStep(
                copies ? List.of() : ChannelUpdate.of(writes),
                copies ? List.of() : List.of(writer.name()),
                next.stream()
                        .map(name -> new Arrival(writer.name(), new Destination.Node(name)))
                        .toList(),
                copies ? Checkpoint.Source.FORK : Checkpoint.Source.UPDATE,
                null,
                null);
        return new ThreadCommand.Edit(ThreadState.ROOT, expected, base, List.of(step));
    }

    /** A checkpoint of the thread's; one that was never made if it has none, and now and then. */
    private @Nullable CheckpointId checkpoint() {
        List<CheckpointId> known = List.copyOf(thread.checkpoints().keySet());
        return known.isEmpty() || random.nextInt(20) == 0
                ? CheckpointId.at(1, 1, 1)
                : known.get(random.nextInt(known.size()));
    }
}
