package io.heddle.api;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a subscriber can see of a run; one record a kind. {@link #name} and {@link #data} are its form on the wire. */
public sealed interface StreamEvent {
    /** The wire's event name. */
    String name();

    JsonValue data();

    /** The mode that must have been asked for; null for events that are always sent. */
    default @Nullable StreamMode mode() {
        return null;
    }

    /** The namespace of the graph that it is about, {@code ""} for the graph itself. */
    default String namespace() {
        int bar = name().indexOf('|');
        return bar < 0 ? "" : name().substring(bar + 1);
    }

    /** The event as one of the graph with this namespace. */
    default StreamEvent in(String namespace) {
        return namespace.isEmpty() ? this : new Inside(namespace, this);
    }

    /**
     * The first event of a run, and of each further attempt.
     *
     * @param graph what it runs; not on the wire, nor is what follows
     * @param modes what it numbers
     * @param at milliseconds since the Unix epoch
     */
    record Metadata(RunId run, int attempt, String graph, Set<StreamMode> modes, long at) implements StreamEvent {
        public Metadata {
            modes = Set.copyOf(modes);
        }

        @Override
        public String name() {
            return "metadata";
        }

        @Override
        public JsonValue data() {
            return new JsonAssembly()
                    .openObject()
                    .member("run_id", run.value())
                    .member("attempt", attempt)
                    .closeObject()
                    .done();
        }
    }

    /** The whole state; put together when it is read. */
    record Values(JsonValue data) implements StreamEvent {
        @Override
        public String name() {
            return "values";
        }

        @Override
        public StreamMode mode() {
            return StreamMode.VALUES;
        }
    }

    /** What one task wrote; {@code update} is null when it wrote nothing. */
    record Updates(String node, @Nullable JsonValue update) implements StreamEvent {
        @Override
        public String name() {
            return "updates";
        }

        @Override
        public JsonValue data() {
            return new JsonAssembly()
                    .openObject()
                    .member(node, update == null ? JsonValue.NULL : update)
                    .closeObject()
                    .done();
        }

        @Override
        public StreamMode mode() {
            return StreamMode.UPDATES;
        }
    }

    /** A delta of a streamed message, or a whole message that was not streamed, with where it comes from. */
    record MessageChunk(JsonValue message, JsonValue metadata) implements StreamEvent {
        @Override
        public String name() {
            return "messages";
        }

        @Override
        public JsonValue data() {
            return new JsonAssembly()
                    .openArray()
                    .value(message)
                    .value(metadata)
                    .closeArray()
                    .done();
        }

        @Override
        public StreamMode mode() {
            return StreamMode.MESSAGES_TUPLE;
        }
    }

    /** Sent before the first partial of a streamed message. */
    record MessageMetadata(String messageId, JsonValue metadata) implements StreamEvent {
        @Override
        public String name() {
            return "messages/metadata";
        }

        @Override
        public JsonValue data() {
            return new JsonAssembly()
                    .openObject()
                    .name(messageId)
                    .openObject()
                    .member("metadata", metadata)
                    .closeObject()
                    .closeObject()
                    .done();
        }

        @Override
        public StreamMode mode() {
            return StreamMode.MESSAGES;
        }
    }

    /** A streamed message as far as it has grown. */
    record MessagePartial(JsonValue message) implements StreamEvent {
        @Override
        public String name() {
            return "messages/partial";
        }

        @Override
        public JsonValue data() {
            return new JsonAssembly().openArray().value(message).closeArray().done();
        }

        @Override
        public StreamMode mode() {
            return StreamMode.MESSAGES;
        }
    }

    /** Messages that have just become part of the state. */
    record MessageComplete(List<JsonValue> messages) implements StreamEvent {
        public MessageComplete {
            messages = List.copyOf(messages);
        }

        @Override
        public String name() {
            return "messages/complete";
        }

        @Override
        public JsonValue data() {
            return new JsonAssembly().openArray().members(messages).closeArray().done();
        }

        @Override
        public StreamMode mode() {
            return StreamMode.MESSAGES;
        }
    }

    /** Whatever a node emitted for live viewers. */
    record Custom(JsonValue data) implements StreamEvent {
        @Override
        public String name() {
            return "custom";
        }

        @Override
        public StreamMode mode() {
            return StreamMode.CUSTOM;
        }
    }

    /** A task that begins, or one that has ended; what stands before the data is not on the wire by itself. */
    record Tasks(String task, String node, TaskStage stage, JsonValue data) implements StreamEvent {
        @Override
        public String name() {
            return "tasks";
        }

        @Override
        public StreamMode mode() {
            return StreamMode.TASKS;
        }
    }

    /** A checkpoint that was made; what stands before the data is not on the wire by itself. */
    record Checkpoints(CheckpointId id, @Nullable CheckpointId parent, int step, String source, JsonValue data)
            implements StreamEvent {
        @Override
        public String name() {
            return "checkpoints";
        }

        @Override
        public StreamMode mode() {
            return StreamMode.CHECKPOINTS;
        }
    }

    /** How far a task is that is told of. */
    enum TaskStage {
        BEGUN,
        ENDED,
        ASKING,
        FAILED
    }

    /** A task or a checkpoint, with step and time. */
    record Debug(JsonValue data) implements StreamEvent {
        @Override
        public String name() {
            return "debug";
        }

        @Override
        public StreamMode mode() {
            return StreamMode.DEBUG;
        }
    }

    /** A node that begins or ends, or a model that streams, in the words of LangChain's callbacks. */
    record Callback(JsonValue data) implements StreamEvent {
        @Override
        public String name() {
            return "events";
        }

        @Override
        public StreamMode mode() {
            return StreamMode.EVENTS;
        }
    }

    /** A tool that was asked for, or that has answered; of the task that wrote so. */
    record ToolUse(String task, String node, JsonValue data) implements StreamEvent {
        @Override
        public String name() {
            return "tools";
        }

        @Override
        public StreamMode mode() {
            return StreamMode.TOOLS;
        }
    }

    /** An event of a graph inside, by its namespace; of runs that asked for them only. */
    record Inside(String namespace, StreamEvent event) implements StreamEvent {
        @Override
        public String name() {
            return event.name() + "|" + namespace;
        }

        @Override
        public JsonValue data() {
            return event.data();
        }

        @Override
        public @Nullable StreamMode mode() {
            return event.mode();
        }
    }

    /** The run failed; always the last event. */
    record Failed(RunError error) implements StreamEvent {
        @Override
        public String name() {
            return "error";
        }

        @Override
        public JsonValue data() {
            return new JsonAssembly()
                    .openObject()
                    .member("error", error.name())
                    .member("message", error.message())
                    .closeObject()
                    .done();
        }
    }

    /** A run has come to its end; in the stream of its thread only. */
    record RunDone(RunId run, RunStatus status) implements StreamEvent {
        @Override
        public String name() {
            return "run_done";
        }

        @Override
        public JsonValue data() {
            return new JsonAssembly()
                    .openObject()
                    .member("run_id", run.value())
                    .member("status", status.wire())
                    .closeObject()
                    .done();
        }
    }

    /** The state was edited by hand; in the stream of its thread only. */
    record StateEdited(ThreadId thread, CheckpointId checkpoint, JsonValue values) implements StreamEvent {
        @Override
        public String name() {
            return "state_update";
        }

        @Override
        public JsonValue data() {
            return new JsonAssembly()
                    .openObject()
                    .member("thread_id", thread.value())
                    .member("checkpoint_id", checkpoint.value())
                    .member("values", values)
                    .closeObject()
                    .done();
        }
    }

    /**
     * Events that are not kept any more, or never were; those that are follow, the latest values among them.
     *
     * @param first the first missing id
     * @param last the last missing id, which is also that of the gap
     */
    record Gap(long first, long last) implements StreamEvent {
        @Override
        public String name() {
            return "gap";
        }

        @Override
        public JsonValue data() {
            return new JsonAssembly()
                    .openObject()
                    .name("first")
                    .number(first)
                    .name("last")
                    .number(last)
                    .closeObject()
                    .done();
        }
    }

    /** A live event read back from where it was kept. */
    record Recorded(String name, JsonValue data) implements StreamEvent {
        @Override
        public @Nullable StreamMode mode() {
            int bar = name.indexOf('|');
            return switch (bar < 0 ? name : name.substring(0, bar)) {
                case "messages" -> StreamMode.MESSAGES_TUPLE;
                case "messages/metadata", "messages/partial", "messages/complete" -> StreamMode.MESSAGES;
                case "custom" -> StreamMode.CUSTOM;
                case "events" -> StreamMode.EVENTS;
                default -> null;
            };
        }
    }
}
