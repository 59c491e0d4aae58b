package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Open;
import io.heddle.http.EventReader.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The thread-centric protocol, as its transports carry it. */
class ThreadProtocolTest {
    private static final String ALL = "\"values\",\"updates\",\"checkpoints\",\"messages\",\"tools\",\"lifecycle\","
            + "\"tasks\",\"custom\",\"input\"";

    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();
    private final String thread = UUID.randomUUID().toString();
    private final String at = "/threads/" + thread;

    @Nested
    class A_run {
        @Test
        void makes_its_thread_and_is_told_from_running_to_completed() throws IOException {
            start("chat", "{\"messages\":\"hi\"}");

            List<Event> events = untilTerminal("", -1);

            assertThat(told(events))
                    .startsWith("lifecycle running", "checkpoints", "values", "tasks", "lifecycle started")
                    .containsSequence(
                            "messages message-start",
                            "messages content-block-start",
                            "messages content-block-delta",
                            "messages content-block-delta",
                            "messages content-block-delta",
                            "messages content-block-delta",
                            "messages content-block-delta")
                    .containsSubsequence("messages message-finish", "lifecycle completed", "checkpoints", "values")
                    .endsWith("lifecycle completed");
            assertThat(events)
                    .extracting(event -> event.data().get("seq").asLong())
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(events).allSatisfy(event -> {
                assertThat(event.data().get("event_id").asText()).isEqualTo(event.id());
                assertThat(event.data().get("method").asText()).isEqualTo(event.name());
                assertThat(event.data().at("/params/timestamp").asLong()).isPositive();
            });
            JsonNode values = events.stream()
                    .filter(event -> event.name().equals("values"))
                    .toList()
                    .getLast()
                    .data();
            assertThat(values.at("/params/data/count").asInt()).isEqualTo(100);
            assertThat(values.at("/params/data/messages/0").has("additional_kwargs"))
                    .isFalse();
        }

        @Test
        void is_told_again_just_so_and_goes_on_after_any_event() throws IOException {
            start("chat", "{\"messages\":\"hi\"}");
            List<Event> all = untilTerminal("", -1);

            assertThat(untilTerminal("", -1)).isEqualTo(all);
            for (Event seen : all.subList(0, all.size() - 1)) {
                assertThat(untilTerminal(",\"since\":" + seen.id(), -1))
                        .isEqualTo(all.subList(all.indexOf(seen) + 1, all.size()));
            }
            assertThat(untilTerminal("", Long.parseLong(all.get(3).id()))).isEqualTo(all.subList(4, all.size()));
        }

        @Test
        void asks_is_answered_and_its_numbers_go_on() throws IOException {
            start("review", "{}");
            List<Event> asked = untilTerminal("", -1);
            JsonNode question = asked.stream()
                    .filter(event -> event.name().equals("input.requested"))
                    .findFirst()
                    .orElseThrow()
                    .data()
                    .at("/params/data");

            assertThat(told(asked)).endsWith("lifecycle interrupted");
            assertThat(asked).noneMatch(event -> event.text().contains("__interrupt__"));
            assertThat(question.at("/payload/question").asText()).isEqualTo("all right?");
            assertThat(command("input.respond", "{\"interrupt_id\":\"nope\",\"response\":1}")
                            .get("error")
                            .asText())
                    .isEqualTo("no_such_interrupt");
            JsonNode reply = command(
                    "input.respond",
                    "{\"namespace\":[],\"interrupt_id\":%s,\"response\":\"fine\"}"
                            .formatted(question.get("interrupt_id")));
            assertThat(reply.get("type").asText()).as(reply.toString()).isEqualTo("success");

            List<Event> answered = untilTerminal(",\"since\":" + asked.getLast().id(), -1);
            assertThat(told(answered)).startsWith("lifecycle running").endsWith("lifecycle completed");
            assertThat(command("input.respond", "{\"interrupt_id\":\"x\",\"response\":1}")
                            .get("error")
                            .asText())
                    .isEqualTo("invalid_argument");
        }

        @Test
        void that_fails_or_is_cancelled_is_told_to_be_over() throws IOException {
            start("failing", "{}");
            List<Event> failed = untilTerminal("", -1);
            assertThat(failed.getLast().data().at("/params/data/event").asText())
                    .isEqualTo("failed");
            assertThat(failed.getLast().data().at("/params/data/error").asText())
                    .contains("Boo!");

            String slow = start("slow", "{}");
            client.post(at + "/runs/" + slow + "/cancel?wait=1", "");
            List<Event> cancelled = untilTerminal("", -1);
            assertThat(told(cancelled)).endsWith("lifecycle interrupted", "lifecycle interrupted");
        }
    }

