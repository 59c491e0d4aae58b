package io.heddle.http.sse;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunError;
import io.heddle.api.RunResult;
import io.heddle.api.StreamFrame;
import io.heddle.http.HttpMetrics;
import io.heddle.http.problem.Refusals;
import io.heddle.http.wire.RunJson;
import io.heddle.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.JavaFlowSupport;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Makes the replies that stay open while a run goes on. A slow reader holds back its own stream through TCP and nobody
 * else's, and signs of life are sent at a steady pace. Thread-safe.
 */
public final class LiveReplies {
    private static final ByteString NEWLINE = ByteString.fromString("\n");
    private static final ContentType EVENT_STREAM = MediaTypes.TEXT_EVENT_STREAM.toContentType();
    private static final HttpHeader UNCACHED = RawHeader.create("Cache-Control", "no-cache");
    private static final List<HttpHeader> WAIT_HEADERS = List.of(UNCACHED);
    private static final List<HttpHeader> STREAM_HEADERS =
            List.of(UNCACHED, RawHeader.create("X-Accel-Buffering", "no"));

    private final Duration heartbeat;
    private final Duration newline;
    private final HttpMetrics metrics;
    private volatile boolean draining;

    /**
     * @param heartbeat pause between comments on an event stream
     * @param newline pause between newlines before a waiting reply
     */
    public LiveReplies(Duration heartbeat, Duration newline, HttpMetrics metrics) {
        this.heartbeat = heartbeat;
        this.newline = newline;
        this.metrics = metrics;
    }

    /**
     * An event stream of a run. When the run's own stream fails, for example because the reader was too slow, the connection
     * is broken off, so that the client knows it has not seen the end and comes back.
     *
     * @param whenGone what to do if the client closes its side before the end; on a virtual thread of its own
     */
    public HttpResponse stream(Flow.Publisher<StreamFrame> frames, ClientConnection connection, Runnable whenGone) {
        Source<ByteString, ?> events =
                JavaFlowSupport.Source.fromPublisher(frames).map(frame -> SseWriter.write(frame));
        return stream(events, connection, whenGone);
    }

    /** An event stream of whatever has been written as events. */
    public HttpResponse stream(Source<ByteString, ?> events, ClientConnection connection, Runnable whenGone) {
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(
                        EVENT_STREAM, events.via(open(heartbeat, SseWriter.HEARTBEAT, connection, whenGone))))
                .withHeaders(STREAM_HEADERS);
    }

    /** A JSON reply that comes when the run ends, with newlines before it; failures are told in the body. */
    public HttpResponse wait(CompletionStage<RunResult> result, ClientConnection connection, Runnable whenGone) {
        CompletionStage<ByteString> json = result.handle((ended, failure) -> {
            JsonValue told = failure == null ? RunJson.result(ended) : RunJson.failure(error(failure));
            return ByteString.fromArrayUnsafe(told.utf8());
        });
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(
                        ContentTypes.APPLICATION_JSON,
                        Source.completionStage(json).via(open(newline, NEWLINE, connection, whenGone))))
                .withHeaders(WAIT_HEADERS);
    }

    /** From now on a reader who goes is taken to be sent away, and not to have left. */
    public void drain() {
        draining = true;
    }

    private OpenReply open(Duration pace, ByteString sign, ClientConnection connection, Runnable whenGone) {
        Reader reader = new Reader(
                () -> {
                    if (!draining) {
                        metrics.readerLost();
                        Thread.startVirtualThread(whenGone);
                    }
                },
                connection);
        return new OpenReply(pace, sign, reader, connection, metrics);
    }

    private static RunError error(Throwable failure) {
        if (Refusals.unwrap(failure) instanceof ProblemException refused) {
            Problem problem = refused.problem();
            return new RunError(problem.code(), problem.message());
        }
        return new RunError("InternalError", "The server could not wait for the run; ask for the run's state again.");
    }
}
