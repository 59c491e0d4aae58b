package io.heddle.actor;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.RunResult;
import io.heddle.api.StateUpdate;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadFrame;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStreamRequest;
import io.heddle.host.Hosting;
import io.heddle.host.RunEnds;
import io.heddle.host.StreamDoor;
import io.heddle.host.ThreadDoor;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadQuestion;
import io.heddle.thread.ThreadReply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.japi.function.Function;

/**
 * Reaches threads wherever the cluster keeps them. Asks are short; what may be repeated is repeated, what may not is told to
 * the caller as unknown. Thread-safe.
 */
public final class ClusteredDoor implements ThreadDoor {
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final Duration RENEWAL = Duration.ofSeconds(10);
    private static final int TRIES = 4;

    private final ThreadSharding sharding;
    private final Admittance admittance;
    private final StreamDoor streams;
    private final RunEnds ends;

    public ClusteredDoor(ThreadSharding sharding, Hosting hosting, Admittance admittance) {
        this.sharding = sharding;
        this.admittance = admittance;
        this.streams = new StreamDoor(hosting, this::read);
        this.ends = hosting.ends();
    }

    @Override
    public CompletionStage<ThreadReply> ask(ThreadKey key, ThreadCommand command) {
        long bytes = Admittance.weight(command);
        if (!admittance.enter(bytes)) {
            return CompletableFuture.failedFuture(
                    new ProblemException(new Problem.Unavailable("this node has too many writes in flight", 1)));
        }
        return tries(key, command, isRepeatable(command) ? TRIES : 1)
                .whenComplete((reply, thrown) -> admittance.leave(bytes));
    }

    @Override
    public CompletionStage<ThreadReply> read(ThreadKey key, ThreadQuestion question) {
        return this.<ThreadReply>send(key, replyTo -> new ThreadMessage.Read(question, replyTo), ASK)
                .exceptionallyCompose(thrown -> timedOut(
                        thrown, new Problem.Unavailable("thread %s did not answer".formatted(key.thread()), 1)));
    }

    @Override
    public CompletionStage<ThreadReply> edit(ThreadKey key, List<List<StateUpdate>> supersteps) {
        return this.<ThreadReply>send(key, replyTo -> new ThreadMessage.Edit(supersteps, replyTo), ASK.multipliedBy(8))
                .exceptionallyCompose(thrown -> timedOut(thrown, new Problem.OutcomeUnknown(null)));
    }

    @Override
    public CompletionStage<RunResult> ended(ThreadKey key, RunId run) {
        return ends.find(key, run)
                .map(here -> here.exceptionallyCompose(moved -> asked(key, run)))
                .orElseGet(() -> asked(key, run));
    }

    @Override
    public void subscribe(
            ThreadKey key, RunId run, StreamRequest request, Flow.Subscriber<? super StreamFrame> subscriber) {
        streams.subscribe(key, run, request, subscriber);
    }

    @Override
    public void subscribe(ThreadKey key, ThreadStreamRequest request, Flow.Subscriber<? super ThreadFrame> subscriber) {
        streams.subscribe(key, request, subscriber);
    }

    private CompletionStage<RunResult> asked(ThreadKey key, RunId run) {
        return ended(key, run, UUID.randomUUID().toString());
    }

    private CompletionStage<RunResult> ended(ThreadKey key, RunId run, String token) {
        return this.<ThreadMessage.End>send(key, replyTo -> new ThreadMessage.AwaitEnd(run, token, replyTo), RENEWAL)
                .handle((end, thrown) -> {
                    if (thrown != null) {
                        return isTimeout(thrown)
                                ? ended(key, run, token)
                                : CompletableFuture.<RunResult>failedFuture(thrown);
                    }
                    return switch (end) {
                        case ThreadMessage.End.Ended result -> CompletableFuture.completedFuture(result.result());
                        case ThreadMessage.End.Refused refused ->
                            CompletableFuture.<RunResult>failedFuture(new ProblemException(refused.problem()));
                    };
                })
                .thenCompose(next -> next);
    }

    private CompletionStage<ThreadReply> tries(ThreadKey key, ThreadCommand command, int left) {
        return this.<ThreadReply>send(key, replyTo -> new ThreadMessage.Ask(command, replyTo), ASK)
                .exceptionallyCompose(thrown -> {
                    if (!isTimeout(thrown)) {
                        return CompletableFuture.failedFuture(thrown);
                    }
                    RunId run = command instanceof ThreadCommand.Start start
                            ? start.spec().id()
                            : null;
                    return left > 1
                            ? tries(key, command, left - 1)
                            : CompletableFuture.failedFuture(new ProblemException(new Problem.OutcomeUnknown(run)));
                });
    }

    private <T> CompletionStage<T> send(ThreadKey key, Function<ActorRef<T>, ThreadMessage> message, Duration limit) {
        return sharding.entity(key).ask(message, limit);
    }

    /** Whether asking twice is the same as asking once: a run has an id of its own, merging and stopping repeat harmlessly. */
    private static boolean isRepeatable(ThreadCommand command) {
        return command instanceof ThreadCommand.Start
                || command instanceof ThreadCommand.Cancel
                || command instanceof ThreadCommand.Patch
                || command instanceof ThreadCommand.Prune
                || command instanceof ThreadCommand.Expire;
    }

    private static <T> CompletionStage<T> timedOut(Throwable thrown, Problem problem) {
        return CompletableFuture.failedFuture(isTimeout(thrown) ? new ProblemException(problem) : thrown);
    }

    private static boolean isTimeout(Throwable thrown) {
        return thrown instanceof TimeoutException
                || (thrown instanceof CompletionException && thrown.getCause() instanceof TimeoutException);
    }
}
