package io.heddle.simulation;

import io.heddle.api.Resume;
import io.heddle.collection.PersistentMap;
import io.heddle.graph.ChannelChange;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import io.heddle.step.Stepper;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Visit;
import io.heddle.step.Waiting;
import io.heddle.thread.Effect;
import io.heddle.thread.RunOrders;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A bug planted in the owners of a thread, to see whether the simulation would find it. */
enum GraphFlaw implements Seams {
    /** Nobody takes over what a dead owner left unfinished. */
    NOBODY_CLAIMS {
        @Override
        public boolean claims() {
            return false;
        }
    },
    /** What is asked is answered before that is written. */
    ANSWERS_BEFORE_WRITING {
        @Override
        public boolean answersFirst() {
            return true;
        }
    },
    /** A row is written without its last event. */
    A_ROW_LOSES_AN_EVENT {
        @Override
        public ThreadRow written(ThreadRow row) {
            int kept = Math.max(1, row.events().size() - 1);
            return new ThreadRow(row.at(), row.events().subList(0, kept), row.streams());
        }
    },
    /** A row says that its stream events have other ids than those they were shown with. */
    A_ROW_FORGETS_ITS_STREAM_IDS {
        @Override
        public ThreadRow written(ThreadRow row) {
            return new ThreadRow(row.at(), row.events(), mapped(row.streams(), id -> id + 1));
        }
    },
    /** What has arrived at a join is not recovered. */
    A_JOIN_LOSES_ITS_HALF {
        @Override
        public ThreadState recovered(ThreadState state) {
            return withGraphs(
                    state,
                    graph -> graph.with(
                            graph.values(),
                            graph.due(),
                            new Waiting(Map.of(), graph.waiting().deferred())));
        }
    },
    /** Open questions are not recovered. */
    A_QUESTION_IS_FORGOTTEN {
        @Override
        public ThreadState recovered(ThreadState state) {
            return withGraphs(state, graph -> {
                GraphState forgetful = graph;
                for (DueTask task : graph.due()) {
                    if (!graph.visit(task).open().isEmpty()) {
                        forgetful = withVisits(forgetful, forgetful.visits().minus(task.visit()));
                    }
                }
                return forgetful;
            });
        }
    },
    /** Whoever claims a thread finds nothing of the graphs inside its graph. */
    A_CHILD_IS_LOST_ON_CLAIM {
        @Override
        public ThreadState recovered(ThreadState state) {
            return state.busy() ? withGraphs(state, PersistentMap.of(ThreadState.ROOT, state.root())) : state;
        }
    },
    /** A node that runs again is not told of the calls it has recorded. */
    A_CALL_IS_REPEATED {
        @Override
        public Effect carriedOut(Effect effect, ThreadState state) {
            return effect instanceof Effect.RunTasks run
                    ? with(run, run.values(), mapped(run.visits(), visit -> Visit.of(Map.of(), visit.asks())))
                    : effect;
        }
    },
    /** A node and its routers see what siblings of theirs have written already. */
    A_ROUTER_SEES_A_SIBLING {
        @Override
        public Effect carriedOut(Effect effect, ThreadState state) {
            if (!(effect instanceof Effect.RunTasks run)) {
                return effect;
            }
            List<ChannelUpdate> written = new ArrayList<>();
            state.graph(run.namespace()).finished().values().stream()
                    .flatMap(outcome -> outcome.updates().stream())
                    .filter(update -> update.change() instanceof ChannelChange.Append)
                    .forEach(written::add);
            return with(run, Stepper.apply(run.values(), written, Map.of()), run.visits());
        }
    },
    /** A report of a hand-out that was replaced is taken for one of the open one. */
    A_STALE_ATTEMPT_IS_HEARD {
        @Override
        public ThreadCommand delivered(ThreadCommand command, ThreadState state) {
            return command instanceof ThreadCommand.TaskReported report
                    ? state.graph(report.namespace())
                            .dueTask(report.task())
                            .map(due -> reported(report, due, state))
                            .orElse(report)
                    : command;
        }
    },
    /** What several sends came to counts in the order in which they ended. */
    SENDS_COUNT_AS_THEY_END {
        @Override
        public ThreadCommand delivered(ThreadCommand command, ThreadState state) {
            if (!(command instanceof ThreadCommand.TaskReported report)
                    || !(report.outcome() instanceof TaskOutcome.Succeeded)) {
                return command;
            }
            GraphState graph = state.graph(report.namespace());
            DueTask ended = graph.dueTask(report.task()).orElse(null);
            boolean open = ended != null
                    && ended.sent() != null
                    && ended.stage() == DueTask.Stage.RUNNING
                    && report.fence().equals(new Fence(state.epoch(), ended.dispatch()));
            return open
                    ? graph.out().stream()
                            .filter(other ->
                                    other.sent() != null && other.node().equals(ended.node()))
                            .findFirst()
                            .map(first -> reported(report, first, state))
                            .orElse(report)
                    : command;
        }
    },
    /** What a subgraph hands over is written once for it and once for the graph around it. */
    A_HANDOVER_COUNTS_TWICE {
        @Override
        public ThreadCommand delivered(ThreadCommand command, ThreadState state) {
            if (!(command instanceof ThreadCommand.TaskReported report)
                    || !(report.outcome() instanceof TaskOutcome.Succeeded done)) {
                return command;
            }
            List<ChannelUpdate> twice = new ArrayList<>(done.updates());
            state.graph(report.namespace())
                    .dueTask(report.task())
                    .filter(task -> task.stage() == DueTask.Stage.LEAVING)
                    .ifPresent(task -> state.graphs().values().stream()
                            .filter(child -> child.caller() != null
                                    && child.caller().visit().equals(task.visit()))
                            .flatMap(child -> child.finished().values().stream())
                            .map(TaskOutcome.Succeeded::handoff)
                            .filter(Objects::nonNull)
                            .forEach(handoff -> twice.addAll(handoff.updates())));
            return new ThreadCommand.TaskReported(
                    report.namespace(),
                    report.task(),
                    report.fence(),
                    new TaskOutcome.Succeeded(twice, done.reduced(), done.next(), done.streamed(), done.handoff()));
        }
    },
    /** Of several questions each is given the answer to another one. */
    AN_ANSWER_GOES_ASTRAY {
        @Override
        public RunSpec asked(RunSpec spec, ThreadState state) {
            if (spec.orders() == null || !(spec.orders().resume() instanceof Resume.ById given)) {
                return spec;
            }
            List<String> ids = List.copyOf(given.answers().keySet());
            Map<String, JsonValue> astray = new HashMap<>();
            for (int i = 0; i < ids.size(); i++) {
                astray.put(ids.get(i), given.answers().get(ids.get((i + 1) % ids.size())));
            }
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
                    spec.subgraphs(),
                    spec.resumable(),
                    spec.strategy(),
                    new RunOrders(
                            new Resume.ById(astray),
                            spec.orders().updates(),
                            spec.orders().goTo()),
                    spec.pauses(),
                    spec.caller(),
                    spec.digest());
        }
    },
    /** Deferred nodes do not wait. */
    A_DEFERRED_NODE_HURRIES;

    /** Whether the owners' graph is one whose deferred nodes are not. */
    boolean hasty() {
        return this == A_DEFERRED_NODE_HURRIES;
    }

    private static ThreadCommand reported(ThreadCommand.TaskReported report, DueTask task, ThreadState state) {
        return new ThreadCommand.TaskReported(
                report.namespace(), task.id(), new Fence(state.epoch(), task.dispatch()), report.outcome());
    }

    private static Effect.RunTasks with(Effect.RunTasks run, io.heddle.graph.Values values, Map<String, Visit> visits) {
        return new Effect.RunTasks(
                run.run(),
                run.namespace(),
                run.tasks(),
                run.epoch(),
                values,
                run.step(),
                run.stepsLeft(),
                visits,
                run.children(),
                run.spec());
    }

    private static GraphState withVisits(GraphState graph, PersistentMap<String, Visit> visits) {
        return new GraphState(
                graph.values(),
                graph.head(),
                graph.due(),
                graph.finished(),
                graph.failed(),
                graph.waiting(),
                visits,
                graph.steps(),
                graph.folded(),
                graph.caller(),
                graph.failure());
    }

    private static ThreadState withGraphs(ThreadState state, UnaryOperator<GraphState> change) {
        return withGraphs(state, PersistentMap.from(mapped(state.graphs(), change)));
    }

    private static ThreadState withGraphs(ThreadState state, PersistentMap<String, GraphState> graphs) {
        return new ThreadState(
                state.key(),
                state.sequence(),
                state.incarnation(),
                state.exists(),
                state.epoch(),
                state.dispatches(),
                state.tick(),
                state.newest(),
                state.lastPlace(),
                state.placed(),
                state.createdAt(),
                state.updatedAt(),
                state.stateUpdatedAt(),
                state.metadata(),
                state.config(),
                state.graphId(),
                graphs,
                state.runs(),
                state.order(),
                state.lastEnd(),
                state.queue(),
                state.active(),
                state.rest(),
                state.error(),
                state.life());
    }

    private static <K, V> Map<K, V> mapped(Map<K, V> map, UnaryOperator<V> change) {
        Map<K, V> mapped = new HashMap<>();
        map.forEach((key, value) -> mapped.put(key, change.apply(value)));
        return mapped;
    }
}
