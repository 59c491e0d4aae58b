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
 * <p>Waiting happens in the first phase, because a thread answers nothing while it is handed over.
 */
public final class Drain {
    private final ActorSystem<?> system;

    private Drain(ActorSystem<?> system) {
        this.system = system;
    }

    /**
     * Says what is to be done in each phase of the stop of this system, whoever begins it.
     *
     * @param gate closes it and waits for tasks up to the given deadline
     * @param requests closes the gateway, up to the given deadline
     * @param release frees what needs the actor system no more
     */
    public static Drain prepare(
            ActorSystem<?> system,
            ClusterSettings.DrainDeadlines deadlines,
            Function<Duration, CompletionStage<Done>> gate,
            Function<Duration, CompletionStage<Done>> requests,
            Supplier<CompletionStage<Done>> release) {
        CoordinatedShutdown phases = CoordinatedShutdown.get(system);
        phases.addTask(
                CoordinatedShutdown.PhaseBeforeServiceUnbind(), "close-gate", () -> gate.apply(deadlines.tasks()));
        phases.addTask(
                CoordinatedShutdown.PhaseServiceUnbind(), "close-gateway", () -> requests.apply(deadlines.requests()));
        phases.addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "release-engine", release::get);
        return new Drain(system);
    }

    /** Begins the stop, or joins one that has begun; completes when the actor system has ended. */
    public CompletionStage<Done> run() {
        return CoordinatedShutdown.get(system).runAll(Reason.ASKED_TO_STOP);
    }

    private enum Reason implements CoordinatedShutdown.Reason {
        ASKED_TO_STOP
    }
}
