package io.heddle.api;

/** Carries a {@link Problem} through a {@link java.util.concurrent.CompletionStage} or to a blocking caller. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.message(), null, false, true);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
