package io.heddle.task;

import io.heddle.api.RunError;
import io.heddle.api.Store;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.NodeTimeoutException;
import io.heddle.step.TaskOutcome;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs tasks, each attempt on a virtual thread of its own, with the graph's class loader as context. Whatever user code does,
 * one outcome comes back and nothing else breaks. How a task is tried is said in {@link Tries}. Thread-safe.
 */
public final class TaskRunner {
    private final GraphCatalog graphs;
    private final Workplace workplace;

    public TaskRunner(GraphCatalog graphs, InstantSource clock, TaskThreads threads, Store store, NodeCache cache) {
        this.graphs = graphs;
        this.workplace =
                new Workplace(clock, threads, new StoreTurns(store), new ResultCache(cache), new AtomicInteger());
    }

    /**
     * Starts a task.
     *
     * @param recorder asked while the user's code runs
     * @param report called once, on a thread of its own, with what the last attempt came to
     */
    public RunningTask start(TaskOrder order, EventSink sink, Recorder recorder, Consumer<TaskOutcome> report) {
        RunningTask task = new RunningTask(order);
        workplace.threads().start("task " + order.task().node() + " " + order.thread(), () -> {
            try {
                Graph root = graphs.find(order.graphId()).orElseThrow().configured(order.config());
                Graph graph = root.within(order.namespace()).orElseThrow();
                NodeDefinition node = graph.node(order.task().node()).orElseThrow();
                new Tries(task, root, graph, node, sink, recorder, workplace, report).begin(1);
            } catch (RuntimeException undeployed) {
                TaskOutcome failed = new TaskOutcome.Failed(error(undeployed));
                task.ended(failed);
                report.accept(failed);
            }
        });
        return task;
    }

    /** Attempts whose code is running now, those that do not count any more included. */
    public int running() {
        return workplace.running().get();
    }

    /** How often a node did not have to run, because what it came to before was taken again. */
    public long cacheHits() {
        return workplace.results().hits();
    }

    /** What a user sees of something that user code threw. */
    static RunError error(Throwable thrown) {
        if (thrown instanceof TaskFault fault) {
            return fault.error();
        }
        String name = thrown instanceof NodeTimeoutException
                ? NodeTimeoutException.NAME
                : thrown.getClass().getSimpleName();
        String message = thrown.getMessage();
        return new RunError(name, message == null ? "no message was given" : message);
    }
}
