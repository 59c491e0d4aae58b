package io.heddle.local;

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
import io.heddle.host.StreamDoor;
import io.heddle.host.ThreadDoor;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadQuestion;
import io.heddle.thread.ThreadReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;

/** Reaches threads of the same JVM. Everything happens on virtual threads, so callers never wait for a lock. */
final class LocalDoor implements ThreadDoor {
    private final Function<ThreadKey, LocalThread> threads;
    private final Hosting hosting;
    private final StreamDoor streams;

    LocalDoor(Function<ThreadKey, LocalThread> threads, Hosting hosting) {
        this.threads = threads;
        this.hosting = hosting;
        this.streams = new StreamDoor(hosting, this::read);
    }

    @Override
    public CompletionStage<ThreadReply> ask(ThreadKey key, ThreadCommand command) {
        return CompletableFuture.supplyAsync(() -> threads.apply(key).decide(command), hosting.executor());
    }

    @Override
    public CompletionStage<ThreadReply> read(ThreadKey key, ThreadQuestion question) {
        return CompletableFuture.completedFuture(
                hosting.views().answer(threads.apply(key).state(), question));
    }

    @Override
    public CompletionStage<ThreadReply> edit(ThreadKey key, List<List<StateUpdate>> supersteps) {
        return hosting.userCode().run("edit " + key, () -> threads.apply(key).edit(supersteps));
    }

    @Override
    public CompletionStage<RunResult> ended(ThreadKey key, RunId run) {
        LocalThread thread = threads.apply(key);
        ThreadReply known = hosting.views().answer(thread.state(), new ThreadQuestion.OfRun(run));
        if (known instanceof ThreadReply.Refused refused) {
            return CompletableFuture.failedFuture(new ProblemException(refused.problem()));
        }
        CompletableFuture<RunResult> result = new CompletableFuture<>();
        thread.whenEnded(run, result::complete);
        return result;
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
}
