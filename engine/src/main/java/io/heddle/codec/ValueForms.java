package io.heddle.codec;

import io.heddle.collection.PersistentList;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.MessageList;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.util.List;

/** How a {@link ChannelValue} is written and read: as an array of its kind and what the kind needs. */
final class ValueForms {
    private ValueForms() {}

    static void write(JsonAssembly out, ChannelValue value) {
        out.openArray();
        switch (value) {
            case ChannelValue.Single single -> out.text("value").value(single.json());
            case ChannelValue.Log log -> {
                elements(out.text("log"), log.elements());
                if (log.dropped() > 0) {
                    out.number(log.dropped());
                }
            }
            case ChannelValue.Messages messages -> MessageShapes.write(out.text("messages"), messages.elements());
            case ChannelValue.Arrived arrived -> texts(out.text("arrived"), arrived.parties());
            case ChannelValue.Flash flash -> write(out.text("flash"), flash.held());
            case ChannelValue.Untracked untracked ->
                throw new IllegalArgumentException("what is not tracked is not written");
        }
        out.closeArray();
    }

    static ChannelValue value(JsonSlice stored) {
        List<JsonSlice> parts = stored.elements();
        String kind = parts.getFirst().text();
        return switch (kind) {
            case "value" -> new ChannelValue.Single(parts.get(1).value());
            case "log" ->
                new ChannelValue.Log(
                        PersistentList.from(elements(parts.get(1))), parts.size() < 3 ? 0 : whole(parts.get(2)));
            case "messages" -> new ChannelValue.Messages(MessageList.of(MessageShapes.read(parts.get(1))));
            case "arrived" -> new ChannelValue.Arrived(Members.list(parts.get(1), JsonSlice::text));
            case "flash" -> new ChannelValue.Flash(value(parts.get(1)));
            default -> throw Members.unknown("kind of channel", kind);
        };
    }

    static void elements(JsonAssembly out, List<JsonValue> elements) {
        out.openArray().members(elements).closeArray();
    }

    static List<JsonValue> elements(JsonSlice array) {
        return Members.list(array, JsonSlice::value);
    }

    static void texts(JsonAssembly out, List<String> texts) {
        out.openArray();
        texts.forEach(out::text);
        out.closeArray();
    }

    static int whole(JsonSlice number) {
        return Math.toIntExact(number.number());
    }
}
