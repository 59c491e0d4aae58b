package io.heddle;

import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.Engine;
import io.heddle.api.Interrupt;
import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.ConfigKey;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
    private final UnaryOperator<RunRequest> options;

    ThreadRef(Engine engine, Graph graph, ThreadKey key) {
        this(engine, graph, key, request -> request);
    }

    private ThreadRef(Engine engine, Graph graph, ThreadKey key, UnaryOperator<RunRequest> options) {
        this.engine = engine;
        this.graph = graph;
        this.key = key;
        this.options = options;
    }

    public ThreadKey key() {
        return key;
    }

    /** The same thread, whose runs are asked for with these options as well: {@code with(run -> run.withStepLimit(50))}. */
    public ThreadRef with(UnaryOperator<RunRequest> more) {
        return new ThreadRef(engine, graph, key, request -> more.apply(options.apply(request)));
    }

    /** The same thread, whose runs are configured so; what one that goes on is not told, it takes from the one it goes on with. */
    public <T> ThreadRef configured(ConfigKey<T> name, T value) {
        return with(request -> request.withConfig(name.write(value, request.config())));
    }

    /** The same thread, whose runs begin at an older checkpoint; without input they do again what was due there. */
    public ThreadRef from(CheckpointId older) {
        return with(request -> request.from(older));
    }

    /** The thread's past: history, branches, differences, edits. */
    public ThreadTime time() {
        return new ThreadTime(engine, graph, key);
    }

    /**
     * Runs the graph with this input and returns the state it left: at its end, or where it paused. {@link #run} tells which.
     *
     * @throws RunFailedException when the run ended otherwise
     */
    public View invoke(Write... input) {
        return Waits.on(invokeAsync(input));
    }

    public CompletionStage<View> invokeAsync(Write... input) {
        return startAsync(input)
                .thenCompose(run -> engine.runs().join(key, run.id()))
                .thenApply(this::view);
    }

    /** Accepts a run and returns at once; when this returns, the run is durable. */
    public RunView start(Write... input) {
        return Waits.on(startAsync(input));
    }

    public CompletionStage<RunView> startAsync(Write... input) {
        return engine.runs().start(key, request(WrittenInput.json(input)));
    }

    /** Runs the graph with this input and says how it came to rest. */
    public Outcome run(Write... input) {
        return Waits.on(runAsync(input));
    }

    public CompletionStage<Outcome> runAsync(Write... input) {
        return outcome(request(WrittenInput.json(input)), Outcome.Reason.BREAKPOINT);
    }

    /** Goes on from where the thread stands, and says how it came to rest. */
    public Outcome goOn() {
        return Waits.on(outcome(request(null), Outcome.Reason.BREAKPOINT));
    }

    /** Answers a question and goes on. If it is not open the answer is refused, and the refusal names those that are. */
    public <A> Outcome answer(Question<?, A> question, A answer) {
        return answer(question.answered(answer));
    }

    /** Answers several questions at once and goes on; a node runs again when all that it asked is answered. */
    public Outcome answer(Question.Answer... answers) {
        return resume(byName(Arrays.asList(answers)));
    }

    /** Answers in whatever way, plain interrupts included, and goes on. */
    public Outcome resume(Resume answers) {
        return Waits.on(outcome(request(null).commanding(RunCommand.resume(answers)), Outcome.Reason.BREAKPOINT));
    }

    /**
     * Takes one superstep: of a new run if there is input or nothing is due, else of what is due.
     *
     * <p>Call it again and again, and the thread goes through its graph a step at a time, as durable as ever.
     */
    public Outcome step(Write... input) {
        return Waits.on(engine.threads()
                .state(key)
                .exceptionally(unknown -> null)
                .thenCompose(head -> {
                    boolean goesOn =
                            input.length == 0 && head != null && !head.next().isEmpty();
                    return outcome(
                            request(goesOn ? null : WrittenInput.json(input)).oneStep(), Outcome.Reason.STEP);
                }));
    }

    /** Answers questions and takes one superstep, the one in which they were asked. */
    public Outcome step(Question.Answer first, Question.Answer... more) {
        List<Question.Answer> answers =
                Stream.concat(Stream.of(first), Arrays.stream(more)).toList();
        RunCommand resume = RunCommand.resume(byName(answers));
        return Waits.on(outcome(request(null).commanding(resume).oneStep(), Outcome.Reason.STEP));
    }

    /** Drops what is due and runs on from these nodes. */
    public Outcome goTo(NodeKey<?>... nodes) {
        String[] names = Stream.concat(Stream.of(Graph.END), Arrays.stream(nodes))
                .map(NodeKey::name)
                .toArray(String[]::new);
        return Waits.on(outcome(request(null).commanding(RunCommand.goTo(names)), Outcome.Reason.BREAKPOINT));
    }

    /**
     * Goes back to before the last superstep: its state is the head again, as a branch of its own, and what was due there is
     * due again. What nodes have done outside is not undone.
     *
     * @throws IllegalStateException if there is no superstep to take back
     */
    public Outcome goBack() {
        return Waits.on(engine.threads()
                .state(key)
                .thenCompose(this::before)
                .thenCompose(there -> engine.threads()
                        .update(
                                key,
                                Edit.copyOf(there).because("went back a step").update()))
                .thenCompose(made -> standingAsync()));
    }

    /** Drops what is due; the thread rests at its end. */
    public Outcome end() {
        return Waits.on(engine.threads().update(key, Edit.asEnd().update()).thenCompose(made -> standingAsync()));
    }

    /** How the thread stands; of one that is running, how it stood last. */
    public Outcome standing() {
        return Waits.on(standingAsync());
    }

    public CompletionStage<Outcome> standingAsync() {
        return engine.threads()
                .state(key)
                .thenCombine(
                        engine.threads().get(key),
                        (head, thread) -> outcome(
                                graph.view(head.values()),
                                thread.status() == ThreadStatus.ERROR ? thread.error() : null,
                                head.openInterrupts(),
                                head.next(),
                                Outcome.Reason.BREAKPOINT));
    }

    /** Goes on from where the thread stands: retries what failed, or does what was still due. */
    public View proceed() {
        return Waits.on(engine.runs()
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
        return Waits.on(engine.runs().cancel(key, run));
    }

    /** The state at the head. */
    public View state() {
        return Waits.on(stateAsync());
    }

    public CompletionStage<View> stateAsync() {
        return engine.threads().state(key).thenApply(state -> graph.view(state.values()));
    }

    /** Edits the state by hand, as if {@code node} had written it; {@link ThreadTime#edit} says by whom and why. */
    public View update(NodeKey<?> node, Write... writes) {
        return time().edit(Edit.as(node, writes)).state();
    }

    /** Forgets the thread. */
    public void delete() {
        Waits.on(engine.threads().delete(key).thenApply(done -> true));
    }

    @Override
    public String toString() {
        return graph.id() + " on " + key;
    }

    private static Resume byName(List<Question.Answer> answers) {
        Map<String, JsonValue> byName = new LinkedHashMap<>();
        answers.forEach(answer -> byName.put(answer.question(), answer.value()));
        return new Resume.ByName(byName);
    }

    /** The checkpoint before the one where the thread stands, inputs passed over. */
    private CompletionStage<CheckpointId> before(CheckpointView head) {
        CheckpointId parent = head.parent();
        if (parent == null) {
            throw new IllegalStateException("thread %s stands at its beginning".formatted(key));
        }
        return engine.threads()
                .stateAt(key, parent)
                .thenCompose(
                        view -> view.metadata().node().path("source").asText("").equals("input")
                                ? before(view)
                                : CompletableFuture.completedFuture(parent));
    }

    private CompletionStage<Outcome> outcome(RunRequest request, Outcome.Reason reason) {
        return engine.runs()
                .start(key, request)
                .thenCompose(run -> engine.runs().join(key, run.id()))
                .thenApply(result -> result.status() == RunStatus.INTERRUPTED
                        ? new Outcome.Cancelled(graph.view(result.values()))
                        : outcome(
                                graph.view(result.values()),
                                result.error(),
                                result.interrupts(),
                                result.next(),
                                reason));
    }

    private static Outcome outcome(
            View state,
            @Nullable RunError error,
            List<Interrupt> interrupts,
            List<String> next,
            Outcome.Reason reason) {
        if (error != null) {
            return new Outcome.Failed(state, error);
        }
        if (!interrupts.isEmpty()) {
            return new Outcome.Waiting(state, new OpenQuestions(interrupts));
        }
        return next.isEmpty() ? new Outcome.Completed(state) : new Outcome.Paused(state, next, reason);
    }

    private RunRequest request(@Nullable JsonValue input) {
        return options.apply(RunRequest.of(graph.id(), input).creatingThread());
    }

    private View view(RunResult result) {
        if (result.error() != null || result.status() != RunStatus.SUCCESS) {
            throw new RunFailedException(key, result);
        }
        return graph.view(result.values());
    }
}
