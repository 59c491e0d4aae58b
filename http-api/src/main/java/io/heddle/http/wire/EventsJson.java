package io.heddle.http.wire;

import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.api.ThreadFrame;
import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of stream events, for readers who ask again and again: the same ids and data as on an event stream. */
public final class EventsJson {
    private EventsJson() {}

    /** Of a run; {@code after} is told again where nothing has come since. */
    public static Members ofRun(List<StreamFrame> frames, long after, boolean ended) {
        long last = frames.isEmpty() ? after : frames.getLast().id();
        return new Members()
                .with(
                        "events",
                        JsonValue.encode(frames.stream()
                                .map(frame -> event(frame.id(), null, frame.event()))
                                .toList()))
                .with("last_event_id", last)
                .with("done", JsonValue.encode(ended));
    }

    /** Of a thread, whose runs have no last one. */
    public static Members ofThread(List<ThreadFrame> frames, long after) {
        long last = frames.isEmpty() ? after : frames.getLast().position();
        return new Members()
                .with(
                        "events",
                        JsonValue.encode(frames.stream()
                                .map(frame -> event(frame.position(), frame.run(), frame.event()))
                                .toList()))
                .with("last_event_id", last);
    }

    private static JsonValue event(long id, @Nullable RunId run, StreamEvent event) {
        Members members = new Members().with("id", id).with("event", event.name());
        if (run != null) {
            members.with("run_id", run.value());
        }
        return members.with("data", event.data()).json();
    }
}
