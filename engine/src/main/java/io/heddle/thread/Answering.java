package io.heddle.thread;

import io.heddle.api.Resume;
import io.heddle.api.RunError;
import io.heddle.json.JsonValue;
import io.heddle.step.Ask;
import io.heddle.step.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which questions answers are for: each must be for exactly one that is open. */
final class Answering {
    private final ThreadState state;
    private final List<ThreadState.OpenAsk> open;
    private final List<Given> given = new ArrayList<>();
    private @Nullable RunError refused;

    private Answering(ThreadState state, @Nullable Resume resume) {
        this.state = state;
        this.open = state.openAsks();
        switch (resume) {
            case null -> {}
            case Resume.Plain plain -> plain(plain.answer());
            case Resume.ById byId -> each(byId.answers(), "id", Ask::id);
            case Resume.ByName byName -> each(byName.answers(), "name", Ask::key);
        }
    }

    /** Why answers are for no question of a thread as it stands; null if all is well. */
    static @Nullable RunError refusal(ThreadState state, @Nullable Resume resume) {
        return new Answering(state, resume).refused;
    }

    /** Gives the answers to the questions they are for, all or none; why none, or null if all was well. */
    static @Nullable RunError answer(Turn turn, @Nullable Resume resume) {
        Answering answering = new Answering(turn.state(), resume);
        if (answering.refused == null) {
            answering.given.forEach(each -> turn.emit(new ThreadEvent.AskAnswered(
                    each.to().namespace(),
                    each.to().task().id(),
                    each.to().ask().key(),
                    each.answer())));
        }
        return answering.refused;
    }

    private void plain(JsonValue answer) {
        if (open.size() > 1) {
            refuse("%d questions are open, so an answer has to say which one it is for: %s"
                    .formatted(open.size(), listed()));
        } else if (open.size() == 1) {
            given.add(new Given(open.getFirst(), answer));
        } else if (state.root().due().isEmpty()) {
            refuse("nothing waits for an answer on thread %s"
                    .formatted(state.key().thread()));
        } else if (isForked()) {
            refuse("nothing waits for an answer at the older checkpoint; its nodes ask anew when they run again");
        }
    }

    /** Whether the run has just made a branch, on which nobody has asked anything yet. */
    private boolean isForked() {
        ActiveRun active = state.active();
        return active != null
                && state.openNamespaces().stream()
                        .map(open -> state.graph(open).head())
                        .anyMatch(head -> head != null
                                && head.source() == Checkpoint.Source.FORK
                                && active.id().equals(head.run()));
    }

    private void each(Map<String, JsonValue> answers, String what, Function<Ask, String> mark) {
        answers.forEach((wanted, answer) -> {
            List<ThreadState.OpenAsk> found = open.stream()
                    .filter(each -> mark.apply(each.ask()).equals(wanted))
                    .toList();
            if (found.size() == 1) {
                given.add(new Given(found.getFirst(), answer));
            } else {
                refuse("%s with the %s %s; open are: %s"
                        .formatted(
                                found.isEmpty()
                                        ? "there is no open question"
                                        : "there are %d open questions".formatted(found.size()),
                                what,
                                wanted,
                                listed()));
            }
        });
    }

    private void refuse(String why) {
        refused = new RunError("InvalidResumeError", why);
    }

    private String listed() {
        return open.isEmpty()
                ? "none"
                : open.stream()
                        .map(each -> "%s (%s of node %s)"
                                .formatted(
                                        each.ask().id(),
                                        each.ask().key(),
                                        each.task().node()))
                        .collect(Collectors.joining(", "));
    }

    private record Given(ThreadState.OpenAsk to, JsonValue answer) {}
}
