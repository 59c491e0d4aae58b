package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Assistants that clients make, change in versions, and run. */
class MadeAssistantsTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();
    private final String mark = UUID.randomUUID().toString();

    @Test
    void an_assistant_is_made_as_asked_and_found() {
        JsonNode made = make("\"name\":\"Ada\",\"description\":\"d\",\"config\":{\"recursion_limit\":3}");

        assertThat(made.get("version").asInt()).isEqualTo(1);
        assertThat(made.get("name").asText()).isEqualTo("Ada");
        assertThat(made.get("description").asText()).isEqualTo("d");
        assertThat(made.get("config").toString()).isEqualTo("{\"recursion_limit\":3}");
        assertThat(client.get(path(made)).json()).isEqualTo(made);
        assertThat(make("").get("name").asText()).isEqualTo("Untitled");
        assertThat(found("\"name\":\"aD\"")).containsExactly(id(made));
        assertThat(client.post("/assistants/count", "{\"metadata\":{\"mark\":\"" + mark + "\"}}")
                        .text())
                .isEqualTo("2");
    }

    @Test
    void a_taken_id_is_refused_or_answered_with_what_is_there() {
        JsonNode made = make("\"name\":\"first\"");
        String again = "{\"graph_id\":\"chat\",\"assistant_id\":\"" + id(made) + "\",\"name\":\"second\"";

        Answer refused = client.post("/assistants", again + "}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.detail()).isEqualTo("Assistant already exists");
        assertThat(client.post("/assistants", again + ",\"if_exists\":\"do_nothing\"}")
                        .json())
                .isEqualTo(made);
        String system = id(client.get("/assistants/chat").json());
        assertThat(client.post("/assistants", "{\"graph_id\":\"chat\",\"assistant_id\":\"" + system + "\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void a_patch_makes_a_version_and_each_version_can_be_used_again() {
        JsonNode first = make("\"config\":{\"configurable\":{\"tone\":\"dry\"}}");

        JsonNode second = client.send(
                        "PATCH",
                        path(first),
                        "{\"name\":\"B\",\"metadata\":{\"more\":1},\"config\":{\"configurable\":{}}}")
                .json();
        assertThat(second.get("version").asInt()).isEqualTo(2);
        assertThat(second.at("/metadata/mark").asText()).isEqualTo(mark);
        assertThat(second.at("/metadata/more").asInt()).isEqualTo(1);
        assertThat(second.get("config").toString()).isEqualTo("{\"configurable\":{}}");

        JsonNode used = client.post(path(first) + "/latest", "{\"version\":1}").json();
        assertThat(used).isEqualTo(first);
        JsonNode third = client.send("PATCH", path(first), "{}").json();
        assertThat(third.get("version").asInt()).isEqualTo(3);
        assertThat(third.get("name").asText()).isEqualTo("Untitled");
        assertThat(client.post(path(first) + "/versions", "{\"limit\":2}")
                        .json()
                        .findValuesAsText("version"))
                .containsExactly("3", "2");
        assertThat(client.post(path(first) + "/versions", "{\"metadata\":{\"more\":1}}")
                        .json()
                        .findValuesAsText("version"))
                .containsExactly("2");
        assertThat(client.post(path(first) + "/latest", "{\"version\":4}").status())
                .isEqualTo(404);
    }

    @Test
    void a_run_takes_over_what_its_request_leaves_open() {
        JsonNode made = make("\"graph_id\":\"nested\",\"config\":{\"configurable\":{\"tone\":\"dry\",\"x\":1}},"
                + "\"context\":{\"x\":2,\"y\":3}");
        String thread = client.newThread();
        String run = client.startRun(
                thread,
                "{\"assistant_id\":\"" + id(made)
                        + "\",\"input\":{},\"context\":{\"y\":4},\"metadata\":{\"own\":true}}");
        client.get("/threads/" + thread + "/runs/" + run + "/join");

        JsonNode config = client.get("/threads/" + thread).json().get("config");
        JsonNode told = client.get("/threads/" + thread + "/runs/" + run).json();
        assertThat(config.toString())
                .contains("\"tone\":\"dry\"")
                .contains("\"x\":2")
                .contains("\"y\":4");
        assertThat(told.get("assistant_id").asText()).isEqualTo(id(made));
        assertThat(told.at("/metadata/mark").asText()).isEqualTo(mark);
        assertThat(told.at("/metadata/own").asBoolean()).isTrue();
        assertThat(client.get("/threads/" + thread)
                        .json()
                        .at("/metadata/assistant_id")
                        .asText())
                .isEqualTo(id(made));
    }

    @Test
    void a_limit_of_steps_holds_for_runs_that_set_none() {
        JsonNode made = make("\"graph_id\":\"chat\",\"config\":{\"recursion_limit\":1}");

        Answer limited = client.post(
                "/threads/" + client.newThread() + "/runs/wait",
                "{\"assistant_id\":\"" + id(made) + "\",\"input\":{}}");

        assertThat(limited.json().at("/__error__/error").asText()).isEqualTo("GraphRecursionError");
    }

    @Test
    void a_deleted_assistant_is_gone_with_its_threads_if_asked() {
        JsonNode made = make("");
        String thread = client.newThread();
        client.post("/threads/" + thread + "/runs/wait", "{\"assistant_id\":\"" + id(made) + "\",\"input\":{}}");
        client.send("PATCH", "/threads/" + thread, "{\"metadata\":{\"seen\":1}}");

        Answer gone = client.delete(path(made) + "?delete_threads=true");

        assertThat(gone.status()).isEqualTo(200);
        assertThat(gone.text()).isEqualTo("[\"" + id(made) + "\"]");
        assertThat(client.get(path(made)).status()).isEqualTo(404);
        assertThat(client.get("/threads/" + thread).status()).isEqualTo(404);
        assertThat(client.delete(path(made)).status()).isEqualTo(404);
        Answer run = client.post(
                "/threads/" + client.newThread() + "/runs", "{\"assistant_id\":\"" + id(made) + "\",\"input\":{}}");
        assertThat(run.status()).isEqualTo(404);
        assertThat(run.detail()).contains("No assistant found for");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"graph_id\":\"nope\"}; 404; No assistant found for \"nope\"",
                "{}; 422; graph_id",
                "{\"graph_id\":\"chat\",\"assistant_id\":\"x\"}; 422; assistant_id",
                "{\"graph_id\":\"chat\",\"config\":{\"recursion_limit\":0}}; 422; config.recursion_limit",
                "{\"graph_id\":\"chat\",\"config\":{\"configurable\":[]}}; 422; config.configurable",
                "{\"graph_id\":\"chat\",\"metadata\":[]}; 422; metadata",
                "{\"graph_id\":\"chat\",\"if_exists\":\"x\"}; 422; if_exists",
            })
    void what_does_not_fit_is_refused_by_name(String body, int status, String begin) {
        Answer refused = client.post("/assistants", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(refused.detail()).startsWith(begin);
    }

    @Test
    void a_graphs_own_assistant_stays_as_it_is() {
        assertThat(client.send("PATCH", "/assistants/chat", "{\"name\":\"x\"}").status())
                .isEqualTo(422);
        String thread = client.newThread();
        client.post("/threads/" + thread + "/runs/wait", "{\"assistant_id\":\"chat\",\"input\":{}}");
        client.send("PATCH", "/threads/" + thread, "{\"metadata\":{\"seen\":1}}");
        assertThat(client.delete("/assistants/chat?delete_threads=true").status())
                .isEqualTo(422);
        assertThat(client.get("/threads/" + thread).status()).isEqualTo(200);
        assertThat(client.post("/assistants/chat/versions", "{}").json()).hasSize(1);
    }

    private JsonNode make(String members) {
        String graph = members.contains("graph_id") ? "" : "\"graph_id\":\"chat\",";
        Answer made = client.post(
                "/assistants",
                "{" + graph + members + (members.isEmpty() ? "" : ",") + "\"metadata\":{\"mark\":\"" + mark + "\"}}");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made.json();
    }

    private List<String> found(String members) {
        return client.post("/assistants/search", "{\"metadata\":{\"mark\":\"" + mark + "\"}," + members + "}")
                .json()
                .findValuesAsText("assistant_id");
    }

    private static String id(JsonNode assistant) {
        return assistant.get("assistant_id").asText();
    }

    private static String path(JsonNode assistant) {
        return "/assistants/" + id(assistant);
    }
}
