package io.heddle.actor;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunError;
import io.heddle.host.Hosting;
import io.heddle.thread.ThreadReply;
import io.heddle.thread.ThreadState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Sees to it that nobody is refused by an owner who is behind. A refusal writes nothing, so the journal's key does not guard it;
 * the journal is asked instead whether there are rows that the owner does not know. Used by one actor.
 */
final class Refusals {
    static final ThreadReply MOVED = because("the thread has moved to another owner");

    private static final ThreadReply UNSURE = because("the journal cannot be read, and nobody else knows");

    private final Hosting hosting;
    private final ActorRef<ThreadMessage> self;

    Refusals(Hosting hosting, ActorRef<ThreadMessage> self) {
        this.hosting = hosting;
        this.self = self;
    }

    /** Gives every answer on to {@code answer}, but refusals by way of the journal and of {@link ThreadMessage.Compared}. */
    Consumer<ThreadReply> comparing(ThreadState state, Consumer<ThreadReply> answer) {
        return reply -> {
            if (reply instanceof ThreadReply.Refused refusal && !passes(refusal.problem())) {
                CompletableFuture.supplyAsync(() -> hosting.history().goesBeyond(state), hosting.executor())
                        .thenAccept(behind ->
                                self.tell(new ThreadMessage.Compared(state.sequence(), behind, refusal, answer)))
                        .exceptionally(unreadable -> {
                            answer.accept(UNSURE);
                            return null;
                        });
            } else {
                answer.accept(reply);
            }
        };
    }

    /** What is answered to an edit whose preparation failed. */
    static ThreadReply of(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return new ThreadReply.Refused(
                cause instanceof ProblemException known
                        ? known.problem()
                        : new Problem.UpdateFailed(
                                new RunError(cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()))));
    }

    /** Whether whoever is refused for this asks again anyway. */
    private static boolean passes(Problem problem) {
        return problem instanceof Problem.ThreadBusy || problem instanceof Problem.QueueFull;
    }

    private static ThreadReply because(String why) {
        return new ThreadReply.Refused(new Problem.Unavailable(why, 1));
    }
}
