package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AssistantRoutesTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();

    @Test
    void an_assistant_is_found_by_graph_name_and_by_id() {
        JsonNode byName = client.get("/assistants/chat").json();

        JsonNode byId =
                client.get("/assistants/" + byName.get("assistant_id").asText()).json();

        assertThat(byId).isEqualTo(byName);
        assertThat(byName.get("graph_id").asText()).isEqualTo("chat");
        assertThat(byName.at("/metadata/created_by").asText()).isEqualTo("system");
        assertThat(byName.get("version").asInt()).isEqualTo(1);
    }

    @Test
    void an_unknown_assistant_is_404_in_the_words_of_the_protocol() {
        Answer missing = client.get("/assistants/nope");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.detail()).isEqualTo("Assistant not found");
        assertThat(client.get("/assistants/nope/graph").status()).isEqualTo(404);
    }

    @Test
    void assistants_are_searched_and_counted() {
        Answer all = client.post("/assistants/search", "{\"limit\":3,\"sort_by\":\"name\",\"sort_order\":\"asc\"}");
        Answer one = client.post("/assistants/search", "{\"graph_id\":\"slow\",\"select\":[\"name\"]}");

        assertThat(all.json()).hasSize(3);
        assertThat(all.json().at("/0/name").asText()).isEqualTo("chat");
        assertThat(all.header("x-pagination-total")).isEqualTo("10");
        assertThat(all.header("x-pagination-next")).isEqualTo("3");
        assertThat(one.text()).isEqualTo("[{\"name\":\"slow\"}]");
        assertThat(client.post("/assistants/count", "{\"name\":\"LO\"}").text()).isEqualTo("3");
        assertThat(client.post("/assistants/count", "{\"metadata\":{\"created_by\":\"me\"}}")
                        .text())
                .isEqualTo("0");
    }

    @Test
    void a_graph_is_described_by_the_schemas_of_its_channels() {
        JsonNode schemas = client.get("/assistants/chat/schemas").json();

        assertThat(schemas.propertyStream().map(Map.Entry::getKey))
                .containsExactly(
                        "graph_id", "input_schema", "output_schema", "state_schema", "config_schema", "context_schema");
        assertThat(schemas.get("graph_id").asText()).isEqualTo("chat");
        assertThat(schemas.at("/input_schema/properties/messages/langgraph_type")
                        .asText())
                .isEqualTo("messages");
        assertThat(schemas.at("/input_schema/$defs/HumanMessage/properties/type/const")
                        .asText())
                .isEqualTo("human");
        assertThat(schemas.at("/state_schema/properties/topic/type").asText()).isEqualTo("string");
        assertThat(schemas.at("/output_schema/properties/count/type").asText()).isEqualTo("integer");
        assertThat(schemas.get("config_schema").isNull()).isTrue();
        assertThat(client.get("/assistants/nested/schemas").json().at("/config_schema/properties/tone/default"))
                .hasToString("\"plain\"");
        assertThat(client.get("/assistants/nope/schemas").status()).isEqualTo(404);
    }

    @Test
    void a_graph_is_drawn_with_its_rims() {
        JsonNode graph = client.get("/assistants/chat/graph").json();

        assertThat(graph.get("nodes").findValuesAsText("id").stream().distinct())
                .containsExactly("__start__", "plan", "finish", "__end__");
        assertThat(graph.at("/edges/0").toString())
                .isEqualTo("{\"source\":\"__start__\",\"target\":\"plan\",\"conditional\":false}");
    }

    @Test
    void a_graph_is_drawn_with_its_subgraphs_opened_as_deep_as_asked() {
        assertThat(nodes("/assistants/nested/graph?xray=false"))
                .containsExactly("__start__", "talk", "finish", "__end__");
        assertThat(nodes("/assistants/nested/graph?xray=true"))
                .isEqualTo(nodes("/assistants/nested/graph?xray=1"))
                .containsExactly("__start__", "talk:plan", "talk:finish", "finish", "__end__");
        assertThat(client.get("/assistants/nested/graph")
                        .json()
                        .at("/nodes/2/metadata/team")
                        .asText())
                .isEqualTo("blue");
    }

    @Test
    void the_graphs_inside_a_graph_are_described_by_the_way_to_them() {
        JsonNode inside = client.get("/assistants/nested/subgraphs").json();

        assertThat(inside.propertyStream().map(Map.Entry::getKey)).containsExactly("talk");
        assertThat(inside.get("talk"))
                .isEqualTo(client.get("/assistants/chat/schemas").json());
        assertThat(client.get("/assistants/nested/subgraphs/talk?recurse=true").json())
                .isEqualTo(inside);
        assertThat(client.get("/assistants/nested/subgraphs/talk%3A1%7Cdeeper").text())
                .isEqualTo("{}");
        assertThat(client.get("/assistants/chat/subgraphs").text()).isEqualTo("{}");
        assertThat(client.get("/assistants/nope/subgraphs").status()).isEqualTo(404);
    }

    @Test
    void a_depth_that_is_none_is_refused() {
        Answer refused = client.get("/assistants/nested/graph?xray=deep");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).contains("xray").contains("true, false, or how many levels of subgraphs to open");
    }

    private List<String> nodes(String path) {
        return client.get(path)
                .json()
                .get("nodes")
                .valueStream()
                .map(node -> node.get("id").asText())
                .toList();
    }
}
