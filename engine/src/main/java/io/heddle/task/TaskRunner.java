package io.heddle.task;

import io.heddle.api.RunError;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.NodeDefinition;
import io.heddle.step.TaskOutcome;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks, each on a virtual thread of its own, with the graph's class loader as context. Whatever user code does, one
 * outcome comes back and nothing else breaks. Thread-safe.
 */
public final class TaskRunner {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

    private final GraphCatalog graphs;
    private final TaskThreads threads;
    private final AtomicInteger running = new AtomicInteger();

    public TaskRunner(GraphCatalog graphs, TaskThreads threads) {
        this.graphs = graphs;
        this.threads = threads;
    }

    /**
     * Starts a task.
     *
     * @param recorder asked while the user's code runs
     * @param report called once, on the task's thread, when the user's code has returned
     */
    public RunningTask start(TaskOrder order, EventSink sink, Recorder recorder, Consumer<TaskOutcome> report) {
        RunningTask handle = new RunningTask(order);
        running.incrementAndGet();
        threads.start("task " + order.task().node() + " " + order.thread(), () -> {
            handle.startedOn(Thread.currentThread());
            TaskOutcome outcome = outcome(handle, sink, recorder);
            running.decrementAndGet();
            handle.ended(outcome);
            report.accept(outcome);
        });
        return handle;
    }

    /** Tasks whose code is running now, abandoned ones included. */
    public int running() {
        return running.get();
    }

    private TaskOutcome outcome(RunningTask handle, EventSink sink, Recorder recorder) {
        TaskOrder order = handle.order();
        try {
            Graph root = graphs.find(order.graphId()).orElseThrow();
            Graph graph = root.within(order.namespace()).orElseThrow();
            NodeDefinition node = graph.node(order.task().node()).orElseThrow();
            Thread.currentThread()
                    .setContextClassLoader(node.function().getClass().getClassLoader());
            TaskContext context = new TaskContext(handle, sink, recorder);
            TaskOutcome outcome = new NodeCall(root, graph, node, order, context).run();
            return handle.cancelled() ? new TaskOutcome.Stopped() : outcome;
        } catch (Throwable thrown) {
            if (handle.cancelled()) {
                return new TaskOutcome.Stopped();
            }
            LOG.warn(
                    "node failed thread={} run={} node={} error={}",
                    order.thread(),
                    order.run(),
                    order.task().node(),
                    thrown.getClass().getName());
            LOG.debug("node failed with a message that may hold what a user wrote", thrown);
            return new TaskOutcome.Failed(error(thrown));
        }
    }

    /** What a user sees of something that user code threw. */
    static RunError error(Throwable thrown) {
        if (thrown instanceof TaskFault fault) {
            return fault.error();
        }
        String message = thrown.getMessage();
        return new RunError(thrown.getClass().getSimpleName(), message == null ? "no message was given" : message);
    }
}
