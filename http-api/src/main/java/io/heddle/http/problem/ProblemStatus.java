package io.heddle.http.problem;

import io.heddle.api.Problem;
import java.util.OptionalInt;

/**
 * The HTTP status of every {@link Problem}: one exhaustive switch, so that a new problem asks for its status.
 *
 * <p>The law behind the choices: LangGraph's clients send a request again after every error but 400 to 409 and 422. A 5xx is
 * therefore only for what has provably changed nothing; an unknown outcome is 408.
 */
public final class ProblemStatus {
    private static final int BUSY_RETRY_SECONDS = 1;

    private ProblemStatus() {}

    public static int of(Problem problem) {
        return switch (problem) {
            case Problem.InvalidRequest p -> 422;
            case Problem.Unsupported p -> 422;
            case Problem.ThreadNotFound p -> 404;
            case Problem.ThreadExists p -> 409;
            case Problem.RunNotFound p -> 404;
            case Problem.RunIdTaken p -> 409;
            case Problem.CheckpointNotFound p -> 404;
            case Problem.AssistantNotFound p -> 404;
            case Problem.AssistantExists p -> 409;
            case Problem.CronNotFound p -> 404;
            case Problem.ThreadBusy p -> 409;
            case Problem.QueueFull p -> 429;
            case Problem.NoGraph p -> 400;
            case Problem.AmbiguousNode p -> 400;
            case Problem.UpdateFailed p -> 422;
            case Problem.AnswerRefused p -> 422;
            case Problem.GraphChanged p -> 409;
            case Problem.TooLarge p -> 413;
            case Problem.ReaderTooSlow p -> 409;
            case Problem.Unavailable p -> 503;
            case Problem.OutcomeUnknown p -> 408;
        };
    }

    /** When it makes sense to ask again, for the problems that pass by themselves. */
    public static OptionalInt retryAfterSeconds(Problem problem) {
        if (problem instanceof Problem.Unavailable unavailable) {
            return OptionalInt.of(unavailable.retryAfterSeconds());
        }
        boolean passes = problem instanceof Problem.ThreadBusy || problem instanceof Problem.QueueFull;
        return passes ? OptionalInt.of(BUSY_RETRY_SECONDS) : OptionalInt.empty();
    }
}
