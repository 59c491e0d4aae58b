package io.heddle.graph;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.time.Instant;

/** What a node sees of the world besides the state. Belongs to one attempt of one task; do not keep it. Thread-safe. */
public interface NodeContext {
    ThreadKey thread();

    RunId run();

    String node();

    /** Stable across crashes and takeovers: give it to the outside world as an idempotency key. */
    String taskId();

    /** 1 for the first try of this task, one more for each time it had to be started again. */
    int attempt();

    /** Number of this superstep within the thread. */
    int step();

    /** Supersteps left before the run fails, this one included. */
    int stepsLeft();

    /** The run's {@code configurable} values, a JSON object. */
    JsonValue config();

    /** The instant at which the task was handed out; the same for every read within an attempt. */
    Instant now();

    /** Whether the run was cancelled or this attempt replaced; blocking calls are interrupted as well. */
    boolean cancelled();

    /** Sends a value to live viewers ({@code custom} mode). It is not part of the state. */
    void emit(Object value);

    /** Opens a message that grows token by token before live viewers; return its {@link MessageStream#finish} in an update. */
    MessageStream openMessage();
}
