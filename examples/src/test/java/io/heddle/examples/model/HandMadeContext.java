package io.heddle.examples.model;

import io.heddle.api.Message;
import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Call;
import io.heddle.graph.MessageStream;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeStore;
import io.heddle.graph.Question;
import io.heddle.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a node needs to be called as a plain method; it keeps the tokens that viewers would have seen. */
final class HandMadeContext implements NodeContext {
    static final String STREAM_ID = "message-1";

    private final String thread;
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private volatile @Nullable RuntimeException refusal;

    HandMadeContext(String thread) {
        this.thread = thread;
    }

    List<String> tokens() {
        return List.copyOf(tokens);
    }

    /** From now on nobody takes tokens. */
    void refuseTokens(RuntimeException reason) {
        refusal = reason;
    }

    @Override
    public ThreadKey thread() {
        return ThreadKey.of(thread);
    }

    @Override
    public RunId run() {
        return new RunId("00000000-0000-0000-0000-000000000001");
    }

    @Override
    public String node() {
        return "node";
    }

    @Override
    public String taskId() {
        return "task-1";
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public int step() {
        return 1;
    }

    @Override
    public int stepsLeft() {
        return 25;
    }

    @Override
    public JsonValue config() {
        return JsonValue.EMPTY_OBJECT;
    }

    @Override
    public NodeStore store() {
        throw notHere();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public Optional<String> caller() {
        return Optional.empty();
    }

    @Override
    public <I> I input(NodeKey<I> node) {
        throw notHere();
    }

    @Override
    public RandomGenerator random() {
        return new Random(1);
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.empty();
    }

    @Override
    public void heartbeat() {}

    @Override
    public <T> T once(Call<T> call, Callable<T> work) throws Exception {
        return work.call();
    }

    @Override
    public <Q, A> A ask(Question<Q, A> question, Q about) {
        throw notHere();
    }

    @Override
    public Answers askAll(List<? extends Question.Asking<?, ?>> questions) {
        throw notHere();
    }

    @Override
    public JsonValue interrupt(Object value) {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("nobody sends, answers or remembers here");
    }

    @Override
    public boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }

    @Override
    public void emit(Object value) {}

    @Override
    public MessageStream openMessage() {
        return new MessageStream() {
            @Override
            public String id() {
                return STREAM_ID;
            }

            @Override
            public void token(String text) {
                RuntimeException reason = refusal;
                if (reason != null) {
                    throw reason;
                }
                tokens.add(text);
            }

            @Override
            public Message finish() {
                return finish(Message.ai(String.join("", tokens)));
            }

            @Override
            public Message finish(Message whole) {
                return whole.withId(STREAM_ID);
            }
        };
    }
}
