package io.heddle.graph;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/** All channels' contents: immutable, shared between checkpoints, changed by {@link ChannelChange}s only. */
public record Values(HashPMap<String, ChannelValue> channels) {
    public static final Values EMPTY = new Values(HashTreePMap.empty());

    public static Values of(Map<String, ChannelValue> channels) {
        return new Values(HashTreePMap.from(channels));
    }

    /** What a channel holds; null if nobody has written it. */
    public @Nullable ChannelValue get(String channel) {
        return channels.get(channel);
    }

    /** What a channel holds, or what it starts with; null if it has neither. */
    public @Nullable ChannelValue get(Channel<?> channel) {
        ChannelValue stored = channels.get(channel.name());
        return stored == null ? channel.initial() : stored;
    }

    public boolean isEmpty() {
        return channels.isEmpty();
    }

    /**
     * Applies one change. Total over what the engine itself wrote; user code never runs here.
     *
     * @throws ChangeRefused when a change asked for by a node does not fit
     */
    public Values with(String channel, ChannelChange change) {
        ChannelValue now = channels.get(channel);
        return switch (change) {
            case ChannelChange.Assign assign -> put(channel, new ChannelValue.Single(assign.value()));
            case ChannelChange.Append append -> put(channel, log(now).append(append.elements()));
            case ChannelChange.Upsert upsert ->
                put(channel, new ChannelValue.Messages(messages(now).upsert(upsert.messages())));
            case ChannelChange.Truncate truncate ->
                put(channel, log(now).first(truncate.size()).append(truncate.appended()));
            case ChannelChange.Rewind rewind ->
                put(
                        channel,
                        new ChannelValue.Messages(
                                messages(now).first(rewind.size()).upsert(rewind.appended())));
            case ChannelChange.Clear clear -> new Values(channels.minus(channel));
            case ChannelChange.Combine combine ->
                throw new ChangeRefused(
                        "channel %s: operands reached the state before their reducer ran".formatted(channel));
        };
    }

    /** As {@link #json(Collection)} when nobody knows the graph: every channel written, in the order of their names. */
    public JsonValue json() {
        return JsonValue.deferred(() -> {
            JsonAssembly out = new JsonAssembly().openObject();
            new TreeMap<>(channels).forEach((name, value) -> out.member(name, value.json()));
            return out.closeObject().bytes();
        });
    }

    /** The state as clients see it: written channels in declared order, started ones with their initial value. */
    public JsonValue json(Collection<Channel<?>> declared) {
        if (channels.isEmpty()) {
            return JsonValue.EMPTY_OBJECT;
        }
        return JsonValue.deferred(() -> {
            JsonAssembly out = new JsonAssembly().openObject();
            for (Channel<?> channel : declared) {
                ChannelValue value = get(channel);
                if (value == null) {
                    continue;
                }
                out.name(channel.name());
                switch (value) {
                    case ChannelValue.Single single -> out.value(single.json());
                    case ChannelValue.Log log ->
                        out.openArray().members(log.elements()).closeArray();
                    case ChannelValue.Messages messages ->
                        out.openArray().members(messages.elements()).closeArray();
                }
            }
            return out.closeObject().bytes();
        });
    }

    private Values put(String channel, ChannelValue value) {
        return new Values(channels.plus(channel, value));
    }

    private static ChannelValue.Log log(@Nullable ChannelValue value) {
        return switch (value) {
            case null -> ChannelValue.Log.EMPTY;
            case ChannelValue.Log log -> log;
            case ChannelValue.Single single -> throw new ChangeRefused("the channel holds a value, not a log");
            case ChannelValue.Messages messages -> throw new ChangeRefused("the channel holds messages, not a log");
        };
    }

    private static MessageList messages(@Nullable ChannelValue value) {
        return switch (value) {
            case null -> MessageList.EMPTY;
            case ChannelValue.Messages messages -> messages.list();
            case ChannelValue.Single single -> throw new ChangeRefused("the channel holds a value, not messages");
            case ChannelValue.Log log -> throw new ChangeRefused("the channel holds a log, not messages");
        };
    }
}
