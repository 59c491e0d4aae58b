package io.heddle.thread;

import io.heddle.api.Resume;
import io.heddle.api.RunError;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which question an answer is for. */
final class Answering {
    private Answering() {}

    /** Gives the answers to the questions they are for; why they are for none, or null if all was well. */
    static @Nullable RunError answer(Turn turn, @Nullable Resume resume) {
        List<ThreadState.OpenAsk> open = turn.state().openAsks();
        return switch (resume) {
            case null -> null;
            case Resume.Plain plain -> plain(turn, open, plain.answer());
            case Resume.ById byId ->
                each(
                        turn,
                        byId.answers(),
                        id -> matching(open, ask -> ask.ask().id().equals(id)),
                        "id",
                        open);
            case Resume.ByName byName ->
                each(
                        turn,
                        byName.answers(),
                        name -> matching(open, ask -> ask.ask().key().equals(name)),
                        "name",
                        open);
        };
    }

    private static @Nullable RunError plain(Turn turn, List<ThreadState.OpenAsk> open, JsonValue answer) {
        if (open.size() > 1) {
            return error("%d questions are open, so an answer has to say which one it is for: %s"
                    .formatted(open.size(), listed(open)));
        }
        if (open.isEmpty()) {
            return turn.state().root().due().isEmpty()
                    ? error("nothing waits for an answer on thread %s"
                            .formatted(turn.state().key().thread()))
                    : null;
        }
        emit(turn, open.getFirst(), answer);
        return null;
    }

    private static @Nullable RunError each(
            Turn turn,
            Map<String, JsonValue> answers,
            Function<String, List<ThreadState.OpenAsk>> find,
            String what,
            List<ThreadState.OpenAsk> open) {
        for (String key : answers.keySet()) {
            int found = find.apply(key).size();
            if (found != 1) {
                return error("%s open questions with the %s %s; open are: %s"
                        .formatted(found == 0 ? "there are no" : "there are " + found, what, key, listed(open)));
            }
        }
        answers.forEach((key, answer) -> emit(turn, find.apply(key).getFirst(), answer));
        return null;
    }

    private static List<ThreadState.OpenAsk> matching(
            List<ThreadState.OpenAsk> open, Predicate<ThreadState.OpenAsk> wanted) {
        return open.stream().filter(wanted).toList();
    }

    private static void emit(Turn turn, ThreadState.OpenAsk open, JsonValue answer) {
        turn.emit(new ThreadEvent.AskAnswered(
                open.namespace(), open.task().id(), open.ask().key(), answer));
    }

    private static String listed(List<ThreadState.OpenAsk> open) {
        return open.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        open.stream()
                                .map(ask -> "%s (%s of node %s)"
                                        .formatted(
                                                ask.ask().id(),
                                                ask.ask().key(),
                                                ask.task().node()))
                                .toList());
    }

    private static RunError error(String message) {
        return new RunError("InvalidResumeError", message);
    }
}
