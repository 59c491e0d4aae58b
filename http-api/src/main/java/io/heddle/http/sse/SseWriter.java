package io.heddle.http.sse;

import io.heddle.api.StreamFrame;
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
        return ByteString.fromString("event: " + frame.event().name())
                .concat(DATA)
                .concat(ByteString.fromArrayUnsafe(frame.event().data().utf8()))
                .concat(ByteString.fromArrayUnsafe(
                        ("\nid: " + frame.id() + "\n\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
