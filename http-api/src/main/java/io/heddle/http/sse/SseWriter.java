package io.heddle.http.sse;

import io.heddle.api.StreamFrame;
import io.heddle.api.ThreadFrame;
import io.heddle.json.JsonValue;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.util.ByteString;

/**
 * A frame as text/event-stream: event, data, id, in the order of LangGraph's server. The data is one line, because the
 * engine's JSON holds no line breaks; its bytes are referred to, not copied.
 */
public final class SseWriter {
    /** A comment line: no event to any client, but a sign of life. */
    public static final ByteString HEARTBEAT = ByteString.fromString(": heartbeat\n\n");

    private static final ByteString DATA = ByteString.fromString("\ndata: ");

    private SseWriter() {}

    public static ByteString write(StreamFrame frame) {
        return write(frame.event().name(), frame.event().data(), frame.id());
    }

    public static ByteString write(ThreadFrame frame) {
        return write(frame.event().name(), frame.event().data(), frame.position());
    }

    public static ByteString write(String name, JsonValue data, long id) {
        return ByteString.fromString("event: " + name)
                .concat(DATA)
                .concat(ByteString.fromArrayUnsafe(data.utf8()))
                .concat(ByteString.fromArrayUnsafe(("\nid: " + id + "\n\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
