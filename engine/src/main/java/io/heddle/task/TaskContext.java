package io.heddle.task;

import io.heddle.api.Message;
import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Call;
import io.heddle.graph.MessageStream;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeStore;
import io.heddle.graph.Question;
import io.heddle.json.JsonValue;
import io.heddle.step.CallbackEvent;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.MessageOrigin;
import io.heddle.step.TaskIds;
import io.heddle.step.TaskOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What one attempt of one task sees. A cancelled or replaced attempt is no longer heard. Thread-safe. */
final class TaskContext implements NodeContext {
    private final TaskOrder order;
    private final Attempt attempt;
    private final EventSink sink;
    private final RecordedCalls calls;
    private final Recollection recollection;
    private final NodeStore store;
    private final AtomicInteger opened = new AtomicInteger();
    private final List<String> streamed = new ArrayList<>();
    private @Nullable RandomGenerator random;

    TaskContext(TaskOrder order, Attempt attempt, EventSink sink, RecordedCalls calls, StoreTurns store) {
        this.order = order;
        this.attempt = attempt;
        this.sink = sink;
        this.calls = calls;
        this.recollection = new Recollection(order.visit());
        this.store = new FencedStore(store, order, attempt);
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
        return attempt.numberInVisit();
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
    public NodeStore store() {
        return store;
    }

    @Override
    public Optional<String> caller() {
        return Optional.ofNullable(order.caller());
    }

    @Override
    public <I> I input(NodeKey<I> node) {
        Destination.Sent sent = order.task().sent();
        if (sent == null || !node.name().equals(order.task().node())) {
            throw new TaskFault(
                    "InvalidInputError",
                    "node %s has no input of its own here; lead to it with Send.to(%s, …)"
                            .formatted(order.task().node(), node));
        }
        return node.decode(sent.input());
    }

    @Override
    public synchronized RandomGenerator random() {
        RandomGenerator known = random;
        if (known == null) {
            known = new Random(order.task().visit().hashCode());
            random = known;
        }
        return known;
    }

    @Override
    public Optional<Instant> deadline() {
        return attempt.deadline();
    }

    @Override
    public void heartbeat() {
        attempt.heartbeat();
    }

    @Override
    public <T> T once(Call<T> call, Callable<T> work) throws Exception {
        recollection.begin(call.name());
        attempt.progress();
        JsonValue known = calls.find(call.name());
        if (known != null) {
            return call.decode(known);
        }
        T result = work.call();
        attempt.progress();
        JsonValue made = call.encode(result);
        JsonValue durable = calls.record(attempt, call.name(), made);
        return durable.equals(made) ? result : call.decode(durable);
    }

    @Override
    public <Q, A> A ask(Question<Q, A> question, Q about) {
        return askAll(List.of(question.about(about))).to(question);
    }

    @Override
    public Answers askAll(List<? extends Question.Asking<?, ?>> questions) {
        Map<String, JsonValue> answers = recollection.answers(questions);
        return new Answers() {
            @Override
            public <A> A to(Question<?, A> question) {
                JsonValue answer = answers.get(question.name());
                if (answer == null) {
                    throw new IllegalArgumentException("question %s was not among those asked here: %s"
                            .formatted(question, String.join(", ", answers.keySet())));
                }
                return question.decodeAnswer(answer);
            }
        };
    }

    @Override
    public JsonValue interrupt(Object value) {
        return recollection.interrupt(JsonValue.encode(value));
    }

    boolean suspended() {
        return recollection.suspended();
    }

    TaskOutcome.Interrupted interrupted() {
        return recollection.interrupted();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(order.now());
    }

    @Override
    public boolean cancelled() {
        return !attempt.counts();
    }

    @Override
    public void emit(Object value) {
        attempt.progress();
        if (sink.wants(StreamMode.CUSTOM)) {
            send(new StreamEvent.Custom(JsonValue.encode(value)));
        }
    }

    @Override
    public MessageStream openMessage() {
        String id = TaskIds.message(order.task().visit(), label(), "stream", opened.getAndIncrement());
        return new LiveMessage(id);
    }

    /** What ids made here derive from besides the visit. */
    String label() {
        return order.task().stage() == DueTask.Stage.LEAVING ? attempt.label() + " out" : attempt.label();
    }

    List<String> streamedMessages() {
        synchronized (streamed) {
            return List.copyOf(streamed);
        }
    }

    private void send(StreamEvent event) {
        attempt.ifItCounts(() -> sink.emit(event));
    }

    private final class LiveMessage implements MessageStream {
        private final String id;
        private final StringBuilder text = new StringBuilder();
        private @Nullable JsonValue origin;

        private LiveMessage(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public synchronized void token(String piece) {
            attempt.progress();
            boolean first = text.isEmpty();
            if (first) {
                synchronized (streamed) {
                    streamed.add(id);
                }
            }
            text.append(piece);
            if (sink.wants(StreamMode.MESSAGES_TUPLE)) {
                send(new StreamEvent.MessageChunk(MessageChunks.delta(id, piece), origin()));
            }
            if (sink.wants(StreamMode.EVENTS)) {
                send(new StreamEvent.Callback(CallbackEvent.streamed(
                        order.run(), order.task(), origin(), id, MessageChunks.delta(id, piece))));
            }
            if (sink.wants(StreamMode.MESSAGES)) {
                if (first) {
                    send(new StreamEvent.MessageMetadata(id, origin()));
                }
                send(new StreamEvent.MessagePartial(
                        Message.ai(text.toString()).withId(id).json()));
            }
        }

        private synchronized JsonValue origin() {
            JsonValue known = origin;
            if (known == null) {
                DueTask task = order.task();
                known = MessageOrigin.of(
                        order.thread(), order.run(), order.namespace(), task.node(), task.id(), order.step());
                origin = known;
            }
            return known;
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
