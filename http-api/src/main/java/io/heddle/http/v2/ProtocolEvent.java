package io.heddle.http.v2;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as the protocol tells it.
 *
 * @param seq its number in the thread, through all runs; the same whenever it is told
 * @param method what kind of event it is
 * @param namespace the graph or the node it is about, segment by segment; empty for the graph itself
 * @param timestamp milliseconds since the Unix epoch, as exactly as the journal knows them
 * @param node whose writes it tells; null for most
 */
public record ProtocolEvent(
        long seq,
        String method,
        List<String> namespace,
        long timestamp,
        @Nullable String node,
        JsonValue data) {
    public ProtocolEvent {
        namespace = List.copyOf(namespace);
    }

    public JsonValue json() {
        JsonAssembly out = new JsonAssembly()
                .openObject()
                .member("type", "event")
                .member("event_id", String.valueOf(seq))
                .name("seq")
                .number(seq)
                .member("method", method)
                .name("params")
                .openObject()
                .name("namespace")
                .openArray();
        namespace.forEach(out::text);
        out.closeArray().name("timestamp").number(timestamp);
        if (node != null) {
            out.member("node", node);
        }
        return out.member("data", data).closeObject().closeObject().done();
    }
}
