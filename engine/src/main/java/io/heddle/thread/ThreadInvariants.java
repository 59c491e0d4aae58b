package io.heddle.thread;

import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.step.Caller;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.Visit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What holds of every thread whatever happens to it, as claims that name what contradicts them. Tests ask after each event;
 * nothing in production does. Pure.
 */
public final class ThreadInvariants {
    private final List<String> violated = new ArrayList<>();

    private ThreadInvariants() {}

    /** The claims that a state contradicts; none if all is well. */
    public static List<String> violatedBy(ThreadState state) {
        ThreadInvariants claims = new ThreadInvariants();
        claims.runs(state);
        claims.queue(state);
        claims.active(state);
        claims.checkpoint(state);
        claims.tasks(state);
        claims.visits(state);
        claims.subgraphs(state);
        claims.deleted(state);
        return claims.violated;
    }

    /** The claims that one event's step from state to state contradicts. */
    public static List<String> violatedBy(ThreadState before, ThreadState after) {
        ThreadInvariants claims = new ThreadInvariants();
        claims.timeGoesOn(before, after);
        claims.checkpointsIncrease(before, after);
        if (before.incarnation() == after.incarnation()) {
            claims.nothingIsForgotten(before, after);
        }
        return claims.violated;
    }

    /** The claims that a state contradicts when its row is complete. */
    public static List<String> violatedAtRowsEnd(ThreadState state) {
        ThreadInvariants claims = new ThreadInvariants();
        ActiveRun active = state.active();
        claims.that(active != null || state.queue().isEmpty(), "nobody waits while nobody acts", state.queue());
        boolean steps = active != null && active.phase() == ActiveRun.Phase.STEPPING && active.ending() == null;
        claims.that(
                !steps || !Namespaces.quiet(state, ThreadState.ROOT),
                "a run that steps has a task out, or a step being reduced",
                state.graphs());
        return claims.violated;
    }

    private void runs(ThreadState state) {
        Set<RunId> listed = new HashSet<>(state.order());
        that(listed.size() == state.order().size(), "no run is listed twice", state.order());
        that(listed.equals(state.runs().keySet()), "the runs listed are the runs known", state.order());
        for (Map.Entry<RunId, Run> entry : state.runs().entrySet()) {
            Run run = entry.getValue();
            that(run.id().equals(entry.getKey()), "a run is known by its own id", run);
            that(run.status().ended() == (run.spec() == null), "a run keeps its specification until it ends", run);
            that(!run.hidden() || run.status().ended(), "only a run that ended is hidden", run);
            that(run.attempt() >= 1, "a run's attempts count from one", run);
            that(run.error() == null || run.status().ended(), "only a run that ended has an error", run);
            boolean waits = run.status() == RunStatus.PENDING;
            that(waits == state.queue().contains(run.id()), "exactly the pending runs wait", run);
            boolean acts = state.active() != null && state.active().id().equals(run.id());
            that((run.status() == RunStatus.RUNNING) == acts, "exactly the active run is running", run);
        }
    }

    private void queue(ThreadState state) {
        Set<RunId> waiting = new HashSet<>(state.queue());
        that(waiting.size() == state.queue().size(), "no run waits twice", state.queue());
        that(state.runs().keySet().containsAll(waiting), "every waiting run is known", state.queue());
        List<RunId> accepted = state.order().stream().filter(waiting::contains).toList();
        that(accepted.equals(state.queue()), "runs wait in the order of their acceptance", state.queue());
    }

    private void active(ThreadState state) {
        ActiveRun active = state.active();
        if (active == null) {
            that(!state.root().complete(), "at rest no complete step is left uncommitted", state.root());
            return;
        }
        Run run = state.run(active.id());
        that(run != null, "the active run is known", active);
        if (run != null) {
            that(run.graphId().equals(state.graphId()), "the thread's graph is its active run's", run);
        }
        that(active.startedAtRow() <= state.sequence() + 1, "a run started in the past", active);
        that(
                active.phase() != ActiveRun.Phase.STEPPING || state.root().head() != null,
                "a run that steps has a checkpoint",
                active);
        ActiveRun.Ending ending = active.ending();
        that(ending == null || ending.status().ended(), "a run ends in a final status", active);
    }

    private void checkpoint(ThreadState state) {
        that(state.newest() <= state.tick(), "what is in sight is not younger than what was made", state.newest());
        for (GraphState graph : state.graphs().values()) {
            Checkpoint head = graph.head();
            if (head == null) {
                that(graph.due().isEmpty(), "nothing is due before the first checkpoint", graph.due());
                that(graph.values().isEmpty(), "nothing is written before the first checkpoint", graph.values());
                continue;
            }
            that(head.id().tick() <= state.newest(), "no checkpoint is younger than the newest in sight", head);
            that(state.active() != null || !state.isHidden(head), "nobody stands at a hidden checkpoint", head);
            that(head.parent() == null || head.parent().compareTo(head.id()) < 0, "a parent is older", head);
            that(head.id().sequence() <= state.sequence() + 1, "a checkpoint's row is in the journal", head);
        }
    }

    private void tasks(ThreadState state) {
        for (GraphState graph : state.graphs().values()) {
            List<String> nodes = graph.due().stream()
                    .filter(task -> task.sent() == null)
                    .map(DueTask::node)
                    .toList();
            that(nodes.equals(List.copyOf(new TreeSet<>(nodes))), "due nodes are in order, each once", nodes);
            Set<String> ids = new HashSet<>();
            Set<Long> dispatches = new HashSet<>();
            for (DueTask task : graph.due()) {
                that(ids.add(task.id()), "task ids differ", task);
                that(task.dispatch() <= state.dispatches(), "no dispatch is numbered ahead of time", task);
                boolean out = task.dispatch() > 0;
                that(!out || dispatches.add(task.dispatch()), "each hand-out has a number of its own", task);
                boolean held = graph.standing(task) == GraphState.Standing.HELD;
                that(held || out, "only a task that the run paused before was never handed out", task);
            }
            that(
                    ids.containsAll(graph.finished().keySet()) || left(graph),
                    "only due tasks finish",
                    graph.finished().keySet());
        }
    }

