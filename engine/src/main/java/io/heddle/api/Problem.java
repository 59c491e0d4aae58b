package io.heddle.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every way Heddle says no. A refusal is a value with a stable code, and a sentence that says what was found, what was
 * expected and what to do. Exceptions are for bugs and broken machines.
 */
public sealed interface Problem {
    /** Stable, kebab-case; programs may branch on it. */
    String code();

    /** One or two sentences for a person. */
    String message();

    /** A value from outside does not fit. */
    record InvalidRequest(String field, String found, String expected) implements Problem {
        private static final int LONGEST_ECHO = 80;

        public InvalidRequest {
            found = found.length() <= LONGEST_ECHO ? found : found.substring(0, LONGEST_ECHO) + "…";
        }

        @Override
        public String code() {
            return "invalid-request";
        }

        @Override
        public String message() {
            return "%s: found %s, expected %s.".formatted(field, found, expected);
        }
    }

    /** A known option that this version does not carry out; refused rather than ignored. */
    record Unsupported(String field, String found, String instead) implements Problem {
        @Override
        public String code() {
            return "unsupported";
        }

        @Override
        public String message() {
            return "%s: %s is not supported by this server; %s.".formatted(field, found, instead);
        }
    }

    record ThreadNotFound(ThreadId thread) implements Problem {
        @Override
        public String code() {
            return "thread-not-found";
        }

        @Override
        public String message() {
            return "Thread with ID %s not found".formatted(thread);
        }
    }

    record ThreadExists(ThreadId thread) implements Problem {
        @Override
        public String code() {
            return "thread-exists";
        }

        @Override
        public String message() {
            return "Thread already exists";
        }
    }

    record RunNotFound(RunId run) implements Problem {
        @Override
        public String code() {
            return "run-not-found";
        }

        @Override
        public String message() {
            return "Run not found";
        }
    }

    /** A run id that the thread already uses for another request. */
    record RunIdTaken(RunId run) implements Problem {
        @Override
        public String code() {
            return "run-id-taken";
        }

        @Override
        public String message() {
            return "Run %s already exists with another request; choose a new run id.".formatted(run);
        }
    }

    record CheckpointNotFound(ThreadId thread, CheckpointId checkpoint) implements Problem {
        @Override
        public String code() {
            return "checkpoint-not-found";
        }

        @Override
        public String message() {
            return "Checkpoint %s not found on thread %s".formatted(checkpoint, thread);
        }
    }

    record AssistantNotFound(String assistant) implements Problem {
        @Override
        public String code() {
            return "assistant-not-found";
        }

        @Override
        public String message() {
            return "No assistant found for \"%s\". Make sure the assistant ID is for a valid assistant or a valid graph ID."
                    .formatted(assistant);
        }
    }

    record CronNotFound(CronId cron) implements Problem {
        @Override
        public String code() {
            return "cron-not-found";
        }

        @Override
        public String message() {
            return "Cron %s not found".formatted(cron);
        }
    }

    record AssistantExists(AssistantId assistant) implements Problem {
        @Override
        public String code() {
            return "assistant-exists";
        }

        @Override
        public String message() {
            return "Assistant already exists";
        }
    }

    /** A run arrived at a busy thread and its strategy was to be refused; or a hand edit did. */
    record ThreadBusy(ThreadId thread, RunId running, Instant since, int queued) implements Problem {
        @Override
        public String code() {
            return "thread-busy";
        }

        @Override
        public String message() {
            return ("Thread %s is busy: run %s since %s, %d queued behind it. "
                            + "Wait for it, or choose the multitask strategy \"enqueue\".")
                    .formatted(thread, running, since, queued);
        }
    }

    /** The thread's queue is full; nothing was kept. */
    record QueueFull(ThreadId thread, int limit) implements Problem {
        @Override
        public String code() {
            return "queue-full";
        }

        @Override
        public String message() {
            return "Thread %s already has %d runs waiting, which is the limit; try again later."
                    .formatted(thread, limit);
        }
    }

    /** A hand edit of a thread that no graph has ever run on. */
    record NoGraph(ThreadId thread) implements Problem {
        @Override
        public String code() {
            return "no-graph";
        }

        @Override
        public String message() {
            return "Thread %s has no graph ID; run an assistant on it first, or create it with metadata.graph_id."
                    .formatted(thread);
        }
    }

    /** A hand edit that could belong to several nodes. */
    record AmbiguousNode(List<String> candidates) implements Problem {
        public AmbiguousNode {
            candidates = List.copyOf(candidates);
        }

        @Override
        public String code() {
            return "ambiguous-node";
        }

        @Override
        public String message() {
            return candidates.isEmpty()
                    ? "as_node: nobody has written this state yet; name the node that the update is made for."
                    : "as_node: the last step was written by %s; name the one that the update is made for."
                            .formatted(String.join(", ", candidates));
        }
    }

    /** An edit that user code refused or failed at. */
    record UpdateFailed(RunError cause) implements Problem {
        @Override
        public String code() {
            return "update-failed";
        }

        @Override
        public String message() {
            return "%s: %s".formatted(cause.name(), cause.message());
        }
    }

    /** An answer to a question that is not open, or one that does not say to which of several. */
    record AnswerRefused(String why) implements Problem {
        @Override
        public String code() {
            return "answer-refused";
        }

        @Override
        public String message() {
            return "command.resume: " + why + ".";
        }
    }

    /** The thread's graph has changed so that it cannot go on. */
    record GraphChanged(String graphId, String detail) implements Problem {
        @Override
        public String code() {
            return "graph-changed";
        }

        @Override
        public String message() {
            return "Graph %s no longer fits this thread: %s.".formatted(graphId, detail);
        }
    }

    /** More than the stated limit; nothing was kept. */
    record TooLarge(String field, long bytes, long limit) implements Problem {
        @Override
        public String code() {
            return "too-large";
        }

        @Override
        public String message() {
            return "%s: %d bytes, the limit is %d.".formatted(field, bytes, limit);
        }
    }

    /** A reader fell too far behind; it may come back with its last event id. */
    record ReaderTooSlow(long lastId) implements Problem {
        @Override
        public String code() {
            return "reader-too-slow";
        }

        @Override
        public String message() {
            return "The reader fell too far behind after event %d; join again with that as Last-Event-ID."
                    .formatted(lastId);
        }
    }

    /** Nothing was kept; the same request may be sent again after a while. */
    record Unavailable(String why, int retryAfterSeconds) implements Problem {
        @Override
        public String code() {
            return "unavailable";
        }

        @Override
        public String message() {
            return why + "; nothing was changed, try again in " + retryAfterSeconds + " s.";
        }
    }

    /** Nobody can say whether the request took effect; ask for the run by its id before sending anything again. */
    record OutcomeUnknown(@Nullable RunId run) implements Problem {
        @Override
        public String code() {
            return "outcome-unknown";
        }

        @Override
        public String message() {
            return run == null
                    ? "The owner did not answer in time; the change may or may not have been made. Read it back before repeating it."
                    : "The owner did not answer in time; read run %s to see whether it was accepted.".formatted(run);
        }
    }
}
