package io.heddle;

import io.heddle.api.Interrupt;
import io.heddle.graph.Question;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The questions that wait for an answer on a thread, in the order of the tasks that ask. Immutable. */
public record OpenQuestions(List<Interrupt> all) implements Iterable<Interrupt> {
    public OpenQuestions {
        all = List.copyOf(all);
    }

    /** Whether somebody asks this. */
    public boolean has(Question<?, ?> question) {
        return all.stream().anyMatch(open -> open.name().equals(question.name()));
    }

    /**
     * What is asked.
     *
     * @throws NoSuchElementException naming the open questions, if this is not one of them
     */
    public <Q> Q about(Question<Q, ?> question) {
        return all.stream()
                .filter(open -> open.name().equals(question.name()))
                .findFirst()
                .map(open -> question.decodeQuestion(open.value()))
                .orElseThrow(() -> new NoSuchElementException("nobody asks %s; open are: %s"
                        .formatted(
                                question,
                                String.join(
                                        ", ", all.stream().map(Interrupt::name).toList()))));
    }

    @Override
    public Iterator<Interrupt> iterator() {
        return all.iterator();
    }
}