    private void visits(ThreadState state) {
        Set<String> asks = new HashSet<>();
        for (GraphState graph : state.graphs().values()) {
            Set<String> due = new HashSet<>();
            for (DueTask task : graph.due()) {
                due.add(task.visit());
                Visit visit = graph.visit(task);
                boolean asking = !visit.open().isEmpty();
                that(
                        !asking || !graph.finished().containsKey(task.id()),
                        "a task that has ended asks nothing",
                        visit.open());
                that(
                        !asking || task.stage() == DueTask.Stage.RUNNING,
                        "a task whose node is a graph asks nothing itself",
                        visit.open());
                visit.asks().forEach(ask -> that(asks.add(ask.id()), "no two questions have one id", ask));
            }
            that(
                    due.containsAll(graph.visits().keySet()),
                    "only visits of due tasks are remembered",
                    graph.visits().keySet());
        }
    }

    private void subgraphs(ThreadState state) {
        that(state.root().caller() == null, "nobody calls the graph itself", state.root());
        for (Map.Entry<String, GraphState> entry : state.graphs().entrySet()) {
            String namespace = entry.getKey();
            GraphState graph = entry.getValue();
            Caller caller = graph.caller();
            if (caller == null) {
                that(
                        namespace.equals(ThreadState.ROOT) || graph.due().isEmpty(),
                        "in a subgraph that nobody is in nothing is due",
                        namespace);
                continue;
            }
            List<DueTask> calling = state.graph(caller.namespace()).due().stream()
                    .filter(task -> task.visit().equals(caller.visit()))
                    .toList();
            that(calling.size() == 1, "the task that a subgraph runs for is due", namespace);
            that(
                    calling.stream().allMatch(task -> task.stage() != DueTask.Stage.RUNNING),
                    "the task that a subgraph runs for is inside, or on its way out",
                    calling);
            that(
                    calling.stream().noneMatch(task -> task.stage() == DueTask.Stage.LEAVING)
                            || graph.due().isEmpty(),
                    "in a subgraph that is being left nothing is due",
                    graph.due());
        }
        state.graphs()
                .forEach((namespace, graph) -> graph.due().stream()
                        .filter(task -> task.stage() == DueTask.Stage.INSIDE)
                        .forEach(task -> that(
                                state.graphs().values().stream()
                                                .filter(child ->
                                                        new Caller(namespace, task.visit()).equals(child.caller()))
                                                .count()
                                        == 1,
                                "a task that is inside has one subgraph",
                                task)));
    }

    /** Whether a subgraph is being left: what ended in its last step is still needed. */
    private static boolean left(GraphState graph) {
        return graph.caller() != null && graph.due().isEmpty();
    }

    private void deleted(ThreadState state) {
        if (!state.exists()) {
            boolean empty = state.runs().isEmpty()
                    && state.order().isEmpty()
                    && state.graphs().isEmpty();
            that(empty && !state.busy() && state.graphId() == null, "a thread that is not there is empty", state);
        }
    }

    private void timeGoesOn(ThreadState before, ThreadState after) {
        that(after.key().equals(before.key()), "a thread keeps its name", after.key());
        that(after.sequence() >= before.sequence(), "rows are not uncounted", after.sequence());
        that(after.epoch() >= before.epoch(), "epochs do not go back", after.epoch());
        that(after.dispatches() >= before.dispatches(), "dispatches do not go back", after.dispatches());
        that(after.tick() >= before.tick(), "ticks do not go back", after.tick());
        that(after.incarnation() >= before.incarnation(), "incarnations do not go back", after.incarnation());
    }

    private void checkpointsIncrease(ThreadState before, ThreadState after) {
        Checkpoint head = after.root().head();
        if (after.tick() > before.tick() && after.exists() && before.exists()) {
            that(
                    after.graphs().values().stream()
                            .map(GraphState::head)
                            .anyMatch(made -> made != null && made.id().tick() == after.tick()),
                    "the newest checkpoint is where one of the graphs stands",
                    after.tick());
        }
        if (head != null && after.tick() == before.tick() && before.exists()) {
            Checkpoint earlier = before.root().head();
            that(
                    earlier != null && head.id().tick() <= before.tick(),
                    "a thread that makes no checkpoint stands at an older one",
                    head);
        }
    }

    private void nothingIsForgotten(ThreadState before, ThreadState after) {
        that(after.exists() || !before.exists(), "a thread does not vanish without being deleted", after);
        int known = before.order().size();
        that(
                after.order().size() >= known && after.order().subList(0, known).equals(before.order()),
                "runs are accepted for good, in order",
                after.order());
        for (Run earlier : before.runs().values()) {
            Run run = after.run(earlier.id());
            if (run == null) {
                continue;
            }
            that(run.attempt() >= earlier.attempt(), "attempts do not go back", run);
            that(
                    !earlier.status().ended() || run.equals(earlier) || run.equals(earlier.hide()),
                    "a run that ended does not change, but may be hidden",
                    run);
            that(
                    run.status() != RunStatus.PENDING || earlier.status() == RunStatus.PENDING,
                    "a run that started does not wait again",
                    run);
        }
    }

    private void that(boolean holds, String claim, Object found) {
        if (!holds) {
            violated.add(claim + "; found " + found);
        }
    }
}
