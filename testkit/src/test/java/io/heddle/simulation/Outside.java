package io.heddle.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The world outside of a thread, as its nodes meet it: counts what they do there, and is broken until its time has come. */
final class Outside {
    private final Set<String> done = new HashSet<>();
    private final List<String> repeated = new ArrayList<>();
    private int turn;

    /** The thread has come to rest for the n-th time. */
    void turn(int number) {
        turn = number;
    }

    boolean isBroken(int until) {
        return turn < until;
    }

    /** What one attempt of a task has done more than once. */
    List<String> repeated() {
        return repeated;
    }

    /** Something is done for an attempt of a task; what came of it. */
    String does(String task, int attempt, String what) {
        String deed = "%s by attempt %d of task %s".formatted(what, attempt, task);
        if (!done.add(deed)) {
            repeated.add(deed);
        }
        return "!" + what.substring(what.indexOf('#') + 1);
    }
}
