package io.heddle.http.wire;

import io.heddle.api.ChannelDifference;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How two states differ, on the wire: an object for each channel that does, by its name. */
public final class DiffJson {
    private DiffJson() {}

    public static JsonValue of(List<ChannelDifference> differences) {
        Members channels = new Members();
        differences.forEach(difference -> channels.with(difference.channel(), channel(difference)));
        return new Members().with("channels", channels.json()).json();
    }

    private static JsonValue channel(ChannelDifference difference) {
        return switch (difference) {
            case ChannelDifference.Value value ->
                new Members()
                        .with("before", orNull(value.before()))
                        .with("after", orNull(value.after()))
                        .json();
            case ChannelDifference.Elements elements ->
                new Members()
                        .with("removed", list(elements.removed()))
                        .with("added", list(elements.added()))
                        .with(
                                "replaced",
                                list(elements.replaced().stream()
                                        .map(each -> new Members()
                                                .with("before", each.before())
                                                .with("after", each.after())
                                                .json())
                                        .toList()))
                        .json();
        };
    }

    private static JsonValue orNull(@Nullable JsonValue value) {
        return value == null ? JsonValue.NULL : value;
    }

    private static JsonValue list(List<JsonValue> elements) {
        JsonAssembly list = new JsonAssembly().openArray();
        elements.forEach(list::value);
        return list.closeArray().done();
    }
}
