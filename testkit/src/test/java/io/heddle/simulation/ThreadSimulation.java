package io.heddle.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.graph.Graph;
import io.heddle.json.JsonValue;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.Stepper;
import io.heddle.step.TaskOutcome;
import io.heddle.thread.Decision;
import io.heddle.thread.Effect;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadReply;
import io.heddle.thread.ThreadState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One thread's life out of one seed: clients that repeat themselves and change their minds, tasks that fail, report late or
 * twice, owners that die before the write, between write and effect, or later, and a clock that goes backwards. When the
 * story is told, everything under way is delivered, and everything accepted must have come to its end.
 */
final class ThreadSimulation {
    private static final int ACTIONS = 60;

    private final Random random;
    private final Transitions transitions;
    private final SimulatedClients clients;
    private final SimulatedThread thread;
    private final Flaw flaw;
    private final List<ThreadCommand> underWay = new ArrayList<>();
    private final List<ThreadCommand> late = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final Set<RunId> accepted = new HashSet<>();
    private long now = 1_764_000_000_000L;
    private boolean branched;

    ThreadSimulation(long seed, Transitions transitions, Flaw flaw) {
        this.flaw = flaw;
        this.thread = new SimulatedThread(flaw);
        this.random = new Random(seed);
        this.transitions = transitions;
        this.clients = new SimulatedClients(random, thread);
    }

    /** What happened, a line an action. */
    List<String> story() {
        return story;
    }

    long rows() {
        return thread.rows();
    }

    /** Lives through at most {@code limit} actions and then lets everything come to its end. */
    void run(int limit) {
        for (int i = 0; i < Math.min(limit, ACTIONS); i++) {
            tick();
            int dice = random.nextInt(100);
            if (dice < 8) {
                crash("at rest");
            } else if (dice < 14) {
                late();
            } else {
                decide(batch(), random.nextInt(100));
            }
        }
        settle();
    }

    private void settle() {
        crash("for the last time");
        while (!underWay.isEmpty()) {
            tick();
            decide(List.of(underWay.remove(random.nextInt(underWay.size()))), 99);
        }
        late.forEach(report -> decide(List.of(report), 99));
        thread.itIsOver();
        List<String> trail = SimulatedThread.trail(thread.state().root());
        List<RunId> effects = trail.stream()
                .filter(mark -> mark.startsWith("in:"))
                .map(mark -> clients.run(mark.substring(3)))
                .toList();
        assertThat(effects)
                .as("inputs take effect in the order of their acceptance")
                .isEqualTo(thread.state().order().stream()
                        .filter(effects::contains)
                        .toList());
        for (RunId run : accepted) {
            String number = clients.numberOf(run);
            boolean known = thread.state().run(run) != null;
            assertThat(known || thread.wasDeleted(run))
                    .as("run %s, which was accepted, is known", number)
                    .isTrue();
            boolean applied = thread.inputWasApplied(run);
            if (known && !branched && applied) {
                assertThat(trail)
                        .as("the input of run %s, which was applied", number)
                        .contains("in:" + number);
            }
            if (!applied) {
                assertThat(trail)
                        .as("the input of run %s, which was not", number)
                        .doesNotContain("in:" + number);
            }
            if (known && clients.hasInput(run) && thread.outcome(run) == RunStatus.SUCCESS) {
                assertThat(applied)
                        .as("run %s succeeded without its input", number)
                        .isTrue();
                if (!branched) {
                    assertThat(trail).as("the end of run %s", number).contains("out:" + number);
                }
            }
        }
    }

    /** One to four commands decided together: what came back from work, and what clients want. */
    private List<ThreadCommand> batch() {
        List<ThreadCommand> batch = new ArrayList<>();
        int size = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
        while (batch.size() < size) {
            if (!underWay.isEmpty() && random.nextInt(100) < 65) {
                batch.add(delivered());
            } else {
                batch.add(clients.next());
            }
        }
        return batch;
    }

