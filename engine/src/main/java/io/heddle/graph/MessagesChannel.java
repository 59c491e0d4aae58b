package io.heddle.graph;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.Message;
import io.heddle.api.MessageForms;
import io.heddle.api.MessageHead;
import io.heddle.json.Json;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation. A written message takes the place of the one with its id, or is appended; {@link Message#remove} takes one
 * out and {@link Message#removeAll} all that came before.
 */
public final class MessagesChannel extends Channel<List<Message>> {
    private static final JavaType TYPE = Json.mapper().constructType(Message.class);

    MessagesChannel(String name) {
        super(name);
    }

    public Write add(Message... messages) {
        return addAll(List.of(messages));
    }

    public Write addAll(List<Message> messages) {
        return new Write(this, upserted(messages));
    }

    public Write remove(String messageId) {
        return add(Message.remove(messageId));
    }

    /**
     * Replaces the whole conversation. What else is written to it in the same superstep does not count; a second overwrite is
     * an error.
     */
    public Write overwrite(List<Message> messages) {
        return new Write(this, new ChannelChange.Overwrite(upserted(messages)));
    }

    @Override
    public ChannelValue initial() {
        return ChannelValue.Messages.EMPTY;
    }

    @Override
    List<Message> read(ChannelValue stored) {
        return new LazyList<>(stored.elements(), Message::stored);
    }

    @Override
    public ChannelChange decode(String path, JsonNode written) {
        JsonNode anew = overwriting(written);
        return anew == null
                ? upserted(MessageForms.read(path, written))
                : new ChannelChange.Overwrite(upserted(MessageForms.read(path, anew)));
    }

    /** The messages that were added or changed, and a removal for each that is gone; the others keep their places. */
    @Override
    public ChannelChange leading(@Nullable ChannelValue before, ChannelValue after) {
        Map<String, JsonValue> gone = new LinkedHashMap<>();
        for (JsonValue message : before == null ? List.<JsonValue>of() : before.elements()) {
            gone.put(MessageHead.of(message).id(), message);
        }
        List<JsonValue> changed = new ArrayList<>();
        for (JsonValue message : after.elements()) {
            if (!message.equals(gone.remove(MessageHead.of(message).id()))) {
                changed.add(message);
            }
        }
        gone.keySet().forEach(id -> changed.add(Message.remove(id).json()));
        return new ChannelChange.Upsert(changed);
    }

    @Override
    ChannelValue restore(JsonNode shown) {
        List<JsonValue> messages = new ArrayList<>();
        shown.forEach(message -> messages.add(JsonValue.of(message)));
        return new ChannelValue.Messages(MessageList.of(messages));
    }

    @Override
    ObjectNode schema(TypeSchemas types) {
        return types.listOf(types.of(TYPE)).put("langgraph_type", "messages");
    }

    @Override
    public JavaType type() {
        return TYPE;
    }

    private static ChannelChange.Upsert upserted(List<Message> messages) {
        return new ChannelChange.Upsert(messages.stream().map(Message::json).toList());
    }
}
