package io.heddle;

import io.heddle.api.RunError;
import io.heddle.graph.View;
import java.util.List;

/** How a run, or a thread, stands when nothing of it is running. Each knows the state it left. */
public sealed interface Outcome {
    /** The state where it stands. */
    View state();

    /** It came to the end of its graph. */
    record Completed(View state) implements Outcome {}

    /** It waits for answers; {@link ThreadRef#answer} gives them. */
    record Waiting(View state, OpenQuestions questions) implements Outcome {}

    /**
     * It rests before these nodes; {@link ThreadRef#goOn} or {@link ThreadRef#step} goes on.
     *
     * @param next the nodes that are due, each as often as it is
     */
    record Paused(View state, List<String> next, Reason reason) implements Outcome {
        public Paused {
            next = List.copyOf(next);
        }
    }

    /** It could not go on; what was due is due still, and going on tries it again. */
    record Failed(View state, RunError error) implements Outcome {}

    /** Somebody cancelled it. */
    record Cancelled(View state) implements Outcome {}

    /** Why a run rests although nobody asks anything. */
    enum Reason {
        /** It was to take one superstep only. */
        STEP,
        /** A breakpoint of the graph or of the run, or a cancel before. */
        BREAKPOINT
    }
}
