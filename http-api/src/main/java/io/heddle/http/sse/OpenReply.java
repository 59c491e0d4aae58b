package io.heddle.http.sse;

import io.heddle.http.HttpMetrics;
import java.time.Duration;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The body of a reply that stays open: passes its content on, what comes while the client is busy as one piece, and signs of
 * life at a steady pace between; ends with the content, or when the client has left.
 *
 * <p>One stage instead of five of the library's, since one is made for each request.
 *
 * @param pace pause between two signs
 */
final class OpenReply extends GraphStage<FlowShape<ByteString, ByteString>> {
    /** What may wait for a client is bounded by this and one event more. */
    private static final int WAITING_BYTES = 64 * 1024;

    private static final Object SIGN = "sign";

    private final Inlet<ByteString> in = Inlet.create("OpenReply.in");
    private final Outlet<ByteString> out = Outlet.create("OpenReply.out");
    private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
    private final Duration pace;
    private final ByteString sign;
    private final Reader reader;
    private final ClientConnection connection;
    private final HttpMetrics metrics;

    OpenReply(Duration pace, ByteString sign, Reader reader, ClientConnection connection, HttpMetrics metrics) {
        this.pace = pace;
        this.sign = sign;
        this.reader = reader;
        this.connection = connection;
        this.metrics = metrics;
    }

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends TimerGraphStageLogic implements InHandler, OutHandler {
        private final Runnable closing;
        private @Nullable ByteString waiting;

        Logic() {
            super(shape);
            AsyncCallback<Object> closed = createAsyncCallback(nothing -> completeStage());
            this.closing = () -> closed.invoke(SIGN);
            setHandlers(in, out, this);
        }

        @Override
        public void preStart() {
            metrics.streamOpened();
            connection.whenClosed(closing);
            scheduleWithFixedDelay(SIGN, pace, pace);
            pull(in);
        }

        @Override
        public void onPush() {
            ByteString before = waiting;
            ByteString content = before == null ? grab(in) : before.concat(grab(in));
            waiting = null;
            if (isAvailable(out)) {
                push(out, content);
            } else {
                waiting = content;
            }
            if (content.size() < WAITING_BYTES || waiting == null) {
                pull(in);
            }
        }

        @Override
        public void onPull() {
            ByteString content = waiting;
            if (content == null) {
                return;
            }
            waiting = null;
            push(out, content);
            if (isClosed(in)) {
                completeStage();
            } else if (!hasBeenPulled(in)) {
                pull(in);
            }
        }

        @Override
        public void onTimer(Object key) {
            if (isAvailable(out)) {
                push(out, sign);
            }
        }

        @Override
        public void onUpstreamFinish() {
            reader.ended();
            if (waiting == null) {
                completeStage();
            }
        }

        @Override
        public void onUpstreamFailure(Throwable failure) {
            reader.ended();
            failStage(failure);
        }

        @Override
        public void postStop() {
            connection.forget(closing);
            metrics.streamClosed();
            reader.gone();
        }
    }
}
