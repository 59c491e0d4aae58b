package io.heddle.graph;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;

/**
 * What can happen to one channel; the only things that replay applies. Deltas: none of them holds what was there before.
 *
 * <p>{@link Combine} is the exception: it is asked for by a node, and becomes an {@link Assign} of the reducer's result
 * before it is applied.
 */
public sealed interface ChannelChange {
    /** A change that needs to know nothing but what the channel holds. */
    sealed interface Plain extends ChannelChange {}

    /** The channel now holds this value; a second task that says so in the same superstep is an error. */
    record Assign(JsonValue value) implements Plain {}

    /** The channel now holds this value, unless a later task of the superstep offers another. */
    record Offer(JsonValue value) implements Plain {}

    /**
     * A list grows by these elements, and then keeps its newest ones only.
     *
     * @param keeping how many; {@link #ALL} for no limit
     */
    record Append(List<JsonValue> elements, int keeping) implements Plain {
        public static final int ALL = Integer.MAX_VALUE;

        public Append {
            elements = List.copyOf(elements);
        }

        public Append(List<JsonValue> elements) {
            this(elements, ALL);
        }
    }

    /** A conversation takes these messages by LangGraph's {@code add_messages} rules, removals included. */
    record Upsert(List<JsonValue> messages) implements Plain {
        public Upsert {
            messages = List.copyOf(messages);
        }
    }

    /** These parties of a barrier are there. */
    record Arrive(List<String> parties) implements Plain {
        public Arrive {
            parties = List.copyOf(parties);
        }
    }

    /** A user's reducer shall combine these operands into the value. */
    record Combine(List<JsonValue> operands) implements ChannelChange {
        public Combine {
            operands = List.copyOf(operands);
        }
    }

    /**
     * The channel holds what {@code with} makes of nothing. Whatever else the superstep writes to the channel, before it or
     * after it, does not count; a second overwrite in the same superstep is an error.
     */
    record Overwrite(Plain with) implements ChannelChange {
        /** The one member of the JSON object that stands for an overwrite on the wire. */
        static final String MEMBER = "__overwrite__";
    }

    /** What {@code with} makes of nothing, or of what the same superstep has written, lasts until the next one commits. */
    record Flash(Plain with) implements ChannelChange {}

    /** As {@code with}, in memory only: nothing of it is ever written down, and it is gone when the run ends. */
    record Untracked(Plain with) implements ChannelChange {}

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

    /** The channel holds this again; written when a thread goes back and no difference says it shorter. */
    record Restore(ChannelValue value) implements ChannelChange {}

    /** Nobody has written the channel; written when a thread goes back before its first write. */
    record Clear() implements ChannelChange {}

    /** Whether it may be written down. */
    default boolean isTracked() {
        return !(this instanceof Untracked);
    }

    /** Whether it and another task's like it in the same superstep are an error. */
    default boolean isExclusive() {
        return switch (this) {
            case Assign assign -> true;
            case Flash flash -> flash.with() instanceof Assign;
            case Untracked untracked -> untracked.with() instanceof Assign;
            case Offer offer -> false;
            case Append append -> false;
            case Upsert upsert -> false;
            case Arrive arrive -> false;
            case Combine combine -> false;
            case Overwrite overwrite -> false;
            case Truncate truncate -> false;
            case Rewind rewind -> false;
            case Restore restore -> false;
            case Clear clear -> false;
        };
    }

    /** What the wire shows for it. */
    default JsonValue shown() {
        return switch (this) {
            case Assign assign -> assign.value();
            case Offer offer -> offer.value();
            case Append append -> array(append.elements());
            case Upsert upsert -> array(upsert.messages());
            case Arrive arrive -> JsonValue.encode(arrive.parties());
            case Combine combine ->
                combine.operands().size() == 1 ? combine.operands().getFirst() : array(combine.operands());
            case Overwrite overwrite ->
                new JsonAssembly()
                        .openObject()
                        .member(Overwrite.MEMBER, overwrite.with().shown())
                        .closeObject()
                        .done();
            case Flash flash -> flash.with().shown();
            case Untracked untracked -> untracked.with().shown();
            case Truncate truncate -> array(truncate.appended());
            case Rewind rewind -> array(rewind.appended());
            case Restore restore -> restore.value().json();
            case Clear clear -> JsonValue.NULL;
        };
    }

    private static JsonValue array(List<JsonValue> elements) {
        return new JsonAssembly().openArray().members(elements).closeArray().done();
    }
}
