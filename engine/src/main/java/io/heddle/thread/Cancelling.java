package io.heddle.thread;

import io.heddle.api.CancelAction;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import java.util.List;

/** How runs are stopped before they come to an end by themselves: one that somebody cancels, or all to make room for another. */
final class Cancelling {
    private Cancelling() {}

    /** Stops whatever a run that is accepted now does not want to wait for. */
    static void makeRoom(Turn turn, MultitaskStrategy strategy) {
        switch (strategy) {
            case INTERRUPT -> all(turn, CancelAction.INTERRUPT);
            case ROLLBACK -> all(turn, CancelAction.ROLLBACK);
            case REJECT, ENQUEUE -> {}
        }
    }

    /** Stops a run; nothing happens to one that has ended, or is about to end in the same way. */
    static void stop(Turn turn, RunId run, CancelAction action) {
        ActiveRun active = turn.state().active();
        if (turn.state().queue().contains(run)) {
            turn.emit(new ThreadEvent.RunEnded(run, RunStatus.INTERRUPTED, null));
            if (action == CancelAction.ROLLBACK) {
                turn.emit(new ThreadEvent.RunsHidden(List.of(run)));
            }
        } else if (active != null && active.id().equals(run)) {
            if (action == CancelAction.ROLLBACK && !active.isUndone()) {
                turn.emit(new ThreadEvent.RollbackRequested(run));
            } else if (active.ending() == null) {
                turn.emit(new ThreadEvent.CancelRequested(run));
            }
            if (active.ending() == null) {
                turn.effect(new Effect.StopTasks(turn.state().fence()));
            }
        }
    }

    private static void all(Turn turn, CancelAction action) {
        ActiveRun active = turn.state().active();
        List.copyOf(turn.state().queue()).forEach(run -> stop(turn, run, action));
        if (active != null) {
            stop(turn, active.id(), action);
        }
    }
}
