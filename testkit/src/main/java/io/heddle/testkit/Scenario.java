package io.heddle.testkit;

import io.heddle.WrittenInput;
import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.api.RunRequest;
import io.heddle.graph.ConfigKey;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a client wants of a thread, one thing after the other, each when the thread has come to rest:
 *
 * <pre>{@code Scenario.input(REFUND.set(refund)).thenAnswer(APPROVAL, Verdict.APPROVE)}</pre>
 *
 * Immutable.
 */
public final class Scenario {
    private final List<UnaryOperator<RunRequest>> wishes;
    private final UnaryOperator<JsonValue> config;

    private Scenario(List<UnaryOperator<RunRequest>> wishes, UnaryOperator<JsonValue> config) {
        this.wishes = List.copyOf(wishes);
        this.config = config;
    }

    /** A client who begins with this input. */
    public static Scenario input(Write... input) {
        return new Scenario(List.of(), none -> none).thenInput(input);
    }

    /** The same, whose runs are configured so. */
    public <T> Scenario configured(ConfigKey<T> key, T value) {
        return new Scenario(wishes, values -> key.write(value, config.apply(values)));
    }

    /** More input. */
    public Scenario thenInput(Write... input) {
        return then(request -> RunRequest.of(request.assistant(), WrittenInput.json(input)));
    }

    /** An answer to a question; it must be open by then. */
    public <A> Scenario thenAnswer(Question<?, A> question, A answer) {
        return thenAnswer(question.answered(answer));
    }

    /** Answers to several questions at once. */
    public Scenario thenAnswer(Question.Answer... answers) {
        Map<String, JsonValue> byName = new LinkedHashMap<>();
        Arrays.stream(answers).forEach(answer -> byName.put(answer.question(), answer.value()));
        return thenResume(new Resume.ByName(byName));
    }

    /** Answers in whatever way, plain interrupts included. */
    public Scenario thenResume(Resume answers) {
        return then(request -> request.commanding(RunCommand.resume(answers)));
    }

    /** A change of the state by hand; then it goes on. */
    public Scenario thenEdit(Write... writes) {
        return then(request -> request.commanding(RunCommand.update(WrittenInput.json(writes))));
    }

    /** What is due is dropped, and it goes on at these nodes. */
    public Scenario thenGoTo(NodeKey<?>... nodes) {
        String[] names = Stream.concat(Stream.of(Graph.END), Arrays.stream(nodes))
                .map(NodeKey::name)
                .toArray(String[]::new);
        return then(request -> request.commanding(RunCommand.goTo(names)));
    }

    /** It goes on from where it stands: after a failure, a breakpoint. */
    public Scenario thenGoOn() {
        return then(request -> request);
    }

    /** The requests, in their order. */
    List<RunRequest> requests(Graph graph) {
        RunRequest plain = RunRequest.of(graph.id(), null);
        return wishes.stream()
                .map(wish -> wish.apply(plain).creatingThread())
                .map(request -> request.withConfig(config.apply(request.config())))
                .toList();
    }

    private Scenario then(UnaryOperator<RunRequest> wish) {
        List<UnaryOperator<RunRequest>> more = new ArrayList<>(wishes);
        more.add(wish);
        return new Scenario(more, config);
    }
}
