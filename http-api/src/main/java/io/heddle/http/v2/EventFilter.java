package io.heddle.http.v2;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.http.wire.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber wants to be told.
 *
 * @param channels kinds of events; {@code custom:name} is one kind of custom events
 * @param namespaces prefixes, of which one has to fit; none for everything. A segment without a colon fits those that go on
 *     with one.
 * @param depth how many segments may follow the prefix; null for any number
 */
public record EventFilter(
        Set<String> channels,
        List<List<String>> namespaces,
        @Nullable Integer depth) {
    private static final Set<String> CHANNELS =
            Set.of("values", "updates", "checkpoints", "messages", "tools", "lifecycle", "tasks", "custom", "input");

    public EventFilter {
        channels = Set.copyOf(channels);
        namespaces = List.copyOf(namespaces);
    }

    /** Reads {@code channels}, {@code namespaces} and {@code depth}. */
    public static EventFilter read(Fields body) {
        List<String> channels = body.texts("channels");
        if (channels == null || channels.isEmpty()) {
            throw body.refuse("channels", body.any("channels"), "a list of at least one channel");
        }
        for (String channel : channels) {
            if (!CHANNELS.contains(channel) && !channel.startsWith("custom:")) {
                throw new ProblemException(new Problem.InvalidRequest(
                        body.path("channels"),
                        "\"" + channel + "\"",
                        "custom:<name>, "
                                + String.join(", ", CHANNELS.stream().sorted().toList())));
            }
        }
        JsonNode depth = body.any("depth");
        if (!depth.isNull() && !(depth.canConvertToInt() && depth.intValue() >= 0)) {
            throw body.refuse("depth", depth, "how many segments may follow the namespace");
        }
        return new EventFilter(new HashSet<>(channels), namespaces(body), depth.isNull() ? null : depth.intValue());
    }

    private static List<List<String>> namespaces(Fields body) {
        JsonNode found = body.any("namespaces");
        List<List<String>> namespaces = new ArrayList<>();
        for (JsonNode prefix : found) {
            List<String> segments = new ArrayList<>();
            prefix.forEach(segment -> segments.add(segment.textValue()));
            if (!prefix.isArray() || segments.contains(null)) {
                throw body.refuse("namespaces", found, "a list of lists of segments");
            }
            namespaces.add(segments);
        }
        return namespaces;
    }

    public boolean lets(ProtocolEvent event) {
        return wants(event) && (namespaces.isEmpty() || namespaces.stream().anyMatch(prefix -> fits(event, prefix)));
    }

    private boolean wants(ProtocolEvent event) {
        return switch (event.method()) {
            case "input.requested" -> channels.contains("input");
            case "custom" ->
                channels.contains("custom")
                        || channels.contains(
                                "custom:" + event.data().node().path("name").asText());
            default -> channels.contains(event.method());
        };
    }

    private boolean fits(ProtocolEvent event, List<String> prefix) {
        List<String> namespace = event.namespace();
        int beyond = namespace.size() - prefix.size();
        if (beyond < 0 || (depth != null && beyond > depth)) {
            return false;
        }
        for (int i = 0; i < prefix.size(); i++) {
            String wanted = prefix.get(i);
            String found = namespace.get(i);
            boolean fits = found.equals(wanted) || (!wanted.contains(":") && found.startsWith(wanted + ":"));
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
