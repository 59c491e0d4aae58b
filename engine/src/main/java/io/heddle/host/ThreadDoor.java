package io.heddle.host;

import io.heddle.api.RunId;
import io.heddle.api.RunResult;
import io.heddle.api.StateUpdate;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadFrame;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStreamRequest;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadQuestion;
import io.heddle.thread.ThreadReply;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** How to reach a thread's owner: in this JVM, or wherever the cluster keeps it. Thread-safe. */
public interface ThreadDoor {
    /** Completes when what was decided is durable. */
    CompletionStage<ThreadReply> ask(ThreadKey key, ThreadCommand command);

    CompletionStage<ThreadReply> read(ThreadKey key, ThreadQuestion question);

    /** Prepares a hand edit beside the owner and has it decided. */
    CompletionStage<ThreadReply> edit(ThreadKey key, List<List<StateUpdate>> supersteps);

    /** Completes when the run has ended; fails with {@code RunNotFound} for an unknown one. */
    CompletionStage<RunResult> ended(ThreadKey key, RunId run);

    void subscribe(ThreadKey key, RunId run, StreamRequest request, Flow.Subscriber<? super StreamFrame> subscriber);

    void subscribe(ThreadKey key, ThreadStreamRequest request, Flow.Subscriber<? super ThreadFrame> subscriber);
}
