package io.heddle.graph;

import io.heddle.collection.PersistentMap;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All channels' contents: immutable, shared between checkpoints, changed by {@link ChannelChange}s only. */
public record Values(PersistentMap<String, ChannelValue> channels) {
    public static final Values EMPTY = new Values(PersistentMap.empty());

    public static Values of(Map<String, ChannelValue> channels) {
        return new Values(PersistentMap.from(channels));
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

    /** Whether nothing that lasts has been written. */
    public boolean isEmpty() {
        return channels.values().stream().noneMatch(ChannelValue::isTracked);
    }

    /**
     * Applies one change. Total over what the engine itself wrote; user code never runs here.
     *
     * @throws ChangeRefused when a change asked for by a node does not fit
     */
    public Values with(String channel, ChannelChange change) {
        ChannelValue now = channels.get(channel);
        return switch (change) {
            case ChannelChange.Plain plain -> put(channel, after(now, plain));
            case ChannelChange.Overwrite overwrite -> put(channel, after(null, overwrite.with()));
            case ChannelChange.Flash flash -> {
                ChannelValue held = now instanceof ChannelValue.Flash before ? before.held() : null;
                yield put(channel, new ChannelValue.Flash(after(held, flash.with())));
            }
            case ChannelChange.Untracked untracked -> {
                ChannelValue held = now instanceof ChannelValue.Untracked before ? before.held() : null;
                yield put(channel, new ChannelValue.Untracked(after(held, untracked.with())));
            }
            case ChannelChange.Truncate truncate ->
                put(channel, log(now).first(truncate.size()).append(truncate.appended()));
            case ChannelChange.Rewind rewind ->
                put(
                        channel,
                        new ChannelValue.Messages(
                                messages(now).first(rewind.size()).upsert(rewind.appended())));
            case ChannelChange.Restore restore -> put(channel, restore.value());
            case ChannelChange.Clear clear -> new Values(channels.minus(channel));
            case ChannelChange.Combine combine ->
                throw new ChangeRefused(
                        "channel %s: operands reached the state before their reducer ran".formatted(channel));
        };
    }

    /** Without what the last superstep wrote for this one only: where the next one's writes are applied to. */
    public Values faded() {
        return without(ChannelValue.Flash.class::isInstance);
    }

    /** Without what lives in memory only: what replay would give. */
    public Values tracked() {
        return without(value -> !value.isTracked());
    }

    /** As {@link #json(Collection)} when nobody knows the graph: every channel written, in the order of their names. */
    public JsonValue json() {
        return JsonValue.deferred(() -> {
            JsonAssembly out = new JsonAssembly().openObject();
            new TreeMap<>(tracked().channels()).forEach((name, value) -> value.write(out.name(name)));
            return out.closeObject().bytes();
        });
    }

    /**
     * The state as clients see it: written channels in declared order, started ones with their initial value. What lives in
     * memory only is not part of it, so that it is the same when it is read back.
     */
    public JsonValue json(Collection<Channel<?>> declared) {
        return JsonValue.deferred(() -> {
            JsonAssembly out = new JsonAssembly().openObject();
            for (Channel<?> channel : declared) {
                ChannelValue value = get(channel);
                if (value != null && value.isTracked()) {
                    value.write(out.name(channel.name()));
                }
            }
            return out.closeObject().bytes();
        });
    }

    private Values put(String channel, ChannelValue value) {
        return new Values(channels.plus(channel, value));
    }

    private Values without(Predicate<ChannelValue> gone) {
        PersistentMap<String, ChannelValue> kept = channels;
        for (Map.Entry<String, ChannelValue> entry : channels.entrySet()) {
            if (gone.test(entry.getValue())) {
                kept = kept.minus(entry.getKey());
            }
        }
        return kept.size() == channels.size() ? this : new Values(kept);
    }

    private static ChannelValue after(@Nullable ChannelValue now, ChannelChange.Plain change) {
        return switch (change) {
            case ChannelChange.Assign assign -> new ChannelValue.Single(assign.value());
            case ChannelChange.Offer offer -> new ChannelValue.Single(offer.value());
            case ChannelChange.Append append ->
                log(now).append(append.elements()).last(append.keeping());
            case ChannelChange.Upsert upsert ->
                new ChannelValue.Messages(messages(now).upsert(upsert.messages()));
            case ChannelChange.Arrive arrive -> arrived(now, arrive.parties());
        };
    }

    private static ChannelValue.Log log(@Nullable ChannelValue value) {
        return switch (value) {
            case null -> ChannelValue.Log.EMPTY;
            case ChannelValue.Log log -> log;
            case ChannelValue other -> throw misfit(other, "a log");
        };
    }

    private static MessageList messages(@Nullable ChannelValue value) {
        return switch (value) {
            case null -> MessageList.EMPTY;
            case ChannelValue.Messages messages -> messages.list();
            case ChannelValue other -> throw misfit(other, "messages");
        };
    }

    private static ChannelValue.Arrived arrived(@Nullable ChannelValue value, List<String> more) {
        List<String> parties = switch (value) {
            case null -> new ArrayList<>();
            case ChannelValue.Arrived already -> new ArrayList<>(already.parties());
            case ChannelValue other -> throw misfit(other, "the parties of a barrier");
        };
        more.stream().filter(party -> !parties.contains(party)).forEach(parties::add);
        return new ChannelValue.Arrived(parties);
    }

    private static ChangeRefused misfit(ChannelValue found, String wanted) {
        String what = switch (found) {
            case ChannelValue.Single single -> "a value";
            case ChannelValue.Log log -> "a log";
            case ChannelValue.Messages messages -> "messages";
            case ChannelValue.Arrived arrived -> "the parties of a barrier";
            case ChannelValue.Flash flash -> "what one superstep left for the next";
            case ChannelValue.Untracked untracked -> "what is kept in memory only";
        };
        return new ChangeRefused("the channel holds %s, not %s".formatted(what, wanted));
    }
}