    private ThreadCommand delivered() {
        ThreadCommand report = underWay.remove(random.nextInt(underWay.size()));
        if (random.nextInt(8) == 0) {
            late.add(report);
        }
        return report;
    }

    /** A report of work that nobody waits for any more; it must change nothing. */
    private void late() {
        if (!late.isEmpty()) {
            decide(List.of(late.get(random.nextInt(late.size()))), 99);
        }
    }

    private void decide(List<ThreadCommand> commands, int dice) {
        ThreadState before = thread.state();
        Decision decision = thread.decide(flaw == Flaw.FENCES_ARE_IGNORED ? trusted(commands) : commands, now);
        String line = "%d %s".formatted(story.size() + 1, Story.brief(commands));
        if (flaw == Flaw.ANSWERS_BEFORE_WRITING) {
            check(before, commands, decision);
        }
        if (dice < 3) {
            story.add(line + " and died before the write");
            underWay.addAll(commands.stream().filter(ThreadSimulation::isReport).toList());
            crash("before the write");
            return;
        }
        story.add(line + " -> " + Story.brief(decision.events()));
        transitions.saw(before, commands, decision);
        check(before, commands, decision);
        thread.commit(decision, now);
        if (dice < 6) {
            crash("between write and effect");
            return;
        }
        decision.effects().forEach(this::carryOut);
    }

    private void check(ThreadState before, List<ThreadCommand> commands, Decision decision) {
        assertThat(decision.replies()).hasSameSizeAs(commands);
        for (int i = 0; i < commands.size(); i++) {
            ThreadCommand command = commands.get(i);
            ThreadReply reply = decision.replies().get(i);
            if (command instanceof ThreadCommand.Start start && reply instanceof ThreadReply.OfRun) {
                accepted.add(start.spec().id());
                branched |= start.spec().checkpoint() != null;
            }
            if (command instanceof ThreadCommand.Edit edit && reply instanceof ThreadReply.OfCheckpoint) {
                branched |= edit.base() != null;
            }
            Fence fence = fence(command);
            if (fence != null && fence.epoch() < before.epoch()) {
                assertThat(reply).as("a report of epoch %d", fence.epoch()).isInstanceOf(ThreadReply.Stale.class);
            }
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.RunTasks run ->
                run.tasks().forEach(task -> {
                    Fence fence = new Fence(run.epoch(), task.dispatch());
                    if (random.nextInt(3) == 0) {
                        underWay.add(new ThreadCommand.RecordCall(
                                run.namespace(), task.id(), fence, "call", JsonValue.encode(run.step())));
                    }
                    underWay.add(new ThreadCommand.TaskReported(run.namespace(), task.id(), fence, outcome(run, task)));
                });
            case Effect.StopTasks stop -> {
                abandon(ThreadCommand.TaskReported.class);
                abandon(ThreadCommand.RecordCall.class);
                underWay.add(new ThreadCommand.TasksStopped(stop.fence()));
            }
            case Effect.AbandonTasks abandon ->
                underWay.removeIf(command -> command instanceof ThreadCommand.TaskReported report
                        && (report.namespace() + "|").startsWith(abandon.namespace() + "|"));
            case Effect.PrepareInput prepare -> {
                Graph graph =
                        ScriptedGraphs.CATALOG.find(prepare.spec().graphId()).orElseThrow();
                RunError error = random.nextInt(12) == 0 ? new RunError("ReducerError", "it broke") : null;
                underWay.add(new ThreadCommand.InputPrepared(
                        prepare.fence(),
                        ScriptedTasks.reduce(graph, prepare.values(), Stepper.operands(prepare.updates())),
                        Destination.nodes(graph.entry().always().toArray(new String[0])),
                        error));
            }
            case Effect.Reduce reduce -> {
                Graph graph = ScriptedGraphs.CATALOG
                        .find(reduce.spec().graphId())
                        .flatMap(found -> found.within(reduce.namespace()))
                        .orElseThrow();
                RunError error = random.nextInt(12) == 0 ? new RunError("ReducerError", "it broke") : null;
                underWay.add(new ThreadCommand.Reduced(
                        reduce.namespace(),
                        reduce.fence(),
                        ScriptedTasks.reduce(graph, reduce.values(), reduce.operands()),
                        error));
            }
            case Effect.LoadBase load ->
                underWay.add(new ThreadCommand.BaseLoaded(
                        load.fence(), ThreadState.ROOT, thread.checkpoints().get(load.checkpoint()), null));
        }
    }

