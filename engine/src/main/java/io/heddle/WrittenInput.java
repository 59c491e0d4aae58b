package io.heddle;

import io.heddle.graph.Channel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.Write;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Typed writes as the JSON object that an engine takes for input: channel name to what is written. */
final class WrittenInput {
    private WrittenInput() {}

    static JsonValue json(Write... writes) {
        Map<Channel<?>, List<JsonValue>> byChannel = new LinkedHashMap<>();
        for (Write write : writes) {
            byChannel
                    .computeIfAbsent(write.channel(), channel -> new ArrayList<>())
                    .add(write.channel().shown(write.change()));
        }
        JsonAssembly out = new JsonAssembly().openObject();
        byChannel.forEach((channel, shown) -> out.member(channel.name(), joined(channel, shown)));
        return out.closeObject().done();
    }

    private static JsonValue joined(Channel<?> channel, List<JsonValue> shown) {
        if (shown.size() == 1) {
            return shown.getFirst();
        }
        return switch (channel) {
            case LogChannel<?> log -> concatenated(shown);
            case MessagesChannel messages -> concatenated(shown);
            case ValueChannel<?> value -> throw twice(channel);
            case FoldChannel<?> fold -> throw twice(channel);
        };
    }

    private static JsonValue concatenated(List<JsonValue> arrays) {
        JsonAssembly out = new JsonAssembly().openArray();
        for (JsonValue array : arrays) {
            array.node().forEach(element -> out.value(JsonValue.of(element)));
        }
        return out.closeArray().done();
    }

    private static IllegalArgumentException twice(Channel<?> channel) {
        return new IllegalArgumentException(
                "channel %s is written twice in one input; write it once".formatted(channel));
    }
}
