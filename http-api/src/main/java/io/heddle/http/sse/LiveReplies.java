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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.javadsl.JavaFlowSupport;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Makes the replies that stay open while a run goes on. A slow reader holds back its own stream through TCP and nobody
 * else's, and signs of life are sent at a steady pace. Thread-safe.
 */
public final class LiveReplies {
    private static final ByteString NEWLINE = ByteString.fromString("\n");

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
     * @param connectionClosed completes when the client closes its side
     * @param whenGone what to do if that, or a broken connection, comes before the end; on a virtual thread of its own
     */
    public HttpResponse stream(
            Flow.Publisher<StreamFrame> frames, CompletionStage<?> connectionClosed, Runnable whenGone) {
        Reader reader = reader(connectionClosed, whenGone);
        Source<ByteString, ?> events = JavaFlowSupport.Source.fromPublisher(new EndNoticing<>(frames, reader::ended))
                .map(SseWriter::write);
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(
                        MediaTypes.TEXT_EVENT_STREAM.toContentType(),
                        alive(events, heartbeat, SseWriter.HEARTBEAT, reader, connectionClosed)))
                .addHeader(RawHeader.create("Cache-Control", "no-cache"))
                .addHeader(RawHeader.create("X-Accel-Buffering", "no"));
    }

    /** A JSON reply that comes when the run ends, with newlines before it; failures are told in the body. */
    public HttpResponse wait(
            CompletionStage<RunResult> result, CompletionStage<?> connectionClosed, Runnable whenGone) {
        Reader reader = reader(connectionClosed, whenGone);
        CompletionStage<ByteString> json = result.handle((ended, failure) -> {
            reader.ended();
            JsonValue told = failure == null ? RunJson.result(ended) : RunJson.failure(error(failure));
            return ByteString.fromArrayUnsafe(told.utf8());
        });
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(
                        ContentTypes.APPLICATION_JSON,
                        alive(Source.completionStage(json), newline, NEWLINE, reader, connectionClosed)))
                .addHeader(RawHeader.create("Cache-Control", "no-cache"));
    }

    /** From now on a reader who goes is taken to be sent away, and not to have left. */
    public void drain() {
        draining = true;
    }

    private Source<ByteString, ?> alive(
            Source<ByteString, ?> content,
            Duration pace,
            ByteString sign,
            Reader reader,
            CompletionStage<?> connectionClosed) {
        return content.merge(Source.tick(pace, pace, sign), true)
                .viaMat(KillSwitches.single(), (before, closing) -> {
                    connectionClosed.whenComplete((done, failure) -> closing.shutdown());
                    return before;
                })
                .watchTermination((before, over) -> {
                    metrics.streamOpened();
                    over.whenComplete((done, failure) -> {
                        metrics.streamClosed();
                        reader.gone();
                    });
                    return before;
                });
    }

    private Reader reader(CompletionStage<?> connectionClosed, Runnable whenGone) {
        return new Reader(
                () -> {
                    if (!draining) {
                        metrics.readerLost();
                        Thread.startVirtualThread(whenGone);
                    }
                },
                connectionClosed);
    }

    private static RunError error(Throwable failure) {
        if (Refusals.unwrap(failure) instanceof ProblemException refused) {
            Problem problem = refused.problem();
            return new RunError(problem.code(), problem.message());
        }
        return new RunError("InternalError", "The server could not wait for the run; ask for the run's state again.");
    }
}
