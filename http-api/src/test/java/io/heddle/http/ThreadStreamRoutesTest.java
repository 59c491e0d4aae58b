package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Open;
import io.heddle.http.EventReader.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ThreadStreamRoutesTest {
    private static final String CHAT =
            "{\"assistant_id\":\"chat\",\"input\":{\"messages\":\"hi\"},\"stream_resumable\":true,"
                    + "\"stream_mode\":[\"values\",\"custom\",\"messages-tuple\"]}";

    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();
    private final String thread = client.newThread();
    private final String at = "/threads/" + thread;

    @Nested
    class The_stream_of_a_thread {
        @Test
        void tells_the_events_of_all_runs_and_the_end_of_each() throws IOException {
            String first = run();
            String second = run();

            List<Event> events = read("", "-", done(second));

            assertThat(names(events).stream().distinct())
                    .containsExactly("metadata", "values", "custom", "messages", "run_done");
            assertThat(events)
                    .filteredOn(event -> event.name().equals("run_done"))
                    .extracting(event -> event.data().get("run_id").asText())
                    .containsExactly(first, second);
            assertThat(events)
                    .extracting(event -> Long.valueOf(event.id()))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }

        @Test
        void goes_on_after_the_last_event_seen() throws IOException {
            run();
            String last = run();
            List<Event> all = read("", "-", done(last));

            for (Event seen : all.subList(0, all.size() - 1)) {
                assertThat(read("", seen.id(), done(last))).isEqualTo(all.subList(all.indexOf(seen) + 1, all.size()));
            }
        }

        @Test
        void tells_what_happens_later_to_those_who_stay() throws IOException {
            try (Open stream = client.open("GET", at + "/stream?stream_mode=lifecycle", null);
                    EventReader events = new EventReader(stream.body())) {
                String run = run();

                assertThat(events.next()).extracting(Event::name).isEqualTo("metadata");
                assertThat(done(run).test(events.next())).isTrue();
            }
        }

        @Test
        void tells_of_edits_by_hand() throws IOException {
            run();
            client.post(at + "/state", "{\"values\":{\"topic\":\"by hand\"}}");

            List<Event> events = read("?stream_mode=state_update", "-", event -> true);

            assertThat(events.getFirst().name()).isEqualTo("state_update");
            assertThat(events.getFirst().data().at("/values/topic").asText()).isEqualTo("by hand");
        }

        @Test
        void of_nobody_is_not_found_and_has_three_modes() {
            assertThat(client.get("/threads/" + Client.missingId() + "/stream").status())
                    .isEqualTo(404);
            assertThat(client.get(at + "/stream?stream_mode=values").status()).isEqualTo(422);
        }

        private List<Event> read(String query, String after, Predicate<Event> last) throws IOException {
            List<Event> read = new ArrayList<>();
            try (Open stream = client.open("GET", at + "/stream" + query, null, "Last-Event-ID", after);
                    EventReader events = new EventReader(stream.body())) {
                do {
                    read.add(events.next());
                } while (!last.test(read.getLast()));
            }
            return read;
        }
    }

    @Nested
    class Who_cannot_keep_a_stream_open {
        @Test
        void asks_again_and_again_with_the_same_cursor() throws IOException {
            String run = run();
            List<String> streamed = new ArrayList<>();
            try (Open stream = client.open("GET", at + "/runs/" + run + "/stream", null, "Last-Event-ID", "-1");
                    EventReader events = new EventReader(stream.body())) {
                events.forEach(event -> streamed.add(event.id() + event.name() + event.text()));
            }

            List<String> asked = new ArrayList<>();
            long after = -1;
            boolean done = false;
            while (!done) {
                JsonNode page = client.get(at + "/runs/" + run + "/events?limit=2&after=" + after)
                        .json();
                page.get("events")
                        .forEach(event -> asked.add(
                                event.get("id").asText() + event.get("event").asText() + event.get("data")));
                after = page.get("last_event_id").asLong();
                done = page.get("done").asBoolean();
            }

            assertThat(asked).isEqualTo(streamed);
        }

        @Test
        void waits_for_the_next_event() {
            String slow = client.startRun(
                    thread, "{\"assistant_id\":\"slow\",\"input\":{},\"stream_mode\":[\"values\",\"custom\"]}");
            String events = at + "/runs/" + slow + "/events";
            JsonNode begun = client.get(events + "?wait=20").json();
            JsonNode nothing =
                    client.get(events + "?after=" + begun.get("last_event_id")).json();
            Thread.startVirtualThread(() -> TestGraphs.release(thread));
            JsonNode over = client.get(events + "?wait=20&after=" + begun.get("last_event_id"))
                    .json();

            assertThat(begun.at("/events/0/event").asText()).isEqualTo("metadata");
            assertThat(begun.get("done").asBoolean()).isFalse();
            assertThat(nothing.get("events").size()).isLessThanOrEqualTo(1);
            assertThat(over.get("events")).isNotEmpty();
        }

        @Test
        void asks_for_a_whole_thread_too() {
            run();
            JsonNode page = client.get(at + "/events?stream_mode=lifecycle").json();

            assertThat(page.get("events").findValuesAsText("event")).containsExactly("metadata", "run_done");
            assertThat(client.get(at + "/events?stream_mode=lifecycle&after=" + page.get("last_event_id"))
                            .json()
                            .get("events"))
                    .isEmpty();
        }
    }

    private String run() {
        String run = client.startRun(thread, CHAT);
        client.get(at + "/runs/" + run + "/join");
        return run;
    }

    private static Predicate<Event> done(String run) {
        return event -> event.name().equals("run_done")
                && event.data().get("run_id").asText().equals(run);
    }

    private static List<String> names(List<Event> events) {
        return events.stream().map(Event::name).toList();
    }
}
