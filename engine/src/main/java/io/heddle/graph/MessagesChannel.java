package io.heddle.graph;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.Message;
import io.heddle.api.MessageForms;
import io.heddle.json.Json;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

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
        return new Write(
                this,
                new ChannelChange.Upsert(messages.stream().map(Message::json).toList()));
    }

    public Write remove(String messageId) {
        return add(Message.remove(messageId));
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
        return new ChannelChange.Upsert(
                MessageForms.read(path, written).stream().map(Message::json).toList());
    }

    @Override
    public JsonValue shown(ChannelChange change) {
        List<JsonValue> messages = change instanceof ChannelChange.Upsert upsert ? upsert.messages() : List.of();
        return new JsonAssembly().openArray().members(messages).closeArray().done();
    }

    @Override
    ChannelValue restore(JsonNode shown) {
        List<JsonValue> messages = new ArrayList<>();
        shown.forEach(message -> messages.add(JsonValue.of(message)));
        return new ChannelValue.Messages(MessageList.of(messages));
    }

    @Override
    public JavaType type() {
        return TYPE;
    }
}
