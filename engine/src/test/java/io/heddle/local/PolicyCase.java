package io.heddle.local;

import io.heddle.Heddle;
import io.heddle.RunFailedException;
import io.heddle.ThreadRef;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.Channel;
import io.heddle.graph.Failure;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphBuilder;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A graph of a few nodes on a local engine; each node counts how often it ran. */
@Timeout(60)
abstract class PolicyCase {
    static final NodeKey<Void> ONE = NodeKey.of("one");
    static final NodeKey<Void> OTHER = NodeKey.of("other");
    static final NodeKey<Void> NEXT = NodeKey.of("next");
    static final NodeKey<Failure> MEND = NodeKey.of("mend", Failure.class);
    static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    static final ValueChannel<Failure> MENDED = Channel.value("mended", Failure.class);

    final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
    final CountDownLatch never = new CountDownLatch(1);
    Heddle heddle;

    @AfterEach
    void close() {
        never.countDown();
        heddle.close();
    }

    ThreadRef thread(Consumer<GraphBuilder> definition) {
        return thread(Graph.define("policies", 1, g -> {
            g.channels(NOTES, MENDED);
            definition.accept(g);
        }));
    }

    /** Adds a handler that keeps the failure. */
    void mend(GraphBuilder g) {
        g.node(MEND, (state, context) -> {
                    count(context);
                    return Update.of(MENDED.set(context.input(MEND)));
                })
                .after(MEND)
                .end();
    }

    /** Adds a node that notes that it came next. */
    static void next(GraphBuilder g) {
        g.node(NEXT, (state, context) -> Update.of(NOTES.add("next")))
                .after(NEXT)
                .end();
    }

    ThreadRef thread(Graph graph) {
        heddle = Heddle.over(new LocalEngine(GraphCatalog.of(graph)));
        return heddle.thread(graph, "t");
    }

    RunResult run(ThreadRef thread, RunRequest request) {
        var runs = heddle.engine().runs();
        return runs.start(thread.key(), request)
                .thenCompose(run -> runs.join(thread.key(), run.id()))
                .toCompletableFuture()
                .join();
    }

    ThreadStatus status(ThreadRef thread) {
        return heddle.engine()
                .threads()
                .get(thread.key())
                .toCompletableFuture()
                .join()
                .status();
    }

    /** Whether a task of the superstep that the node itself is in has ended. */
    boolean finished(NodeContext context, String node) {
        return heddle.engine().threads().state(context.thread()).toCompletableFuture().join().tasks().stream()
                .anyMatch(task -> task.node().equals(node) && task.result() != null);
    }

    static String error(ThreadRef thread) {
        RunFailedException failed = Assertions.catchThrowableOfType(RunFailedException.class, thread::invoke);
        return Objects.requireNonNull(failed.result().error()).name() + ": "
                + failed.result().error().message();
    }

    static List<String> notes(View state) {
        return state.get(NOTES);
    }

    static NodeFunction failing(String what) {
        return (state, context) -> {
            throw new IOException(what + " is down");
        };
    }

    int count(NodeContext context) {
        return runs(context.node());
    }

    int runs(String what) {
        return runs.computeIfAbsent(what, w -> new AtomicInteger()).incrementAndGet();
    }

    static void awaitStubbornly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // This node does not stop when it is told to.
            }
        }
    }
}
