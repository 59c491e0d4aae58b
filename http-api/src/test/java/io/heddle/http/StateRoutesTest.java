package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StateRoutesTest {
    private static final String CHAT =
            "{\"assistant_id\":\"chat\",\"input\":{\"messages\":[{\"role\":\"user\",\"content\":\"hi\",\"id\":\"h1\"}]}}";

    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();

    @Test
    void a_thread_that_never_ran_has_an_empty_state() {
        Answer state = client.get("/threads/" + client.newThread() + "/state");

        assertThat(state.status()).isEqualTo(200);
        assertThat(state.text())
                .isEqualTo("{\"values\":{},\"next\":[],\"tasks\":[],\"metadata\":{},\"created_at\":null,"
                        + "\"checkpoint\":null,\"parent_checkpoint\":null,\"interrupts\":[]}");
    }

    @Test
    void the_state_of_a_missing_thread_is_404() {
        assertThat(client.get("/threads/" + Client.missingId() + "/state").status())
                .isEqualTo(404);
        assertThat(client.post("/threads/" + Client.missingId() + "/history", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void two_states_are_compared_channel_by_channel() {
        String at = "/threads/" + chatted();
        JsonNode history = client.get(at + "/history").json();
        String first = history.at("/2/checkpoint/checkpoint_id").asText();
        String last = history.at("/0/checkpoint/checkpoint_id").asText();

        JsonNode forth = client.get(at + "/diff?from=" + first + "&to=" + last).json();
        JsonNode back = client.get(at + "/diff?to=" + first).json();

        assertThat(forth.at("/channels/count/before").asInt())
                .isEqualTo(history.at("/2/values/count").asInt());
        assertThat(forth.at("/channels/count/after")).isEqualTo(history.at("/0/values/count"));
        assertThat(forth.at("/channels/messages/added")).isNotEmpty();
        assertThat(back.at("/channels/messages/removed")).isEqualTo(forth.at("/channels/messages/added"));
        assertThat(client.get(at + "/diff?from=" + last).json().toString()).isEqualTo("{\"channels\":{}}");
    }

    @Test
    void two_threads_are_compared_where_they_stand() {
        String at = "/threads/" + chatted();
        String other = chatted();

        JsonNode messages = client.get(at + "/diff?to_thread=" + other).json().at("/channels/messages");

        assertThat(messages.get("removed")).hasSameSizeAs(messages.get("added"));
        assertThat(client.get(at + "/diff").status()).isEqualTo(422);
        assertThat(client.get(at + "/diff?to_thread=" + Client.missingId()).status())
                .isEqualTo(404);
        assertThat(client.get(at + "/diff?from=" + Client.missingId()).status()).isEqualTo(404);
    }

    @Test
    void history_is_newest_first_and_each_entry_can_be_read_by_its_checkpoint() {
        String thread = chatted();

        JsonNode history =
                client.post("/threads/" + thread + "/history", "{\"limit\":10}").json();

        assertThat(history).hasSize(4);
        assertThat(history.at("/0/metadata/step").asInt()).isEqualTo(2);
        assertThat(history.at("/3/metadata/source").asText()).isEqualTo("input");
        assertThat(history.at("/3/next/0").asText()).isEqualTo("__start__");
        assertThat(history.at("/0/parent_checkpoint")).isEqualTo(history.at("/1/checkpoint"));
        for (JsonNode entry : history) {
            JsonNode checkpoint = entry.get("checkpoint");
            String id = checkpoint.get("checkpoint_id").asText();
            JsonNode byPath = client.get("/threads/" + thread + "/state/" + id + "?subgraphs=true")
                    .json();
            JsonNode byObject = client.post(
                            "/threads/" + thread + "/state/checkpoint", "{\"checkpoint\":" + checkpoint + "}")
                    .json();
            assertThat(byPath.get("values")).isEqualTo(entry.get("values"));
            assertThat(byObject).isEqualTo(byPath);
        }
    }

    @Test
    void history_goes_back_from_before_in_each_of_its_forms() {
        String thread = chatted();
        JsonNode history = client.get("/threads/" + thread + "/history").json();
        JsonNode second = history.at("/1/checkpoint");
        String id = second.get("checkpoint_id").asText();

        assertThat(client.get("/threads/" + thread + "/history?limit=1").json()).hasSize(1);
        assertThat(client.get("/threads/" + thread + "/history?before=" + id).json())
                .hasSize(2);
        for (String before : new String[] {"\"" + id + "\"", second.toString(), "{\"configurable\":" + second + "}"}) {
            assertThat(client.post("/threads/" + thread + "/history", "{\"before\":" + before + "}")
                            .json())
                    .as(before)
                    .hasSize(2);
        }
    }

    @Test
    void a_hand_edit_makes_a_checkpoint_that_is_the_new_head() {
        String thread = chatted();

        Answer edited = client.post(
                "/threads/" + thread + "/state", "{\"values\":{\"topic\":\"edited\"},\"as_node\":\"plan\"}");

        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        JsonNode state = client.get("/threads/" + thread + "/state").json();
        assertThat(edited.json().get("checkpoint")).isEqualTo(state.get("checkpoint"));
        assertThat(edited.json().at("/configurable/checkpoint_id")).isEqualTo(state.at("/checkpoint/checkpoint_id"));
        assertThat(state.at("/values/topic").asText()).isEqualTo("edited");
        assertThat(state.at("/metadata/source").asText()).isEqualTo("update");
        assertThat(state.at("/next/0").asText()).isEqualTo("finish");
    }

    @Test
    void a_hand_edit_that_does_not_fit_names_its_channel() {
        String thread = chatted();

        Answer wrong = client.post("/threads/" + thread + "/state", "{\"values\":{\"count\":\"many\"}}");

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.detail()).contains("count");
    }

    @Test
    void a_hand_edit_of_a_thread_without_a_graph_is_refused() {
        String thread = client.newThread();

        Answer refused = client.post("/threads/" + thread + "/state", "{\"values\":{\"topic\":\"x\"}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).startsWith("Thread " + thread + " has no graph ID");
    }

    @Test
    void an_unknown_checkpoint_is_404() {
        String thread = chatted();

        assertThat(client.get("/threads/" + thread + "/state/1f1e5fed-12df-6560-8001-000000000000")
                        .status())
                .isEqualTo(404);
        assertThat(client.get("/threads/" + thread + "/state/nonsense").status())
                .isEqualTo(422);
    }

    @Test
    void a_graph_that_is_not_there_is_not_mistaken_for_the_root() {
        String thread = chatted();
        String id = client.get("/threads/" + thread + "/state")
                .json()
                .at("/checkpoint/checkpoint_id")
                .asText();
        String address = "{\"checkpoint_ns\":\"plan:1\",\"checkpoint_id\":\"" + id + "\"}";

        assertThat(client.post("/threads/" + thread + "/state/checkpoint", "{\"checkpoint\":" + address + "}")
                        .status())
                .isEqualTo(404);
        assertThat(client.post(
                                "/threads/" + thread + "/state/checkpoint",
                                "{\"checkpoint\":{\"checkpoint_ns\":\"plan:1\"}}")
                        .json()
                        .get("values"))
                .isEmpty();
    }

    private String chatted() {
        String thread = client.newThread();
        assertThat(client.post("/threads/" + thread + "/runs/wait", CHAT).status())
                .isEqualTo(200);
        return thread;
    }
}
