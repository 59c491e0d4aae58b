package io.heddle.cluster;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * An orderly stop, in the phases of Pekko's coordinated shutdown:
 *
 * <ol>
 *   <li>the gate closes: no superstep begins, tasks in flight finish, threads still answer
 *   <li>the gateway takes no more connections and answers what it has taken
 *   <li>threads are handed over and the node leaves (Pekko's own)
 *   <li>the engine lets go of what it holds
 * </ol>
 *
 * <p>Waiting happens in the first phase, because a thread answers nothing while it is handed over. Each part is told here as
 * soon as it has started, so that a start that fails half-way stops in the same order. Thread-safe.
 */
public final class Drain {
    private final CoordinatedShutdown phases;
    private final ClusterSettings.DrainDeadlines deadlines;

    public Drain(ActorSystem<?> system, ClusterSettings.DrainDeadlines deadlines) {
        this.phases = CoordinatedShutdown.get(system);
        this.deadlines = deadlines;
    }

    /** @param close closes the gate and waits for tasks up to the given deadline */
    public void gate(Function<Duration, CompletionStage<Done>> close) {
        phases.addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "gate", () -> close.apply(deadlines.tasks()));
    }

    /** @param close unbinds and waits for requests in flight; it keeps its own deadline */
    public void gateway(Supplier<CompletionStage<Done>> close) {
        phases.addTask(CoordinatedShutdown.PhaseServiceUnbind(), "gateway", close::get);
    }

    /** @param release frees what the engine holds, while the actor system still runs */
    public void engine(Supplier<CompletionStage<Done>> release) {
        phases.addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "engine", release::get);
    }

    /** Begins the stop, or joins one that has begun; completes when the actor system has ended. */
    public CompletionStage<Done> run() {
        return phases.runAll(Reason.ASKED_TO_STOP);
    }

    private enum Reason implements CoordinatedShutdown.Reason {
        ASKED_TO_STOP
    }
}
