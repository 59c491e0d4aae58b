package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked of many threads at once, and what is shown of each. */
class ThreadSearchTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();

    private String thread(String topic) {
        String id = client.newThread();
        client.post(
                "/threads/" + id + "/runs/wait",
                "{\"assistant_id\":\"chat\",\"input\":{\"topic\":\"" + topic
                        + "\",\"messages\":[{\"type\":\"human\",\"content\":\"hello " + topic + "\"}]}}");
        return id;
    }

    @Test
    void values_are_extracted_under_names_of_the_askers() {
        String id = thread("x");

        Answer found = client.post("/threads/search", """
                {"ids":["%s"],"select":["thread_id"],"extract":{
                  "first":"values.messages[0].content","last":"values.messages[-1].type",
                  "graph":"metadata.graph_id","none":"values.messages[99]","open":"interrupts"}}
                """.formatted(id));

        assertThat(found.json().get(0).toString())
                .isEqualTo("{\"thread_id\":\"" + id + "\",\"extracted\":{\"first\":\"hello x\",\"last\":\"ai\","
                        + "\"graph\":\"chat\",\"none\":null,\"open\":{}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"values.a\"",
                "[\"values.a\"]",
                "{\"a\":1}",
                "{\"a\":\"\"}",
                "{\"a\":\"status\"}",
                "{\"a\":\"values[\"}",
                "{\"a\":\"v\",\"b\":\"values\"}",
                "{\"a\":\"values\",\"b\":\"values\",\"c\":\"values\",\"d\":\"values\",\"e\":\"values\",\"f\":\"values\","
                        + "\"g\":\"values\",\"h\":\"values\",\"i\":\"values\",\"j\":\"values\",\"k\":\"values\"}",
            })
    void what_cannot_be_extracted_is_refused(String extract) {
        Answer refused = client.post("/threads/search", "{\"extract\":" + extract + "}");

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.detail()).startsWith("extract");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ids\":\"a\"",
                "\"ids\":[1]",
                "\"metadata\":[]",
                "\"metadata\":\"a\"",
                "\"values\":[]",
                "\"values\":1",
                "\"status\":\"sleeping\"",
                "\"status\":[\"idle\"]",
            })
    void a_filter_of_a_wrong_shape_is_refused_and_never_finds_more(String filter) {
        String field = filter.substring(1, filter.indexOf('"', 1));
        thread("y");

        for (String route : List.of("/threads/search", "/threads/count")) {
            Answer refused = client.post(route, "{" + filter + "}");
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.detail()).startsWith(field);
        }
    }

    @Test
    void threads_are_counted_by_their_ids_too() {
        String one = client.newThread();
        client.newThread();

        assertThat(client.post("/threads/count", "{\"ids\":[\"" + one + "\"]}").text())
                .isEqualTo("1");
        assertThat(client.post("/threads/search", "{\"ids\":[]}").json()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"thread_id", "status", "created_at", "updated_at", "state_updated_at"})
    void threads_are_sorted_by_any_of_their_fields(String field) {
        String ids = "[\"%s\",\"%s\",\"%s\"]".formatted(thread("a"), client.newThread(), thread("b"));

        List<String> falling = sorted(ids, field, "desc");
        List<String> rising = sorted(ids, field, "asc");

        assertThat(falling)
                .isSortedAccordingTo((one, other) -> other.compareTo(one))
                .hasSize(3);
        assertThat(rising).isSorted().hasSize(3);
    }

    @Test
    void a_state_is_shown_as_far_as_it_is_selected() {
        String at = "/threads/" + thread("z");
        String select = "%5B%22values.topic%22%2C%22values.messages.type%22%2C%22next%22%5D";
        String expected =
                "{\"values\":{\"topic\":\"z\",\"messages\":[{\"type\":\"human\"},{\"type\":\"ai\"}]},\"next\":[]}";

        assertThat(client.get(at + "/state?select=" + select).text()).isEqualTo(expected);
        assertThat(client.get(at + "/state?select=nope").status()).isEqualTo(422);
        assertThat(client.post(at + "/history", "{\"select\":[\"values.topic\",\"metadata.step\"],\"limit\":1}")
                        .text())
                .isEqualTo("[{\"values\":{\"topic\":\"z\"},\"metadata\":{\"step\":2}}]");
        JsonNode head = client.get(at + "/state").json().get("checkpoint");
        assertThat(client.post(
                                at + "/state/checkpoint",
                                "{\"checkpoint\":" + head + ",\"select\":[\"values.topic\",\"values.none\"]}")
                        .text())
                .isEqualTo("{\"values\":{\"topic\":\"z\"}}");
    }

    @Test
    void the_history_of_one_checkpoint_is_that_checkpoint() {
        String at = "/threads/" + thread("w");
        JsonNode all = client.post(at + "/history", "{}").json();
        String id = all.get(1).at("/checkpoint/checkpoint_id").asText();
        String one = "\"checkpoint\":{\"checkpoint_id\":\"" + id + "\"}";

        assertThat(client.post(at + "/history", "{" + one + "}").json()).containsExactly(all.get(1));
        assertThat(client.post(at + "/history", "{" + one + ",\"before\":\"" + id + "\"}")
                        .json())
                .isEmpty();
        assertThat(client.post(at + "/history", "{" + one + ",\"metadata\":{\"step\":99}}")
                        .json())
                .isEmpty();
    }

    private List<String> sorted(String ids, String field, String order) {
        List<String> found = new ArrayList<>();
        client.post(
                        "/threads/search",
                        "{\"ids\":" + ids + ",\"sort_by\":\"" + field + "\",\"sort_order\":\"" + order + "\"}")
                .json()
                .forEach(thread -> found.add(thread.get(field).asText()));
        return found;
    }
}
