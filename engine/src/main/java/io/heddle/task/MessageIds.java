package io.heddle.task;

import io.heddle.api.Message;
import io.heddle.api.MessageHead;
import io.heddle.graph.ChannelChange;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Gives messages that came without an id one, before they reach the state, and takes ids back. */
final class MessageIds {
    private MessageIds() {}

    /**
     * @param fresh a new id each time
     */
    static ChannelChange given(ChannelChange change, Supplier<String> fresh) {
        return switch (change) {
            case ChannelChange.Upsert upsert -> given(upsert, fresh);
            case ChannelChange.Overwrite(ChannelChange.Upsert upsert) ->
                new ChannelChange.Overwrite(given(upsert, fresh));
            case ChannelChange other -> other;
        };
    }

    /** Takes the ids of some messages away, so that they can be given others. */
    static ChannelChange without(ChannelChange change, Predicate<String> ids) {
        return switch (change) {
            case ChannelChange.Upsert upsert -> without(upsert, ids);
            case ChannelChange.Overwrite(ChannelChange.Upsert upsert) ->
                new ChannelChange.Overwrite(without(upsert, ids));
            case ChannelChange other -> other;
        };
    }

    private static ChannelChange.Upsert without(ChannelChange.Upsert upsert, Predicate<String> ids) {
        return new ChannelChange.Upsert(upsert.messages().stream()
                .map(Message::stored)
                .map(message -> message.id().filter(ids).isPresent()
                        ? message.withoutId().json()
                        : message.json())
                .toList());
    }

    private static ChannelChange.Upsert given(ChannelChange.Upsert upsert, Supplier<String> fresh) {
        List<JsonValue> messages = new ArrayList<>(upsert.messages().size());
        for (JsonValue json : upsert.messages()) {
            boolean named = !MessageHead.of(json).id().isEmpty();
            messages.add(named ? json : Message.stored(json).withId(fresh.get()).json());
        }
        return new ChannelChange.Upsert(messages);
    }
}
