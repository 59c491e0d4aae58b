package io.heddle.task;

import io.heddle.api.Interrupt;
import io.heddle.api.ProblemException;
import io.heddle.api.Resume;
import io.heddle.graph.Graph;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Whether answers fit the questions they are for, as far as the graph declares them. Whether there are such questions at all is
 * for the thread to say. Runs users' typed decoding, so never on an actor.
 */
final class AnswerCheck {
    private static final String PATH = "command.resume";

    private AnswerCheck() {}

    /**
     * @param open the questions that wait for an answer
     * @throws ProblemException naming the question, what was found and what is expected
     */
    static void check(Graph graph, List<Interrupt> open, Resume answers) {
        switch (answers) {
            case Resume.Plain plain when open.size() == 1 -> check(graph, open.getFirst(), PATH, plain.answer());
            case Resume.Plain ambiguous -> {}
            case Resume.ById byId -> each(graph, open, byId.answers(), Interrupt::id);
            case Resume.ByName byName -> each(graph, open, byName.answers(), Interrupt::name);
        }
    }

    private static void each(
            Graph graph, List<Interrupt> open, Map<String, JsonValue> answers, Function<Interrupt, String> mark) {
        for (Interrupt question : open) {
            JsonValue answer = answers.get(mark.apply(question));
            if (answer != null) {
                check(graph, question, PATH + "." + mark.apply(question), answer);
            }
        }
    }

    private static void check(Graph graph, Interrupt open, String path, JsonValue answer) {
        graph.within(open.namespace())
                .flatMap(asking -> asking.question(open.name()))
                .ifPresent(question -> question.checkAnswer(path, answer));
    }
}
