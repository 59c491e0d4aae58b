package io.heddle.http.middleware;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.http.problem.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/**
 * Reads a request's body up to a limit of size and time. A body somewhat too large is read to its end and thrown away, so
 * that the client is still listening when the refusal comes; one far too large breaks the connection.
 *
 * @param limit bytes
 */
public record BoundedBody(long limit, Duration timeout) {
    private static final int PATIENCE = 4;

    public CompletionStage<byte[]> read(HttpRequest request, Materializer materializer) {
        if (request.entity() instanceof HttpEntity.Strict strict) {
            return strict.getData().size() > limit
                    ? CompletableFuture.failedFuture(tooLarge(strict.getData().size()))
                    : CompletableFuture.completedFuture(strict.getData().toArrayUnsafe());
        }
        return request.entity()
                .getDataBytes()
                .completionTimeout(timeout)
                .runFold(new Collected(new ByteStringBuilder(), 0), this::add, materializer)
                .handle((collected, failure) -> {
                    if (failure instanceof TimeoutException) {
                        throw Refusal.slowBody(timeout.toSeconds());
                    }
                    if (failure instanceof EntityStreamException broken) {
                        throw Refusal.brokenBody(broken.info().summary());
                    }
                    if (failure instanceof RuntimeException other) {
                        throw other;
                    }
                    if (collected.size() > limit) {
                        throw tooLarge(collected.size());
                    }
                    return collected.bytes().result().toArrayUnsafe();
                });
    }

    private Collected add(Collected before, ByteString part) {
        long size = before.size() + part.size();
        if (size > limit * PATIENCE) {
            throw tooLarge(size);
        }
        if (size <= limit) {
            before.bytes().append(part);
        }
        return new Collected(before.bytes(), size);
    }

    private ProblemException tooLarge(long size) {
        return new ProblemException(new Problem.TooLarge("body", size, limit));
    }

    private record Collected(ByteStringBuilder bytes, long size) {}
}
