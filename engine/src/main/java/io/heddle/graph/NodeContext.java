package io.heddle.graph;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/** What a node sees of the world besides the state. Belongs to one attempt of one task; do not keep it. Thread-safe. */
public interface NodeContext {
    ThreadKey thread();

    RunId run();

    String node();

    /** Stable across crashes and takeovers: give it to the outside world as an idempotency key. */
    String taskId();

    /**
     * 1 for the first attempt of this task, more for each further one; never the same twice, however the task came to be tried
     * again. After a crash, numbers may be left out.
     */
    int attempt();

    /** Number of this superstep within the thread. */
    int step();

    /** Supersteps left before the run fails, this one included. */
    int stepsLeft();

    /** The run's {@code configurable} values, a JSON object. */
    JsonValue config();

    /** One of the run's {@code configurable} values. */
    default <T> T config(ConfigKey<T> key) {
        return key.read(config());
    }

    /** Long-term memory across threads, that of the run's tenant. */
    NodeStore store();

    /** Who asked for the run, as the gateway or the embedding program named them. */
    Optional<String> caller();

    /** What this task was sent; of a node with input of its own. */
    <I> I input(NodeKey<I> node);

    /**
     * The instant at which the task was handed out: the same for every read, and for every retry of this hand-out. After a
     * crash or an answered question it is a later one; for a time that stays, record it: {@code once(STARTED, Instant::now)}.
     */
    Instant now();

    /**
     * Random numbers that begin with the same ones in every attempt of this visit, and go on with the same ones as long as
     * they are drawn in the same order. For numbers that nobody may guess, record a call to a source of your own.
     */
    RandomGenerator random();

    /** When this attempt runs out of its {@code timeout}; empty if it has none. Idle and heartbeat timeouts are not in it. */
    Optional<Instant> deadline();

    /**
     * Whether the run was cancelled, or this attempt ran out of time or was replaced. Blocking calls are interrupted as well,
     * and nothing the attempt does from then on counts.
     */
    boolean cancelled();

    /** Says that the node is getting on: starts its idle and heartbeat timeouts anew. Quick. */
    void heartbeat();

    /** Sends a value to live viewers ({@code custom} mode). It is not part of the state. */
    void emit(Object value);

    /** Opens a message that grows token by token before live viewers; return its {@link MessageStream#finish} in an update. */
    MessageStream openMessage();

    /**
     * Makes a call once in this visit of the node: the result is durable before this returns, and from then on, after a
     * crash, a retry or an answered question, it is given without calling again. A call that was cut off by a crash before
     * its result was durable is made again; give {@link #taskId()} and the call's name to the other side to recognise it.
     * Different calls may be made in parallel.
     *
     * @throws Exception what the call throws; nothing is recorded then
     * @throws CallNotRecordedException if the call was made and its result may be lost
     * @throws java.util.concurrent.CancellationException if this attempt no longer counts; nothing is recorded then
     * @throws IllegalStateException if the visit has made this call before; in loops use {@link Call#at}
     */
    <T> T once(Call<T> call, Callable<T> work) throws Exception;

    /**
     * Asks a human. Without an answer yet, the node stops here and its run pauses; when the answer comes the node runs again
     * from its beginning, calls made through {@link #once} are not repeated, and this returns.
     */
    <Q, A> A ask(Question<Q, A> question, Q about);

    /** Asks several questions at once; they may be answered in any order, and the node goes on when all are. */
    Answers askAll(List<? extends Question.Asking<?, ?>> questions);

    /**
     * Pauses as LangGraph's {@code interrupt} does: the n-th call in a visit gets the n-th resume value.
     *
     * @param value what to show; anything Jackson can write
     * @return what the node was resumed with, as JSON
     */
    JsonValue interrupt(Object value);

    /** What questions that were asked together were answered. */
    interface Answers {
        <A> A to(Question<?, A> question);
    }
}
