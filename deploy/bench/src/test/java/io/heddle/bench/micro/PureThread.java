package io.heddle.bench.micro;

import io.heddle.api.AssistantId;
import io.heddle.api.Message;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunId;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.bench.subject.Graphs;
import io.heddle.bench.subject.Texts;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.TaskOutcome;
import io.heddle.thread.Decision;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadDecider;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A thread without actor, node or journal: what the rules alone make of turns. Immutable apart from its counter. */
final class PureThread {
    private static final long NOW = 1_764_000_000_000L;
    private static final AssistantId ASSISTANT = new AssistantId("fe096781-5601-53d2-b2f6-0d3403f7e9ca");

    private final ThreadDecider decider = new ThreadDecider(GraphCatalog.of(List.of(Graphs.TURN)), 1_000);
    private ThreadState state = ThreadState.unborn(ThreadKey.of("t"));
    private int turns;

    /** The two decisions of a turn, as rows. */
    record Turn(ThreadRow accepted, ThreadRow answered, ThreadState after) {}

    ThreadState state() {
        return state;
    }

    /** Goes on by some turns. */
    PureThread grown(int more) {
        for (int i = 0; i < more; i++) {
            state = turn().after();
            turns++;
        }
        return this;
    }

    /** What the next turn comes to; the thread stays as it is. */
    Turn turn() {
        Decision accepted = decider.decideAll(state, List.of(new ThreadCommand.Start(spec(), true)), NOW);
        DueTask task = accepted.state().root().due().getFirst();
        Fence fence = new Fence(accepted.state().epoch(), task.dispatch());
        TaskOutcome outcome = new TaskOutcome.Succeeded(
                said(Message.ai(Texts.assistant()).withId("a-" + turns)), Map.of(), List.of(), List.of());
        Decision answered = decider.decideAll(
                accepted.state(), List.of(new ThreadCommand.TaskReported("", task.id(), fence, outcome)), NOW);
        return new Turn(row(accepted), row(answered), answered.state());
    }

    private RunSpec spec() {
        return new RunSpec(
                new RunId("00000000-0000-4000-8000-%012d".formatted(turns)),
                ASSISTANT,
                Graphs.TURN.id(),
                said(Message.human(Texts.user()).withId("h-" + turns)),
                null,
                JsonValue.EMPTY_OBJECT,
                JsonValue.EMPTY_OBJECT,
                25,
                Set.of(StreamMode.VALUES),
                false,
                MultitaskStrategy.ENQUEUE,
                "digest");
    }

    private static List<ChannelUpdate> said(Message message) {
        Write write = Graphs.MESSAGES.add(message);
        return ChannelUpdate.of(List.of(write));
    }

    private static ThreadRow row(Decision decision) {
        return new ThreadRow(NOW, decision.events(), Map.of());
    }
}
