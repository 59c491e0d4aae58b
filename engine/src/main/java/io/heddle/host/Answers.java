package io.heddle.host;

import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.ProblemException;
import io.heddle.api.RunView;
import io.heddle.api.ThreadView;
import io.heddle.thread.ThreadReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes what was expected out of a {@link ThreadReply}; a refusal rises as a {@link ProblemException}. */
final class Answers {
    private Answers() {}

    static ThreadView thread(ThreadReply reply) {
        return reply instanceof ThreadReply.OfThread answer ? answer.thread() : other(reply);
    }

    static RunView run(ThreadReply reply) {
        return reply instanceof ThreadReply.OfRun answer ? answer.run() : other(reply);
    }

    static List<RunView> runs(ThreadReply reply) {
        return reply instanceof ThreadReply.OfRuns answer ? answer.runs() : other(reply);
    }

    static CheckpointView state(ThreadReply reply) {
        return reply instanceof ThreadReply.OfState answer ? answer.state() : other(reply);
    }

    static CheckpointId checkpoint(ThreadReply reply) {
        return reply instanceof ThreadReply.OfCheckpoint answer ? answer.checkpoint() : other(reply);
    }

    static @Nullable Void done(ThreadReply reply) {
        return reply instanceof ThreadReply.Done ? null : other(reply);
    }

    /** Runs a check of the caller's values; a refusal fails the future. */
    static <T> CompletableFuture<T> checked(Supplier<T> check) {
        try {
            return CompletableFuture.completedFuture(check.get());
        } catch (ProblemException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private static <T> T other(ThreadReply reply) {
        if (reply instanceof ThreadReply.Refused refused) {
            throw new ProblemException(refused.problem());
        }
        throw new IllegalStateException("an answer of another kind: " + reply);
    }
}
