package io.heddle;

import io.heddle.graph.Channel;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.Write;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Typed writes as the JSON object that an engine takes for input: channel name to what is written. */
public final class WrittenInput {
    private WrittenInput() {}

    /** @throws IllegalArgumentException if a channel is written twice that does not grow */
    public static JsonValue json(Write... writes) {
        Map<Channel<?>, List<ChannelChange>> byChannel = new LinkedHashMap<>();
        for (Write write : writes) {
            byChannel
                    .computeIfAbsent(write.channel(), channel -> new ArrayList<>())
                    .add(write.change());
        }
        JsonAssembly out = new JsonAssembly().openObject();
        byChannel.forEach((channel, changes) -> out.member(channel.name(), joined(channel, changes)));
        return out.closeObject().done();
    }

    private static JsonValue joined(Channel<?> channel, List<ChannelChange> changes) {
        List<JsonValue> shown = changes.stream().map(ChannelChange::shown).toList();
        if (shown.size() == 1) {
            return shown.getFirst();
        }
        if (changes.stream().allMatch(WrittenInput::grows)) {
            return concatenated(shown);
        }
        throw new IllegalArgumentException(
                "channel %s is written twice in one input; write it once".formatted(channel));
    }

    private static boolean grows(ChannelChange change) {
        return switch (change) {
            case ChannelChange.Append append -> true;
            case ChannelChange.Upsert upsert -> true;
            case ChannelChange.Arrive arrive -> true;
            case ChannelChange.Flash flash -> grows(flash.with());
            case ChannelChange.Untracked untracked -> grows(untracked.with());
            case ChannelChange other -> false;
        };
    }

    private static JsonValue concatenated(List<JsonValue> arrays) {
        JsonAssembly out = new JsonAssembly().openArray();
        for (JsonValue array : arrays) {
            array.node().forEach(element -> out.value(JsonValue.of(element)));
        }
        return out.closeArray().done();
    }
}
