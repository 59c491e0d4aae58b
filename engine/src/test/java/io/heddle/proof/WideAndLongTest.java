package io.heddle.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.heddle.Heddle;
import io.heddle.api.AssistantId;
import io.heddle.api.Message;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Channel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import io.heddle.local.LocalEngine;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import io.heddle.step.Fence;
import io.heddle.step.TaskOutcome;
import io.heddle.thread.Decision;
import io.heddle.thread.Effect;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadDecider;
import io.heddle.thread.ThreadState;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand tasks side by side, a thousand steps in a row, and what a step costs on a thread with a long history. */
class WideAndLongTest {
    private static final FoldChannel<Integer> SUM = Channel.fold("sum", Integer.class, 0, Integer::sum);
    private static final MessagesChannel CHAT = Channel.messages("chat");
    private static final NodeKey<Void> PLAN = NodeKey.of("plan");
    private static final NodeKey<Integer> WORK = NodeKey.of("work", Integer.class);
    private static final NodeKey<Void> STEP = NodeKey.of("step");
    private static final int THOUSAND = 1_000;

    private static final Graph WIDE = Graph.define("wide", 1, g -> {
        g.channels(SUM);
        g.node(PLAN, (view, context) -> Update.nothing());
        g.worker(WORK, (number, context) -> Update.of(SUM.fold(number)));
        g.start(PLAN);
        g.after(PLAN)
                .fanOut(WORK, view -> IntStream.rangeClosed(1, THOUSAND).boxed().toList());
        g.after(WORK).end();
    });

    private static final Graph LONG = Graph.define("long", 1, g -> {
        g.channels(SUM);
        g.node(STEP, (view, context) -> Update.of(SUM.fold(1)));
        g.start(STEP);
        g.after(STEP).route(view -> view.get(SUM) < THOUSAND ? STEP : Graph.END, STEP, Graph.END);
    });

    private static final Graph TALK = Graph.define("talk", 1, g -> {
        g.channels(CHAT);
        g.node(STEP, (view, context) -> Update.nothing());
        g.start(STEP);
        g.after(STEP).end();
    });

    @Test
    void a_thousand_tasks_of_one_fan_out_join_in_one_step() {
        try (Heddle heddle = Heddle.local(WIDE)) {
            assertThat(heddle.thread(WIDE, "wide").invoke().get(SUM)).isEqualTo(THOUSAND * (THOUSAND + 1) / 2);
        }
    }

    @Test
    void a_thousand_steps_in_a_row_come_to_their_end() {
        try (LocalEngine engine = new LocalEngine(GraphCatalog.of(LONG))) {
            ThreadKey key = ThreadKey.of("long");
            RunId run = engine.runs()
                    .start(
                            key,
                            RunRequest.of("long", JsonValue.EMPTY_OBJECT)
                                    .withStepLimit(THOUSAND + 1)
                                    .creatingThread())
                    .toCompletableFuture()
                    .join()
                    .id();
            RunResult result =
                    engine.runs().join(key, run).toCompletableFuture().join();

            assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(result.values()).hasToString("{\"sum\":1000}");
        }
    }

    /** What the decider and the evolver allocate for one turn is what they do: it must not grow with what is there. */
    @Test
    void a_step_on_ten_thousand_messages_costs_what_it_costs_on_ten() {
        Talk talk = new Talk();
        talk.upTo(10);
        double few = talk.bytesOfTurns(200);
        talk.upTo(10_000);
        double many = talk.bytesOfTurns(200);

        System.out.printf(
                "a turn's decisions allocate %.0f bytes at 10 messages, %.2f times that at 10,000%n", few, many / few);
        assertThat(many / few).isLessThan(1.2);
    }

    /** A conversation, decided without a host. */
    private static final class Talk {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final ThreadDecider decider = new ThreadDecider(GraphCatalog.of(TALK), 10);
        private ThreadState state = ThreadState.unborn(ThreadKey.of("talk"));
        private int messages;

        void upTo(int count) {
            while (messages < count) {
                turn();
            }
        }

        double bytesOfTurns(int turns) {
            for (int i = 0; i < turns; i++) {
                forget(state);
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < turns; i++) {
                forget(state);
            }
            return (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) turns;
        }

        /** One turn that leaves this conversation as it was. */
        private void forget(ThreadState kept) {
            int said = messages;
            turn();
            state = kept;
            messages = said;
        }

        private void turn() {
            RunId id = RunId.of(UUID.randomUUID());
            Decision started = decide(new ThreadCommand.Start(spec(id, said("q")), true));
            Effect.RunTasks order = (Effect.RunTasks) started.effects().getFirst();
            decide(new ThreadCommand.TaskReported(
                    "",
                    order.tasks().getFirst().id(),
                    new Fence(order.epoch(), order.tasks().getFirst().dispatch()),
                    new TaskOutcome.Succeeded(
                            ChannelUpdate.of(List.of(said("a"))), Map.of(), List.<Destination>of(), List.of())));
        }

        private Decision decide(ThreadCommand command) {
            Decision decision = decider.decideAll(state, List.of(command), 1_764_000_000_000L);
            state = decision.state();
            return decision;
        }

        private Write said(String who) {
            return CHAT.add(Message.ai(who + " says something").withId(who + messages++));
        }

        private static RunSpec spec(RunId id, Write input) {
            return new RunSpec(
                    id,
                    new AssistantId("fe096781-5601-53d2-b2f6-0d3403f7e9ca"),
                    TALK.id(),
                    ChannelUpdate.of(List.of(input)),
                    null,
                    JsonValue.EMPTY_OBJECT,
                    JsonValue.EMPTY_OBJECT,
                    25,
                    Set.of(StreamMode.VALUES),
                    false,
                    MultitaskStrategy.ENQUEUE,
                    "digest");
        }
    }
}
