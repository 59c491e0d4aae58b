package io.heddle.actor;

import io.heddle.api.Problem;
import io.heddle.api.RunId;
import io.heddle.api.RunResult;
import io.heddle.api.StateUpdate;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadQuestion;
import io.heddle.thread.ThreadReply;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a thread's actor understands: the door for actor code. Rules are in {@link ThreadCommand}; here is only who wants the
 * answer.
 */
public sealed interface ThreadMessage {
    /** Decide; answered when what was decided is durable. Refusals are answers too. */
    record Ask(ThreadCommand command, ActorRef<ThreadReply> replyTo) implements ThreadMessage {}

    /** Read the present. */
    record Read(ThreadQuestion question, ActorRef<ThreadReply> replyTo) implements ThreadMessage {}

    /** Prepare a hand edit and decide it. */
    record Edit(List<List<StateUpdate>> supersteps, ActorRef<ThreadReply> replyTo) implements ThreadMessage {}

    /**
     * Tell when a run has ended. A wait ends with its actor, so ask again now and then, under the same token.
     *
     * @param token whoever waits
     */
    record AwaitEnd(RunId run, String token, ActorRef<End> replyTo) implements ThreadMessage {}

    /** Come to life and finish what an earlier owner left. */
    record Wake() implements ThreadMessage {}

    /** The shard moves or the thread has been idle: stop at once. */
    record Stop() implements ThreadMessage {}

    /** Answer to {@link AwaitEnd}. */
    sealed interface End {
        record Ended(RunResult result) implements End {}

        record Refused(Problem problem) implements End {}
    }

    /** From a task or a helper of this actor; {@code answer} hears what was decided, when it is durable. */
    record Reported(ThreadCommand command, Consumer<ThreadReply> answer) implements ThreadMessage {}

    /**
     * The journal was asked who is right before something is refused.
     *
     * @param sequence the last row that this owner knew
     * @param behind whether there are more
     * @param answer who waits for the refusal
     */
    record Compared(long sequence, boolean behind, ThreadReply refusal, Consumer<ThreadReply> answer)
            implements ThreadMessage {}

    /** A hand edit is ready to be decided. */
    record EditReady(Edit asked, ThreadCommand.Edit edit) implements ThreadMessage {}

    /** Decide what has gathered. */
    enum Internal implements ThreadMessage {
        FLUSH,
        IDLE
    }
}
