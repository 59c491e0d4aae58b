package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heddle.http.Client.Open;
import io.heddle.http.EventReader.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStreamTest {
    private static final String INPUT =
            "\"input\":{\"messages\":[{\"role\":\"user\",\"content\":\"hi\\u2028there\",\"id\":\"h1\"}]}";
    private static final String CHAT = "\"assistant_id\":\"chat\"," + INPUT;
    private static final String SLOW = "\"assistant_id\":\"slow\",\"input\":{}";

    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway("heddle.http.heartbeat-interval = 100ms");

    private final Client client = GATEWAY.client();
    private final String thread = client.newThread();
    private final String runs = "/threads/" + thread + "/runs";

    @Nested
    class A_started_stream {
        @Test
        void carries_the_headers_that_clients_live_by() throws IOException {
            try (Open stream = client.open("POST", runs + "/stream", "{" + CHAT + "}")) {
                assertThat(stream.status()).isEqualTo(200);
                assertThat(stream.header("content-type")).startsWith("text/event-stream");
                assertThat(stream.header("cache-control")).isEqualTo("no-cache");
                assertThat(stream.header("x-accel-buffering")).isEqualTo("no");
                assertThat(stream.header("content-location")).matches("/threads/" + thread + "/runs/[0-9a-f-]{36}");
                assertThat(stream.header("location")).isEqualTo(stream.header("content-location") + "/stream");
                assertThat(stream.header("access-control-expose-headers")).contains("content-location", "location");
                assertThat(stream.headers().firstValue("content-encoding")).isEmpty();
            }
        }

        @Test
        void is_numbered_from_zero_and_begins_with_metadata() {
            List<Event> events = stream("{" + CHAT + "}");

            assertThat(events.getFirst().name()).isEqualTo("metadata");
            assertThat(events.getFirst().data().get("attempt").asInt()).isEqualTo(1);
            assertThat(events).extracting(Event::id).containsExactlyElementsOf(decimals(events.size()));
            assertThat(events).extracting(Event::name).containsOnly("metadata", "values");
            assertThat(events.getLast().data().get("count").asInt()).isEqualTo(100);
        }

        @ParameterizedTest
        @CsvSource({
            "values, values",
            "updates, updates",
            "custom, custom",
            "messages-tuple, messages",
        })
        void shows_the_one_mode_asked_for(String mode, String event) {
            List<Event> events = stream("{" + CHAT + ",\"stream_mode\":\"" + mode + "\"}");

            assertThat(events)
                    .extracting(Event::name)
                    .containsOnly("metadata", event)
                    .contains(event);
        }

        @Test
        void shows_messages_as_they_grow() {
            List<Event> events = stream("{" + CHAT + ",\"stream_mode\":\"messages\"}");

            assertThat(events)
                    .extracting(Event::name)
                    .contains("messages/metadata", "messages/partial")
                    .endsWith("messages/complete");
            assertThat(events.stream()
                            .filter(event -> event.name().equals("messages/partial"))
                            .map(event -> event.data().at("/0/content").asText()))
                    .containsSequence("b", "be", "beg", "begi", "begin");
        }

        @Test
        void shows_several_modes_in_order() {
            List<Event> events =
                    stream("{" + CHAT + ",\"stream_mode\":[\"values\",\"updates\",\"custom\",\"messages-tuple\"]}");

            assertThat(events)
                    .extracting(Event::name)
                    .startsWith("metadata", "values", "custom", "messages")
                    .endsWith("updates", "values");
            assertThat(events).extracting(Event::id).containsExactlyElementsOf(decimals(events.size()));
        }

        @Test
        void is_over_only_when_the_end_is_durable() {
            List<Event> events = stream("{" + CHAT + "}");

            String run = events.getFirst().data().get("run_id").asText();
            assertThat(client.get(runs + "/" + run).json().get("status").asText())
                    .isEqualTo("success");
        }

        @Test
        void of_a_failing_run_ends_with_the_error() {
            List<Event> events = stream("{\"assistant_id\":\"failing\",\"input\":{}}");

            assertThat(events.getLast().name()).isEqualTo("error");
            assertThat(events.getLast().data().get("error").asText()).isEqualTo("CustomError");
            assertThat(events.getLast().data().get("message").asText()).contains("Boo!");
        }

        @Test
        void of_a_queued_run_opens_at_once_and_stays_silent() throws IOException {
            client.startRun(thread, "{" + SLOW + "}");

            try (Open queued = client.open("POST", runs + "/stream", "{" + SLOW + "}");
                    EventReader events = new EventReader(queued.body())) {
                assertThat(queued.header("content-location")).isNotEmpty();
                TestGraphs.release(thread);
                assertThat(events.all())
                        .extracting(Event::name)
                        .startsWith("metadata")
                        .endsWith("values");
            }
        }

        @Test
        void beats_at_a_steady_pace_while_nothing_happens() throws IOException {
            try (Open quiet = client.open("POST", runs + "/stream", "{" + SLOW + "}");
                    EventReader events = new EventReader(quiet.body())) {
                assertThat(events.next()).isNotNull();
                var rest = Thread.ofVirtual().start(events::all);
                await().until(() -> events.comments() >= 5);
                TestGraphs.release(thread);
                await().until(() -> !rest.isAlive());
            }
        }
    }

    @Nested
    class A_joined_stream {
        private static final String RESUMABLE = CHAT
                + ",\"stream_resumable\":true,\"stream_mode\":[\"values\",\"updates\",\"custom\",\"messages-tuple\"]";

        @Test
        void from_the_start_is_exactly_the_original() {
            List<Event> original = stream("{" + RESUMABLE + "}");
            String run = original.getFirst().data().get("run_id").asText();

            assertThat(join(run, "", "-1")).isEqualTo(original);
            assertThat(join(run, "", "-")).isEqualTo(original);
        }

        @Test
        void goes_on_after_the_last_event_seen() {
            List<Event> original = stream("{" + RESUMABLE + "}");
            String run = original.getFirst().data().get("run_id").asText();

            for (Event seen : original) {
                List<Event> rest = original.subList(original.indexOf(seen) + 1, original.size());
                assertThat(join(run, "", seen.id())).isEqualTo(rest);
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "?stream_mode=updates; updates",
                    "?stream_mode=%5B%22updates%22%5D; updates",
                    "?stream_mode=custom&stream_mode=updates; custom updates"
                })
        void shows_only_the_modes_asked_for(String query, String names) {
            List<Event> original = stream("{" + RESUMABLE + "}");
            String run = original.getFirst().data().get("run_id").asText();

            List<String> wanted = new ArrayList<>(List.of(names.split(" ")));
            wanted.add("metadata");
            assertThat(join(run, query, "-1"))
                    .isEqualTo(original.stream()
                            .filter(event -> wanted.contains(event.name()))
                            .toList());
        }

        @Test
        void of_a_running_run_is_live() throws IOException {
            String run = client.startRun(thread, "{" + SLOW + ",\"stream_mode\":[\"values\",\"custom\"]}");

            try (Open joined = client.open("GET", runs + "/" + run + "/stream", null, "Last-Event-ID", "-1");
                    EventReader events = new EventReader(joined.body())) {
                assertThat(joined.header("location")).isEqualTo(runs + "/" + run + "/stream");
                assertThat(events.next().name()).isEqualTo("metadata");
                TestGraphs.release(thread);
                assertThat(events.all().getLast().data().get("count").asInt()).isEqualTo(1);
            }
        }

        @Test
        void with_a_foreign_event_id_is_refused() {
            String run = client.startRun(thread, "{" + CHAT + "}");

            assertThat(client.get(runs + "/" + run + "/stream", "Last-Event-ID", "173-0")
                            .status())
                    .isEqualTo(422);
        }

        private List<Event> join(String run, String query, String lastEventId) {
            try (Open joined = client.open(
                            "GET", runs + "/" + run + "/stream" + query, null, "Last-Event-ID", lastEventId);
                    EventReader events = new EventReader(joined.body())) {
                assertThat(joined.status()).isEqualTo(200);
                return events.all();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Nested
    class When_the_reader_hangs_up {
        @Test
        void the_run_is_cancelled_if_it_was_to_be() throws IOException {
            hangUp("POST", runs + "/stream", "{" + SLOW + ",\"on_disconnect\":\"cancel\"}");

            awaitStatus(latestRun(), "interrupted");
        }

        @Test
        void the_run_goes_on_otherwise() throws IOException {
            long lost = GATEWAY.gateway().metrics().lostReaders();
            hangUp("POST", runs + "/stream", "{" + SLOW + "}");

            await().until(() -> GATEWAY.gateway().metrics().lostReaders() > lost);
            assertThat(status(latestRun())).isEqualTo("running");
            TestGraphs.release(thread);
            awaitStatus(latestRun(), "success");
        }

        @Test
        void a_join_may_cancel_too() throws IOException {
            String run = client.startRun(thread, "{" + SLOW + "}");

            hangUp("GET", runs + "/" + run + "/stream?cancel_on_disconnect=1", null);

            awaitStatus(run, "interrupted");
        }

        @Test
        void a_waiting_reply_may_cancel_too() throws IOException {
            hangUp("POST", runs + "/wait", "{" + SLOW + ",\"on_disconnect\":\"cancel\"}");

            awaitStatus(latestRun(), "interrupted");
        }

        @Test
        void no_stream_is_left_open() {
            await().until(() -> GATEWAY.gateway().metrics().openStreams() == 0);
        }

        private void hangUp(String method, String path, String body) throws IOException {
            try (Open stream = client.open(method, path, body)) {
                assertThat(stream.status()).isEqualTo(200);
            }
        }
    }

    private List<Event> stream(String body) {
        try (Open stream = client.open("POST", runs + "/stream", body);
                EventReader events = new EventReader(stream.body())) {
            assertThat(stream.status()).isEqualTo(200);
            return events.all();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String latestRun() {
        return client.get(runs).json().at("/0/run_id").asText();
    }

    private String status(String run) {
        return client.get(runs + "/" + run).json().get("status").asText();
    }

    private void awaitStatus(String run, String status) {
        await().untilAsserted(() -> assertThat(status(run)).isEqualTo(status));
    }

    private static List<String> decimals(int count) {
        return Stream.iterate(0, i -> i + 1).limit(count).map(String::valueOf).toList();
    }
}
