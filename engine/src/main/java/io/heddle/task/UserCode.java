package io.heddle.task;

import io.heddle.api.RunError;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.json.JsonValue;
import io.heddle.step.Destination;
import io.heddle.step.Fence;
import io.heddle.step.Stepper;
import io.heddle.thread.Effect;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs the small pieces of user code around nodes, reducers, routers of hand edits, typed decoding, on virtual threads with
 * a time limit. Code that overruns it is interrupted and left behind. Thread-safe.
 */
public final class UserCode {
    private final GraphCatalog graphs;
    private final Duration limit;
    private final TaskThreads threads;

    public UserCode(GraphCatalog graphs, Duration limit, TaskThreads threads) {
        this.graphs = graphs;
        this.limit = limit;
        this.threads = threads;
    }

    /** Runs {@code work}; the future fails with what it threw, or with a {@link TimeoutException}. */
    public <T extends @Nullable Object> CompletableFuture<T> run(String what, Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        AtomicReference<@Nullable Thread> at = new AtomicReference<>();
        threads.start(what, () -> {
            at.set(Thread.currentThread());
            try {
                result.complete(work.call());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        });
        return threads.timer().within(limit, result).whenComplete((done, thrown) -> {
            Thread late = at.get();
            if (thrown instanceof TimeoutException && late != null) {
                late.interrupt();
            }
        });
    }

    /** Runs the reducers that an effect asks for, and says how it went as a command. */
    public CompletableFuture<ThreadCommand.Reduced> reduce(Effect.Reduce effect) {
        Fence fence = effect.fence();
        return run("reduce " + effect.operands().keySet(), () -> {
                    Graph graph =
                            graph(effect.spec()).within(effect.namespace()).orElseThrow();
                    Map<String, JsonValue> values = Folds.reduce(graph, effect.values(), effect.operands());
                    return new ThreadCommand.Reduced(effect.namespace(), fence, values, null);
                })
                .exceptionally(thrown -> new ThreadCommand.Reduced(
                        effect.namespace(),
                        fence,
                        Map.of(),
                        failure("reducer of channel", effect.operands().keySet(), "ReducerTimeout", thrown)));
    }

    /** Runs the reducers of what a run writes first, and the routers of its graph's beginning. */
    public CompletableFuture<ThreadCommand.InputPrepared> prepare(Effect.PrepareInput effect) {
        Fence fence = effect.fence();
        String graphId = effect.spec().graphId();
        return run("begin " + graphId, () -> {
                    Graph graph = graph(effect.spec());
                    Map<String, JsonValue> reduced =
                            Folds.reduce(graph, effect.values(), Stepper.operands(effect.updates()));
                    List<Destination> next = effect.enters()
                            ? Routing.of(
                                    Graph.START_NAME,
                                    graph.entry(),
                                    graph.view(Stepper.apply(effect.values(), effect.updates(), reduced)))
                            : List.of();
                    return new ThreadCommand.InputPrepared(fence, reduced, next, null);
                })
                .exceptionally(thrown -> new ThreadCommand.InputPrepared(
                        fence,
                        Map.of(),
                        List.of(),
                        failure("beginning of graph", Set.of(graphId), "BeginningTimeout", thrown)));
    }

    private Graph graph(RunSpec spec) {
        return graphs.find(spec.graphId()).orElseThrow().configured(spec.config());
    }

    private RunError failure(String what, Set<String> names, String timeout, Throwable thrown) {
        Throwable cause = thrown.getCause() != null && thrown instanceof java.util.concurrent.CompletionException
                ? thrown.getCause()
                : thrown;
        RunError error = TaskRunner.error(cause);
        boolean late = cause instanceof TimeoutException;
        String how = late ? "did not return within " + limit.toSeconds() + " s" : error.message();
        return new RunError(late ? timeout : error.name(), "%s %s: %s".formatted(what, String.join(", ", names), how));
    }
}
