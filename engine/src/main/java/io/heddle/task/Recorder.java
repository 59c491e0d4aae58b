package io.heddle.task;

import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadReply;
import java.util.concurrent.CompletionStage;

/** How a running task reaches the owner of its thread before it has ended. Thread-safe. */
public interface Recorder {
    /** Completes when what was decided is durable. */
    CompletionStage<ThreadReply> ask(ThreadCommand command);
}
