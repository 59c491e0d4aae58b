package io.heddle.graph;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.util.Objects;

/**
 * A typed question to a human, and the key to its typed answer: {@code ctx.ask(APPROVAL, claim)} pauses the node until
 * somebody answers. Its name belongs to the node's visit; in a loop, tell the rounds apart with {@link #at}. Immutable.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class Question<Q, A> {
    private final String name;
    private final TypedJson<Q> question;
    private final TypedJson<A> answer;

    private Question(String name, TypedJson<Q> question, TypedJson<A> answer) {
        this.name = name;
        this.question = question;
        this.answer = answer;
    }

    public static <Q, A> Question<Q, A> of(String name, Class<Q> question, Class<A> answer) {
        return new Question<>(
                name, TypedJson.of("question " + name, question), TypedJson.of("answer of question " + name, answer));
    }

    /** As {@link #of(String, Class, Class)}, for generic types. */
    public static <Q, A> Question<Q, A> of(String name, TypeRef<Q> question, TypeRef<A> answer) {
        return new Question<>(
                name, TypedJson.of("question " + name, question), TypedJson.of("answer of question " + name, answer));
    }

    /** The same question in another round. */
    public Question<Q, A> at(Object round) {
        return new Question<>(name + "@" + round, question, answer);
    }

    /** The question with what it is about, to be asked together with others. */
    public Asking<Q, A> about(Q what) {
        return new Asking<>(this, what);
    }

    /** An answer, to be given together with others. */
    public Answer answered(A given) {
        return new Answer(name, answer.encode(given));
    }

    public String name() {
        return name;
    }

    public JsonValue encodeQuestion(Q what) {
        return question.encode(what);
    }

    public JsonValue encodeAnswer(A given) {
        return answer.encode(given);
    }

    public Q decodeQuestion(JsonValue asked) {
        return question.decode(asked);
    }

    public A decodeAnswer(JsonValue given) {
        return answer.decode(given);
    }

    /**
     * Checks an answer from outside.
     *
     * @param path where it stands in the request, for errors
     * @throws ProblemException if it is none to this question
     */
    public void checkAnswer(String path, JsonValue given) {
        try {
            answer.check(path, given.node());
        } catch (ProblemException misfit) {
            throw misfit.problem() instanceof Problem.InvalidRequest invalid
                    ? new ProblemException(new Problem.InvalidRequest(
                            invalid.field(),
                            invalid.found(),
                            "%s, as question %s is answered with %s"
                                    .formatted(invalid.expected(), name, answer.shortName())))
                    : misfit;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Question<?, ?> it && it.name.equals(name);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(name);
    }

    @Override
    public String toString() {
        return name;
    }

    /** A question about something. */
    public record Asking<Q, A>(Question<Q, A> question, Q what) {
        public JsonValue value() {
            return question.encodeQuestion(what);
        }
    }

    /** An answer and the name of the question it is for. */
    public record Answer(String question, JsonValue value) {}
}
