package io.heddle.task;

import io.heddle.api.Message;
import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.graph.MessageStream;
import io.heddle.graph.NodeContext;
import io.heddle.json.JsonValue;
import io.heddle.step.MessageOrigin;
import io.heddle.step.TaskIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What one attempt of one task sees. A cancelled or replaced attempt is no longer heard. Thread-safe. */
final class TaskContext implements NodeContext {
    private final RunningTask handle;
    private final TaskOrder order;
    private final EventSink sink;
    private final JsonValue origin;
    private final AtomicInteger opened = new AtomicInteger();
    private final List<String> streamed = new ArrayList<>();

    TaskContext(RunningTask handle, EventSink sink) {
        this.handle = handle;
        this.order = handle.order();
        this.sink = sink;
        this.origin = MessageOrigin.of(
                order.thread(), order.run(), order.task().node(), order.task().id(), order.step());
    }

    @Override
    public ThreadKey thread() {
        return order.thread();
    }

    @Override
    public RunId run() {
        return order.run();
    }

    @Override
    public String node() {
        return order.task().node();
    }

    @Override
    public String taskId() {
        return order.task().id();
    }

    @Override
    public int attempt() {
        return order.task().attempt();
    }

    @Override
    public int step() {
        return order.step();
    }

    @Override
    public int stepsLeft() {
        return order.stepsLeft();
    }

    @Override
    public JsonValue config() {
        return order.config();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(order.now());
    }

    @Override
    public boolean cancelled() {
        return handle.cancelled();
    }

    @Override
    public void emit(Object value) {
        if (sink.wants(StreamMode.CUSTOM)) {
            send(new StreamEvent.Custom(JsonValue.encode(value)));
        }
    }

    @Override
    public MessageStream openMessage() {
        String id = TaskIds.message(order.task().visit(), order.task().attempt(), "stream", opened.getAndIncrement());
        return new LiveMessage(id);
    }

    List<String> streamedMessages() {
        synchronized (streamed) {
            return List.copyOf(streamed);
        }
    }

    private void send(StreamEvent event) {
        if (!handle.cancelled()) {
            sink.emit(event);
        }
    }

    private final class LiveMessage implements MessageStream {
        private final String id;
        private final StringBuilder text = new StringBuilder();

        private LiveMessage(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public synchronized void token(String piece) {
            boolean first = text.isEmpty();
            if (first) {
                synchronized (streamed) {
                    streamed.add(id);
                }
            }
            text.append(piece);
            if (sink.wants(StreamMode.MESSAGES_TUPLE)) {
                send(new StreamEvent.MessageChunk(MessageChunks.delta(id, piece), origin));
            }
            if (sink.wants(StreamMode.MESSAGES)) {
                if (first) {
                    send(new StreamEvent.MessageMetadata(id, origin));
                }
                send(new StreamEvent.MessagePartial(
                        Message.ai(text.toString()).withId(id).json()));
            }
        }

        @Override
        public synchronized Message finish() {
            return Message.ai(text.toString()).withId(id);
        }

        @Override
        public Message finish(Message whole) {
            return whole.withId(id);
        }
    }
}
