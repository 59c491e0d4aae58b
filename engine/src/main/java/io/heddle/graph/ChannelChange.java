package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.util.List;

/**
 * What can happen to one channel; the only things that replay applies. Deltas: none of them holds what was there before.
 *
 * <p>{@link Combine} is the exception: it is asked for by a node, and becomes an {@link Assign} of the reducer's result
 * before it is applied.
 */
public sealed interface ChannelChange {
    /** The channel now holds this value. */
    record Assign(JsonValue value) implements ChannelChange {}

    /** A log grows by these elements. */
    record Append(List<JsonValue> elements) implements ChannelChange {
        public Append {
            elements = List.copyOf(elements);
        }
    }

    /** A conversation takes these messages by LangGraph's {@code add_messages} rules, removals included. */
    record Upsert(List<JsonValue> messages) implements ChannelChange {
        public Upsert {
            messages = List.copyOf(messages);
        }
    }

    /** A user's reducer shall combine these operands into the value. */
    record Combine(List<JsonValue> operands) implements ChannelChange {
        public Combine {
            operands = List.copyOf(operands);
        }
    }

    /** A log keeps its first {@code size} elements and then grows by these; written when a thread goes back. */
    record Truncate(int size, List<JsonValue> appended) implements ChannelChange {
        public Truncate {
            appended = List.copyOf(appended);
        }
    }

    /** A conversation keeps its first {@code size} messages and then grows by these; written when a thread goes back. */
    record Rewind(int size, List<JsonValue> appended) implements ChannelChange {
        public Rewind {
            appended = List.copyOf(appended);
        }
    }

    /** Nobody has written the channel; written when a thread goes back before its first write. */
    record Clear() implements ChannelChange {}
}
