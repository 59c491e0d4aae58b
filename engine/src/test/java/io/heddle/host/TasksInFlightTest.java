package io.heddle.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.AssistantView;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Channel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.NodeKey;
import io.heddle.graph.SystemAssistants;
import io.heddle.graph.Update;
import io.heddle.json.JsonValue;
import io.heddle.local.LocalStore;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.TaskOutcome;
import io.heddle.task.Admission;
import io.heddle.thread.Decision;
import io.heddle.thread.Effect;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a host that has restarted may go on with the tasks that it still has out. */
class TasksInFlightTest {
    private static final ThreadKey KEY = ThreadKey.of("t");
    private static final FoldChannel<Integer> SUM = Channel.fold("sum", Integer.class, 0, Integer::sum);
    private static final NodeKey<Void> ONE = NodeKey.of("one");
    private static final NodeKey<Void> TWO = NodeKey.of("two");
    private static final NodeKey<Void> INSIDE = NodeKey.of("inside");
    private static final NodeKey<Void> SLOW = NodeKey.of("slow");

    private static final Graph CHILD = Graph.define(
            "child",
            1,
            g -> g.channels(SUM)
                    .node(ONE, (view, context) -> Update.of(SUM.fold(1)))
                    .node(TWO, (view, context) -> Update.of(SUM.fold(2)))
                    .start(ONE, TWO)
                    .after(ONE)
                    .end()
                    .after(TWO)
                    .end());

    private static final Graph GRAPH = Graph.define(
            "graph",
            1,
            g -> g.channels(SUM)
                    .subgraph(INSIDE, CHILD)
                    .node(SLOW, (view, context) -> Update.nothing())
                    .start(INSIDE, SLOW)
                    .after(INSIDE)
                    .end()
                    .after(SLOW)
                    .end());

    private final Deque<Runnable> code = new ArrayDeque<>();
    private final List<ThreadCommand> reports = new ArrayList<>();
    private final GraphCatalog graphs = GraphCatalog.of(GRAPH);
    private final Hosting hosting = Hosting.of(
            graphs,
            HostSettings.DEFAULT,
            () -> Instant.EPOCH,
            new NoRows(),
            TokenLog.NONE,
            new LocalStore(() -> Instant.EPOCH),
            (name, work) -> code.add(work));
    private final TasksInFlight tasks = new LiveThread(KEY, hosting).tasks();
    private ThreadState state = ThreadState.unborn(KEY);

    @Test
    void it_goes_on_when_all_open_tasks_are_its_own() {
        begin();

        assertThat(tasks.covers(state)).isTrue();
    }

    @Test
    void a_run_that_was_told_to_stop_is_taken_over_since_its_stop_may_be_lost() {
        begin();

        DueTask slow = state.root().due().getLast();
        decide(new ThreadCommand.TaskReported(
                "",
                slow.id(),
                new Fence(0, slow.dispatch()),
                new TaskOutcome.Failed(new RunError("Boom", "it broke"))));

        assertThat(state.active().ending()).isNotNull();
        assertThat(tasks.covers(state)).isFalse();
    }

    @Test
    void a_step_that_is_being_reduced_is_taken_over_though_a_task_beside_it_is_out() {
        begin();

        code.removeFirst().run();
        decide(reports.removeFirst());
        code.removeLast().run();
        code.removeLast().run();
        reports.forEach(this::decide);

        assertThat(state.graphs().values()).anyMatch(graph -> graph.complete());
        assertThat(state.root().out()).hasSize(1);
        assertThat(tasks.covers(state)).isFalse();
    }

    private void begin() {
        Admission admission = new Admission(graphs);
        AssistantView assistant =
                new SystemAssistants(graphs, Instant.EPOCH).find(GRAPH.id()).orElseThrow();
        RunId id = new RunId("00000000-0000-4000-8000-000000000001");
        RunRequest request = RunRequest.of(GRAPH.id(), JsonValue.ofText("{\"sum\":1}"));
        decide(new ThreadCommand.Start(admission.admit(assistant, request, id), true));
        code.removeFirst().run();
    }

    private void decide(ThreadCommand command) {
        Decision decision = hosting.decider().decideAll(state, List.of(command), 0);
        state = decision.state();
        tasks.settle(state);
        for (Effect effect : decision.effects()) {
            switch (effect) {
                case Effect.RunTasks run -> tasks.start(run, 0, none -> null, reports::add);
                case Effect.PrepareInput prepare ->
                    hosting.userCode().prepare(prepare).thenAccept(this::decide);
                case Effect.StopTasks stop -> {}
                case Effect.AbandonTasks abandon -> {}
                case Effect.Reduce reduce -> {}
                case Effect.LoadBase load -> {}
            }
        }
    }

    private record NoRows() implements JournalRows {
        @Override
        public Optional<ThreadState> snapshot(ThreadKey key, long sequence) {
            return Optional.empty();
        }

        @Override
        public List<ThreadRow> rows(ThreadKey key, long from, long to) {
            return List.of();
        }
    }
}
