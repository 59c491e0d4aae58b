package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ThreadRoutesTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();

    @Test
    void a_created_thread_has_the_shape_of_the_protocol() {
        Answer made = client.post("/threads", "{\"metadata\":{\"a\":1}}");

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.header("content-type")).startsWith("application/json");
        JsonNode thread = made.json();
        assertThat(names(thread))
                .containsExactly(
                        "thread_id",
                        "created_at",
                        "updated_at",
                        "state_updated_at",
                        "metadata",
                        "config",
                        "status",
                        "values",
                        "interrupts",
                        "error");
        assertThat(UUID.fromString(thread.get("thread_id").asText()).version()).isEqualTo(7);
        assertThat(OffsetDateTime.parse(thread.get("created_at").asText())).isNotNull();
        assertThat(thread.get("metadata").toString()).isEqualTo("{\"a\":1}");
        assertThat(thread.get("status").asText()).isEqualTo("idle");
        assertThat(thread.get("interrupts")).isEmpty();
    }

    @Test
    void an_empty_body_and_a_text_body_create_a_thread_too() {
        assertThat(client.send("POST", "/threads", null).status()).isEqualTo(200);
        assertThat(client.post("/threads", "{\"metadata\":null}", "Content-Type", "text/plain")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_thread_that_exists_is_refused_or_returned() {
        String id = "it-" + Client.missingId();
        client.post("/threads", "{\"thread_id\":\"" + id + "\",\"metadata\":{\"first\":true}}");

        Answer refused = client.post("/threads", "{\"thread_id\":\"" + id + "\"}");
        Answer returned = client.post("/threads", "{\"thread_id\":\"" + id + "\",\"if_exists\":\"do_nothing\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).isEqualTo("{\"detail\":\"Thread already exists\",\"code\":\"thread-exists\"}");
        assertThat(returned.status()).isEqualTo(200);
        assertThat(returned.json().at("/metadata/first").asBoolean()).isTrue();
    }

    @Test
    void a_missing_thread_is_404_in_the_words_of_the_protocol() {
        String id = Client.missingId();

        Answer missing = client.get("/threads/" + id);

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.detail()).isEqualTo("Thread with ID " + id + " not found");
        assertThat(client.send("PATCH", "/threads/" + id, "{\"metadata\":{}}").status())
                .isEqualTo(404);
        assertThat(client.delete("/threads/" + id).status()).isEqualTo(404);
    }

    @Test
    void a_patch_merges_metadata_key_by_key() {
        String id = client.newThread();
        client.send("PATCH", "/threads/" + id, "{\"metadata\":{\"a\":1,\"b\":{\"c\":2}}}");

        Answer whole = client.send("PATCH", "/threads/" + id, "{\"metadata\":{\"b\":{\"d\":3}}}");
        Answer minimal = client.send("PATCH", "/threads/" + id, "{\"metadata\":{\"e\":4}}", "Prefer", "return=minimal");

        assertThat(whole.json().get("metadata").toString()).isEqualTo("{\"a\":1,\"b\":{\"d\":3}}");
        assertThat(minimal.status()).isEqualTo(204);
        assertThat(minimal.text()).isEmpty();
        assertThat(client.get("/threads/" + id).json().at("/metadata/e").asInt())
                .isEqualTo(4);
    }

    @Test
    void a_deleted_thread_is_gone() {
        String id = client.newThread();

        assertThat(client.delete("/threads/" + id).status()).isEqualTo(204);
        assertThat(client.get("/threads/" + id).status()).isEqualTo(404);
        assertThat(client.delete("/threads/" + id).detail()).isEqualTo("Thread with ID " + id + " not found");
    }

    @Test
    void ids_in_paths_are_decoded_once() {
        client.post("/threads", "{\"thread_id\":\"a:b~c.d\"}");

        assertThat(client.get("/threads/a%3Ab%7Ec%2Ed").json().get("thread_id").asText())
                .isEqualTo("a:b~c.d");
        assertThat(client.get("/threads/a%253Ab").status()).isEqualTo(422);
        assertThat(client.get("/threads/a%2Fb").status()).isEqualTo(422);
    }

    @Test
    void a_search_says_how_many_there_are_and_where_the_next_page_begins() {
        String mark = Client.missingId();
        for (int i = 0; i < 3; i++) {
            client.post("/threads", "{\"metadata\":{\"mark\":\"" + mark + "\",\"i\":" + i + "}}");
        }
        String filter = "\"metadata\":{\"mark\":\"" + mark + "\"}";

        Answer first = client.post("/threads/search", "{" + filter + ",\"limit\":2}");
        Answer last = client.post("/threads/search", "{" + filter + ",\"limit\":2,\"offset\":2}");

        assertThat(first.json()).hasSize(2);
        assertThat(first.header("x-pagination-total")).isEqualTo("3");
        assertThat(first.header("x-pagination-next")).isEqualTo("2");
        assertThat(last.json()).hasSize(1);
        assertThat(last.header("x-pagination-total")).isEqualTo("3");
        assertThat(last.headers().firstValue("x-pagination-next")).isEmpty();
        assertThat(client.post("/threads/count", "{" + filter + "}").text()).isEqualTo("3");
    }

    @Test
    void a_search_returns_only_the_members_selected() {
        String id = client.newThread();

        Answer found =
                client.post("/threads/search", "{\"ids\":[\"" + id + "\"],\"select\":[\"status\",\"thread_id\"]}");

        assertThat(found.text()).isEqualTo("[{\"status\":\"idle\",\"thread_id\":\"" + id + "\"}]");
        assertThat(client.post("/threads/search", "{\"ids\":[\"" + id + "\"],\"select\":[\"nope\"]}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void after_a_run_the_thread_can_be_found_by_its_graph() {
        String id = client.newThread();
        client.post("/threads/" + id + "/runs/wait", "{\"assistant_id\":\"chat\",\"input\":{\"topic\":\"x\"}}");

        JsonNode thread = client.get("/threads/" + id).json();
        Answer found = client.post(
                "/threads/search",
                "{\"ids\":[\"" + id + "\"],\"metadata\":{\"graph_id\":\"chat\"},"
                        + "\"values\":{\"topic\":\"x\"},\"status\":\"idle\"}");

        assertThat(thread.at("/values/count").asInt()).isEqualTo(100);
        assertThat(found.json()).hasSize(1);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
