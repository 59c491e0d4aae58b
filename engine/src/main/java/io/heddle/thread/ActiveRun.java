package io.heddle.thread;

import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * The one run that may act on the thread.
 *
 * @param phase what it is waiting for
 * @param startedAtRow the journal row that started it, from where its stream can be replayed
 * @param ending how it will end as soon as its tasks have stopped; null while it goes on
 * @param footing where the thread stood before it
 */
public record ActiveRun(
        RunId id, Phase phase, long startedAtRow, @Nullable Ending ending, Footing footing) {
    /** What a run waits for. */
    public enum Phase {
        /** The state of the older checkpoint it starts from. */
        LOADING_BASE,
        /** The reducers of the folds that its input writes, and the routers that say where it begins. */
        PREPARING_INPUT,
        /** Its tasks, or the reducers of folds that several of them wrote. */
        STEPPING
    }

    /**
     * How a run will end.
     *
     * @param undone whether it is taken back then
     */
    public record Ending(RunStatus status, @Nullable RunError error, boolean undone) {
        static final Ending CANCELLED = new Ending(RunStatus.INTERRUPTED, null, false);
        static final Ending ROLLED_BACK = new Ending(RunStatus.INTERRUPTED, null, true);

        static Ending failed(RunError error) {
            return new Ending(RunStatus.ERROR, error, false);
        }
    }

    ActiveRun in(Phase next) {
        return new ActiveRun(id, next, startedAtRow, ending, footing);
    }

    /** The first ending counts, unless a later one takes the run back. */
    ActiveRun ending(Ending end) {
        return ending == null || end.undone() ? new ActiveRun(id, phase, startedAtRow, end, footing) : this;
    }

    /** Whether it is about to be taken back. */
    boolean isUndone() {
        return ending != null && ending.undone();
    }
}