    private TaskOutcome outcome(Effect.RunTasks order, DueTask task) {
        return random.nextInt(100) < 8
                ? new TaskOutcome.Failed(new RunError("Boom", "node %s broke".formatted(task.node())))
                : ScriptedTasks.run(order, task);
    }

    private void crash(String when) {
        story.add("%d crash %s".formatted(story.size() + 1, when));
        abandon(ThreadCommand.class);
        thread.recover(random.nextInt(4));
        if (flaw != Flaw.NOBODY_TAKES_OVER) {
            decide(List.of(new ThreadCommand.TakeOver()), 99);
        }
    }

    /** What was under way is lost, comes late, or, if it was a task, says that it stopped. */
    private void abandon(Class<? extends ThreadCommand> kind) {
        List<ThreadCommand> abandoned =
                underWay.stream().filter(kind::isInstance).toList();
        underWay.removeAll(abandoned);
        for (ThreadCommand command : abandoned) {
            switch (random.nextInt(4)) {
                case 0 -> late.add(command);
                case 1 -> {
                    if (command instanceof ThreadCommand.TaskReported report) {
                        late.add(new ThreadCommand.TaskReported(
                                report.namespace(), report.task(), report.fence(), new TaskOutcome.Stopped()));
                    }
                }
                case 2 -> {
                    if (kind == ThreadCommand.TaskReported.class) {
                        underWay.add(command);
                    }
                }
                default -> {}
            }
        }
    }

    private void tick() {
        now += random.nextInt(10) == 0 ? -random.nextInt(10_000) : random.nextInt(500);
    }

    private List<ThreadCommand> trusted(List<ThreadCommand> commands) {
        return commands.stream().map(this::trusted).toList();
    }

    private ThreadCommand trusted(ThreadCommand command) {
        ThreadState state = thread.state();
        return command instanceof ThreadCommand.TaskReported report
                ? state.root()
                        .dueTask(report.task())
                        .<ThreadCommand>map(due -> new ThreadCommand.TaskReported(
                                report.namespace(),
                                report.task(),
                                new Fence(state.epoch(), due.dispatch()),
                                report.outcome()))
                        .orElse(report)
                : command;
    }

    private static boolean isReport(ThreadCommand command) {
        return fence(command) != null;
    }

    private static Fence fence(ThreadCommand command) {
        return switch (command) {
            case ThreadCommand.TaskReported report -> report.fence();
            case ThreadCommand.Reduced reduced -> reduced.fence();
            case ThreadCommand.InputPrepared prepared -> prepared.fence();
            case ThreadCommand.RecordCall record -> record.fence();
            case ThreadCommand.BaseLoaded loaded -> loaded.fence();
            case ThreadCommand.TasksStopped stopped -> stopped.fence();
            case ThreadCommand.Create c -> null;
            case ThreadCommand.Patch c -> null;
            case ThreadCommand.Delete c -> null;
            case ThreadCommand.Start c -> null;
            case ThreadCommand.Cancel c -> null;
            case ThreadCommand.Edit c -> null;
            case ThreadCommand.TakeOver c -> null;
            case ThreadCommand.Fork c -> null;
            case ThreadCommand.Prune c -> null;
            case ThreadCommand.Expire c -> null;
        };
    }
}
