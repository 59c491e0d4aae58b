package io.heddle.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The events of a stream that was read to its end. */
record Events(List<Event> all) {
    record Event(String name, String text, long id) {
        JsonNode data() {
            return Json.tree(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Reads a stream strictly as this server writes it; ids grow. */
    static Events of(String stream) {
        List<Event> events = Stream.of(stream.split("\n\n"))
                .filter(block -> !block.isEmpty() && !block.startsWith(":"))
                .map(Events::event)
                .toList();
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).id())
                    .as(stream)
                    .isGreaterThan(events.get(i - 1).id());
        }
        return new Events(events);
    }

    /** What a reader who has seen {@code lastId} has not. */
    Events after(long lastId) {
        return new Events(all.stream().filter(event -> event.id() > lastId).toList());
    }

    List<Event> named(String name) {
        return all.stream().filter(event -> event.name().equals(name)).toList();
    }

    List<String> names() {
        return all.stream().map(Event::name).toList();
    }

    private static Event event(String block) {
        String[] lines = block.split("\n");
        assertThat(lines).as(block).hasSize(3);
        return new Event(
                after("event: ", lines[0]), after("data: ", lines[1]), Long.parseLong(after("id: ", lines[2])));
    }

    private static String after(String name, String line) {
        assertThat(line).startsWith(name);
        return line.substring(name.length());
    }
}
