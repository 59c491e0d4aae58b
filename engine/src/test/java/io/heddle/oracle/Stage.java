package io.heddle.oracle;

import io.heddle.api.CheckpointView;
import io.heddle.api.Engine;
import io.heddle.graph.NodeContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;

/** What the nodes of one session share: how often each has run, and whether its siblings are done. Thread-safe. */
final class Stage {
    private final Map<String, Integer> ended = new ConcurrentHashMap<>();
    private final Set<String> workers;
    private volatile Engine engine;

    Stage(OracleCase each) {
        workers = each.workers();
    }

    /** Whether a node is sent arguments anywhere in the case: such nodes have an input of their own. */
    boolean isWorker(String node) {
        return workers.contains(node);
    }

    /** Whom to ask about siblings. */
    void on(Engine running) {
        engine = running;
    }

    /** How often a node has run to an end, across all actions. */
    int runs(String node) {
        return ended.getOrDefault(node, 0);
    }

    void ended(String node) {
        ended.merge(node, 1, Integer::sum);
    }

    /** Waits until every other task of the root's step has come to an end or asks, so that no outcome depends on speed. */
    void awaitSiblings(NodeContext context) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> open(context) <= 1);
    }

    private long open(NodeContext context) throws ExecutionException, InterruptedException {
        CheckpointView head =
                engine.threads().state(context.thread()).toCompletableFuture().get();
        long asking = head.tasks().stream()
                .filter(task -> !task.interrupts().isEmpty() && head.next().contains(task.node()))
                .count();
        return head.next().size() - asking;
    }
}
