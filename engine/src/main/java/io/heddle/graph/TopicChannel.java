package io.heddle.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list that holds what the tasks of one superstep published, in their order, until the next superstep commits. */
public final class TopicChannel<E> extends ListChannel<E> {
    private static final ChannelValue NOTHING = new ChannelValue.Flash(ChannelValue.Log.EMPTY);

    TopicChannel(String name, TypedJson<E> element) {
        super(name, element);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Write publish(E... elements) {
        return publishAll(List.of(elements));
    }

    public Write publishAll(List<E> elements) {
        return new Write(this, new ChannelChange.Flash(new ChannelChange.Append(encoded(elements))));
    }

    @Override
    public ChannelValue initial() {
        return NOTHING;
    }

    @Override
    public ChannelChange leading(@Nullable ChannelValue before, ChannelValue after) {
        return new ChannelChange.Flash(new ChannelChange.Append(after.elements()));
    }

    @Override
    public ChannelChange decode(String path, JsonNode written) {
        return new ChannelChange.Flash(new ChannelChange.Append(checked(path, written)));
    }
}
