package io.heddle.http.problem;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a request ended with into an answer. An exception nobody foresaw is logged and becomes a bare 500. */
public record Refusals(ErrorBody body) {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /**
     * @param threadId the thread that the request's path names, if it names one
     */
    public HttpResponse answer(Throwable failure, @Nullable String threadId) {
        return switch (unwrap(failure)) {
            case ProblemException refused -> of(refused.problem(), threadId);
            case Refusal refusal -> of(refusal);
            case Throwable bug -> {
                LOG.error("request failed unexpectedly", bug);
                yield response(500, "internal", "Internal error; the server's log has the cause.");
            }
        };
    }

    /** The exception that stages and futures have wrapped. */
    public static Throwable unwrap(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    private HttpResponse of(Problem problem, @Nullable String threadId) {
        HttpResponse answer = response(ProblemStatus.of(problem), problem.code(), problem.message());
        var retry = ProblemStatus.retryAfterSeconds(problem);
        if (retry.isPresent()) {
            answer = answer.addHeader(RawHeader.create("Retry-After", String.valueOf(retry.getAsInt())));
        }
        if (problem instanceof Problem.OutcomeUnknown unknown && unknown.run() != null && threadId != null) {
            answer = answer.addHeader(
                    RawHeader.create("Content-Location", "/threads/" + threadId + "/runs/" + unknown.run()));
        }
        return answer;
    }

    private HttpResponse of(Refusal refusal) {
        HttpResponse answer = response(refusal.status(), refusal.code(), String.valueOf(refusal.getMessage()));
        for (var header : refusal.headers().entrySet()) {
            answer = answer.addHeader(RawHeader.create(header.getKey(), header.getValue()));
        }
        return answer;
    }

    private HttpResponse response(int status, String code, String detail) {
        return HttpResponse.create().withStatus(status).withEntity(body.of(code, detail));
    }
}