    @Nested
    class A_subscriber {
        @Test
        void is_told_of_the_channels_and_namespaces_asked_for() throws IOException {
            start("nested", "{\"messages\":\"hi\"}");

            assertThat(untilTerminal("[\"lifecycle\",\"messages\"]", "", -1))
                    .extracting(Event::name)
                    .containsOnly("lifecycle", "messages");
            List<Event> inside = new ArrayList<>();
            try (Open stream = subscribe("[\"values\",\"lifecycle\"]", ",\"namespaces\":[[\"talk\"]],\"depth\":0", -1);
                    EventReader events = new EventReader(stream.body())) {
                do {
                    inside.add(events.next());
                } while (!told(inside).getLast().equals("lifecycle completed"));
            }
            assertThat(inside).allSatisfy(event -> {
                assertThat(event.data().at("/params/namespace").size()).isEqualTo(1);
                assertThat(event.data().at("/params/namespace/0").asText()).startsWith("talk:");
            });
        }

        @Test
        void may_come_before_the_thread() throws Exception {
            try (Open stream = subscribe("[" + ALL + "]", "", -1);
                    EventReader events = new EventReader(stream.body())) {
                start("chat", "{\"messages\":\"hi\"}");

                assertThat(events.next().data().at("/params/data/event").asText())
                        .isEqualTo("running");
            }
        }

        @Test
        void has_to_name_channels_that_there_are() {
            assertThat(client.post(at + "/stream/events", "{}").status()).isEqualTo(422);
            assertThat(client.post(at + "/stream/events", "{\"channels\":[\"news\"]}")
                            .detail())
                    .contains("lifecycle");
        }
    }

    @Nested
    class A_command {
        @Test
        void tells_where_things_stand() throws IOException {
            start("outside", "{\"messages\":\"hi\"}");
            untilTerminal("", -1);

            JsonNode tree = command("agent.getTree", "{}").at("/result/tree");
            assertThat(tree.get("graph_name").asText()).isEqualTo("outside");
            assertThat(tree.get("status").asText()).isEqualTo("interrupted");
            assertThat(tree.at("/children/0/graph_name").asText()).isEqualTo("office");
            JsonNode state = command("state.get", "{\"keys\":[\"messages\"]}").get("result");
            assertThat(state.get("values").properties()).hasSize(1);
            assertThat(state.at("/checkpoint/id").asText()).isNotEmpty();
        }

        @Test
        void that_nobody_knows_or_that_is_malformed_is_refused() {
            assertThat(command("nope", "{}").get("error").asText()).isEqualTo("unknown_command");
            assertThat(command("input.inject", "{}").get("error").asText()).isEqualTo("not_supported");
            assertThat(command("input.respond", "{}").get("error").asText()).isEqualTo("no_such_run");
            assertThat(command("run.start", "{\"assistant_id\":\"nobody\"}")
                            .get("error")
                            .asText())
                    .isEqualTo("invalid_argument");
            assertThat(client.post(at + "/commands", "{\"method\":\"run.start\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(client.get(at + "/stream/events").status()).isEqualTo(426);
        }

        @Test
        void that_starts_a_run_where_somebody_asks_answers() throws IOException {
            start("review", "{}");
            untilTerminal("", -1);
            start("review", "\"fine\"");

            assertThat(told(untilTerminal("", -1))).endsWith("lifecycle completed");
        }
    }

    private String start(String graph, String input) {
        JsonNode reply = command("run.start", "{\"assistant_id\":\"%s\",\"input\":%s}".formatted(graph, input));
        assertThat(reply.get("type").asText()).as(reply.toString()).isEqualTo("success");
        return reply.at("/result/run_id").asText();
    }

    private JsonNode command(String method, String params) {
        return client.post(at + "/commands", "{\"id\":7,\"method\":\"%s\",\"params\":%s}".formatted(method, params))
                .json();
    }

    private List<Event> untilTerminal(String since, long lastEventId) throws IOException {
        return untilTerminal("[" + ALL + "]", since, lastEventId);
    }

    private List<Event> untilTerminal(String channels, String since, long lastEventId) throws IOException {
        List<Event> read = new ArrayList<>();
        try (Open stream = subscribe(channels, since, lastEventId);
                EventReader events = new EventReader(stream.body())) {
            do {
                read.add(events.next());
            } while (!isTerminal(read.getLast()));
        }
        return read;
    }

    private Open subscribe(String channels, String more, long lastEventId) {
        String body = "{\"channels\":" + channels + more + "}";
        Open stream = lastEventId < 0
                ? client.open("POST", at + "/stream/events", body)
                : client.open("POST", at + "/stream/events", body, "Last-Event-ID", String.valueOf(lastEventId));
        assertThat(stream.status()).isEqualTo(200);
        return stream;
    }

    private static boolean isTerminal(Event event) {
        return event.name().equals("lifecycle")
                && event.data().at("/params/namespace").isEmpty()
                && List.of("completed", "failed", "interrupted")
                        .contains(event.data().at("/params/data/event").asText());
    }

    /** Methods, with what kind of event it is where there are several. */
    private static List<String> told(List<Event> events) {
        return events.stream()
                .map(event -> (event.name() + " "
                                + event.data().at("/params/data/event").asText(""))
                        .strip())
                .toList();
    }
}
