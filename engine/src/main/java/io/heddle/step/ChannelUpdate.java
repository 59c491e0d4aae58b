package io.heddle.step;

import io.heddle.graph.ChannelChange;
import io.heddle.graph.Write;
import java.util.List;

/** A change and the name of the channel it is for: a {@link Write} without the user's types, as the journal keeps it. */
public record ChannelUpdate(String channel, ChannelChange change) {
    public static List<ChannelUpdate> of(List<Write> writes) {
        return writes.stream()
                .map(write -> new ChannelUpdate(write.channel().name(), write.change()))
                .toList();
    }

    /** Those of {@code updates} that may be written down. */
    public static List<ChannelUpdate> tracked(List<ChannelUpdate> updates) {
        return updates.stream().allMatch(update -> update.change().isTracked())
                ? updates
                : updates.stream().filter(update -> update.change().isTracked()).toList();
    }
}
