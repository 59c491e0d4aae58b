package io.heddle.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads an event stream strictly, as this server writes it: event, data, id, blank line; comments between events only. */
final class EventReader implements AutoCloseable {
    private final BufferedReader lines;
    private int comments;

    EventReader(InputStream stream) {
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** The next event; null at the end. */
    @Nullable
    Event next() {
        try {
            String line = lines.readLine();
            while (line != null && line.startsWith(":")) {
                comments++;
                expect("", lines.readLine());
                line = lines.readLine();
            }
            if (line == null) {
                return null;
            }
            Event event = new Event(
                    after("event: ", line), after("data: ", lines.readLine()), after("id: ", lines.readLine()));
            expect("", lines.readLine());
            return event;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Event> all() {
        List<Event> events = new ArrayList<>();
        forEach(events::add);
        return events;
    }

    /** Reads to the end without keeping the events. */
    void forEach(Consumer<Event> action) {
        for (Event event = next(); event != null; event = next()) {
            action.accept(event);
        }
    }

    /** Comment lines seen so far. */
    int comments() {
        return comments;
    }

    /** Hangs up. */
    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static String after(String name, @Nullable String line) {
        if (line == null || !line.startsWith(name)) {
            throw new AssertionError("expected a line \"" + name + "…\", found " + line);
        }
        return line.substring(name.length());
    }

    private static void expect(String expected, @Nullable String line) {
        if (!expected.equals(line)) {
            throw new AssertionError("expected \"" + expected + "\", found " + line);
        }
    }

    record Event(String name, String text, String id) {
        JsonNode data() {
            return Json.tree(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
