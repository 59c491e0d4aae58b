package io.heddle;

import io.heddle.api.ChannelDifference;
import io.heddle.graph.Channel;
import java.util.List;
import java.util.Optional;

/**
 * How two states differ, channel by channel; both states can be read in their types. Immutable.
 *
 * @param channels those that differ, in the order of their names
 */
public record Difference(PastState before, PastState after, List<ChannelDifference> channels) {
    public Difference {
        channels = List.copyOf(channels);
    }

    public boolean isEmpty() {
        return channels.isEmpty();
    }

    /** How a channel differs; empty if it does not. */
    public Optional<ChannelDifference> of(Channel<?> channel) {
        return channels.stream()
                .filter(each -> each.channel().equals(channel.name()))
                .findFirst();
    }
}
