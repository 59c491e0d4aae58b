package io.heddle.task;

import io.heddle.graph.CallNotRecordedException;
import io.heddle.json.JsonValue;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadReply;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The results of a task's calls, whichever of its attempts made them. Law: no attempt is given a result that is not durable,
 * and no attempt makes a call whose result an earlier one is just recording. Thread-safe.
 */
final class RecordedCalls {
    private final TaskOrder order;
    private final Recorder recorder;
    private final Map<String, CompletableFuture<JsonValue>> results = new HashMap<>();

    /** The owner of the thread does not wait for this task any more. */
    private static final class Replaced extends Exception {
        Replaced() {
            super(null, null, false, false);
        }
    }

    RecordedCalls(TaskOrder order, Recorder recorder) {
        this.order = order;
        this.recorder = recorder;
        order.visit().calls().forEach((call, result) -> results.put(call, CompletableFuture.completedFuture(result)));
    }

    /** The recorded result of a call; null if it has to be made. */
    @Nullable
    JsonValue find(String call) throws InterruptedException {
        CompletableFuture<JsonValue> known;
        synchronized (results) {
            known = results.get(call);
        }
        if (known == null) {
            return null;
        }
        try {
            return known.get();
        } catch (ExecutionException lost) {
            return null;
        }
    }

    /**
     * Makes a result durable; what is durable now, which is another one if somebody was quicker.
     *
     * @throws CancellationException if the attempt does not count any more
     */
    JsonValue record(Attempt attempt, String call, JsonValue result) throws InterruptedException {
        CompletableFuture<JsonValue> kept = new CompletableFuture<>();
        synchronized (results) {
            if (!attempt.counts()) {
                throw replaced(call);
            }
            results.put(call, kept);
        }
        send(call, result, kept);
        try {
            return kept.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Replaced) {
                throw replaced(call);
            }
            throw new CallNotRecordedException(order.task().node(), call, e.getCause());
        }
    }

    private void send(String call, JsonValue result, CompletableFuture<JsonValue> kept) {
        try {
            recorder.ask(new ThreadCommand.RecordCall(
                            order.namespace(), order.task().id(), order.fence(), call, result))
                    .whenComplete((reply, thrown) -> {
                        if (reply instanceof ThreadReply.Recorded recorded) {
                            kept.complete(recorded.result());
                        } else {
                            forget(call, kept, thrown == null ? new Replaced() : thrown);
                        }
                    });
        } catch (RuntimeException unreachable) {
            forget(call, kept, unreachable);
        }
    }

    private void forget(String call, CompletableFuture<JsonValue> kept, Throwable why) {
        synchronized (results) {
            results.remove(call, kept);
        }
        kept.completeExceptionally(why);
    }

    private CancellationException replaced(String call) {
        return new CancellationException("node %s: call %s came too late, since its attempt does not count any more"
                .formatted(order.task().node(), call));
    }
}
