package io.heddle;

import io.heddle.api.Engine;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.StateUpdate;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A thread and the graph it is used with: typed in, typed out. A reference, not a resource; make as many as you like.
 *
 * <p>Each operation comes blocking, for plain code on virtual threads, and as a {@link CompletionStage}. Runs that meet a
 * busy thread wait their turn. Thread-safe.
 */
public final class ThreadRef {
    private final Engine engine;
    private final Graph graph;
    private final ThreadKey key;

    ThreadRef(Engine engine, Graph graph, ThreadKey key) {
        this.engine = engine;
        this.graph = graph;
        this.key = key;
    }

    public ThreadKey key() {
        return key;
    }

    /**
     * Runs the graph with this input and returns the state it left.
     *
     * @throws RunFailedException when the run ended otherwise
     */
    public View invoke(Write... input) {
        return await(invokeAsync(input));
    }

    public CompletionStage<View> invokeAsync(Write... input) {
        return startAsync(input)
                .thenCompose(run -> engine.runs().join(key, run.id()))
                .thenApply(this::view);
    }

    /** Accepts a run and returns at once; when this returns, the run is durable. */
    public RunView start(Write... input) {
        return await(startAsync(input));
    }

    public CompletionStage<RunView> startAsync(Write... input) {
        return engine.runs().start(key, request(WrittenInput.json(input)));
    }

    /** Goes on from where the thread stands: retries what failed, or does what was still due. */
    public View proceed() {
        return await(engine.runs()
                .start(key, request(null))
                .thenCompose(run -> engine.runs().join(key, run.id()))
                .thenApply(this::view));
    }

    /** Runs the graph with this input and publishes what happens; the run starts when somebody subscribes. */
    public Flow.Publisher<StreamFrame> stream(Set<StreamMode> modes, Write... input) {
        RunRequest request = request(WrittenInput.json(input)).streaming(modes.toArray(new StreamMode[0]));
        return subscriber -> engine.runs().start(key, request).whenComplete((run, refused) -> {
            if (refused != null) {
                subscriber.onSubscribe(NoFrames.INSTANCE);
                subscriber.onError(refused);
            } else {
                engine.runs().stream(key, run.id(), StreamRequest.all()).subscribe(subscriber);
            }
        });
    }

    /** Stops a run and waits until it has ended; committed steps stay. Cancelling a finished run changes nothing. */
    public RunView cancel(RunId run) {
        return await(engine.runs().cancel(key, run));
    }

    /** The state at the head. */
    public View state() {
        return await(stateAsync());
    }

    public CompletionStage<View> stateAsync() {
        return engine.threads().state(key).thenApply(state -> graph.view(state.values()));
    }

    /** Edits the state by hand, as if {@code node} had written it. */
    public View update(NodeKey<?> node, Write... writes) {
        return await(engine.threads()
                .update(key, StateUpdate.of(WrittenInput.json(writes)).as(node.name()))
                .thenCompose(checkpoint -> stateAsync()));
    }

    /** Forgets the thread. */
    public void delete() {
        await(engine.threads().delete(key).thenApply(done -> true));
    }

    @Override
    public String toString() {
        return graph.id() + " on " + key;
    }

    private RunRequest request(@Nullable JsonValue input) {
        return RunRequest.of(graph.id(), input).creatingThread();
    }

    private View view(RunResult result) {
        if (result.error() != null || result.status() != RunStatus.SUCCESS) {
            throw new RunFailedException(key, result);
        }
        return graph.view(result.values());
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        }
    }
}
