package io.heddle.task;

import io.heddle.graph.Question;
import io.heddle.json.JsonValue;
import io.heddle.step.Ask;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Visit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one attempt remembers of its visit, and what it asks anew. Thread-safe. */
final class Recollection {
    private final Visit visit;
    private final Set<String> used = new HashSet<>();
    private final List<TaskOutcome.Asked> asked = new ArrayList<>();
    private int interrupts;

    Recollection(Visit visit) {
        this.visit = visit;
    }

    /** Notes that a call is made. */
    synchronized void begin(String call) {
        if (!used.add("call " + call)) {
            throw new IllegalStateException(
                    "call %s is made twice in one visit; tell the rounds apart: once(%s.at(round), …)"
                            .formatted(call, call));
        }
    }

    /** The answers to all of these; if some are missing, they are asked and the node is left. */
    synchronized Map<String, JsonValue> answers(List<? extends Question.Asking<?, ?>> questions) {
        Map<String, JsonValue> answers = new LinkedHashMap<>();
        List<TaskOutcome.Asked> missing = new ArrayList<>();
        for (Question.Asking<?, ?> asking : questions) {
            String name = asking.question().name();
            if (!used.add("question " + name)) {
                throw new IllegalStateException(
                        "question %s is asked twice in one visit; tell the rounds apart: ask(%s.at(round), …)"
                                .formatted(name, name));
            }
            JsonValue answer = answered().get(name);
            if (answer == null || !fits(asking.question(), answer)) {
                missing.add(new TaskOutcome.Asked(name, asking.value()));
            } else {
                answers.put(name, answer);
            }
        }
        if (!missing.isEmpty()) {
            asked.addAll(missing);
            throw new Suspension();
        }
        return answers;
    }

    /** An answer to a question that nobody declared is looked at here first; what does not fit is asked for again. */
    private static boolean fits(Question<?, ?> question, JsonValue answer) {
        try {
            question.decodeAnswer(answer);
            return true;
        } catch (RuntimeException misfit) {
            return false;
        }
    }

    /** What the next plain interrupt was resumed with; if nobody has, the node is left. */
    synchronized JsonValue interrupt(JsonValue value) {
        String key = "#" + interrupts++;
        JsonValue answer = answered().get(key);
        if (answer == null) {
            asked.add(new TaskOutcome.Asked(key, value));
            throw new Suspension();
        }
        return answer;
    }

    synchronized boolean suspended() {
        return !asked.isEmpty();
    }

    synchronized TaskOutcome.Interrupted interrupted() {
        return new TaskOutcome.Interrupted(asked);
    }

    private Map<String, JsonValue> answered() {
        Map<String, JsonValue> answers = new HashMap<>();
        for (Ask ask : visit.asks()) {
            JsonValue answer = ask.answer();
            if (answer != null) {
                answers.put(ask.key(), answer);
            }
        }
        return answers;
    }
}
