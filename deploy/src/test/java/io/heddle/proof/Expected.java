package io.heddle.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The state that a thread of {@link ProofGraphs#ALL}'s echo should have: what it was told, in order. Not thread-safe. */
final class Expected {
    private final List<String> messages;
    private final List<String> markers;
    private int count;
    private String topic;

    Expected() {
        this(List.of(), List.of(), 0, "");
    }

    private Expected(List<String> messages, List<String> markers, int count, String topic) {
        this.messages = new ArrayList<>(messages);
        this.markers = new ArrayList<>(markers);
        this.count = count;
        this.topic = topic;
    }

    Expected copy() {
        return new Expected(messages, markers, count, topic);
    }

    /** The input that says {@code text} was applied; nothing else was. */
    void told(String text) {
        messages.add(text);
        markers.add(text);
        topic = text;
    }

    /** The node answered {@code text}. */
    void answered(String text) {
        messages.add(ProofGraphs.echo(text));
        markers.add(ProofGraphs.done(text));
        count++;
    }

    /** The channels that differ are told with what they were and are, and nobody else's. */
    void assertLeadsTo(Expected now, JsonNode channels) {
        JsonNode counted = channels.path("count");
        assertThat(counted.path("before").asInt(count))
                .as("count in %s", channels)
                .isEqualTo(count);
        assertThat(counted.path("after").asInt(now.count))
                .as("count in %s", channels)
                .isEqualTo(now.count);
        assertThat(counted.isMissingNode() && count != now.count)
                .as("count in %s", channels)
                .isFalse();
        assertThat(markers)
                .as("removed markers in %s", channels)
                .containsAll(texts(channels.path("markers").path("removed"), ""));
        assertThat(now.markers)
                .as("added markers in %s", channels)
                .containsAll(texts(channels.path("markers").path("added"), ""));
    }

    void assertIs(JsonNode values) {
        assertThat(texts(values.path("messages"), "content"))
                .as("messages in %s", values)
                .isEqualTo(messages);
        assertThat(texts(values.path("markers"), ""))
                .as("markers in %s", values)
                .isEqualTo(markers);
        assertThat(values.path("count").asInt()).as("count in %s", values).isEqualTo(count);
        assertThat(values.path("topic").asText("")).as("topic in %s", values).isEqualTo(topic);
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add((field.isEmpty() ? item : item.path(field)).asText()));
        return texts;
    }
}
