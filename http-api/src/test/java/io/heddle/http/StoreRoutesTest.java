package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreRoutesTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();
    private final String user = "u-" + UUID.randomUUID();

    @Test
    void an_item_is_put_read_replaced_and_deleted() {
        assertThat(put("a", "{\"n\":1}").status()).isEqualTo(204);
        put("a", "{\"n\":2}");

        JsonNode item =
                client.get("/store/items?namespace=" + user + ".facts&key=a").json();
        assertThat(item.get("namespace").toString()).isEqualTo("[\"" + user + "\",\"facts\"]");
        assertThat(item.get("key").asText()).isEqualTo("a");
        assertThat(item.get("value").toString()).isEqualTo("{\"n\":2}");
        assertThat(item.get("created_at").asText()).startsWith("2");
        assertThat(item.has("updated_at")).isTrue();

        String address = "{\"namespace\":[\"" + user + "\",\"facts\"],\"key\":\"a\"}";
        assertThat(client.send("DELETE", "/store/items", address).status()).isEqualTo(204);
        assertThat(client.send("DELETE", "/store/items", address).status()).isEqualTo(204);
        Answer missing = client.get("/store/items?namespace=" + user + ".facts&key=a");
        assertThat(missing.status()).isEqualTo(200);
        assertThat(missing.text()).isEqualTo("null");
    }

    @Test
    void items_are_searched_by_prefix_and_operators_and_paged() {
        put("a", "{\"stars\":3,\"kind\":\"food\"}");
        put("b", "{\"stars\":4,\"kind\":\"food\"}");
        put("c", "{\"stars\":5,\"kind\":\"walk\"}");

        assertThat(keys("\"filter\":{\"stars\":{\"$gte\":4}}")).isEqualTo("[c, b]");
        assertThat(keys("\"filter\":{\"kind\":\"food\",\"stars\":{\"$lt\":4,\"$ne\":9}}"))
                .isEqualTo("[a]");
        assertThat(keys("\"limit\":1,\"offset\":1")).isEqualTo("[b]");
        assertThat(keys("\"query\":\"\",\"refresh_ttl\":false")).isEqualTo("[c, b, a]");
        assertThat(client.post("/store/items/search", "{\"namespace_prefix\":[\"nobody\"]}")
                        .text())
                .isEqualTo("{\"items\":[]}");
    }

    @Test
    void namespaces_are_listed_by_prefix_suffix_and_depth() {
        put("a", "{}");
        client.send("PUT", "/store/items", "{\"namespace\":[\"" + user + "\",\"notes\"],\"key\":\"b\",\"value\":{}}");

        assertThat(namespaces("\"prefix\":[\"" + user + "\"]"))
                .isEqualTo("[[\"" + user + "\",\"facts\"],[\"" + user + "\",\"notes\"]]");
        assertThat(namespaces("\"prefix\":[\"" + user + "\"],\"suffix\":[\"notes\"]"))
                .isEqualTo("[[\"" + user + "\",\"notes\"]]");
        assertThat(namespaces("\"prefix\":[\"" + user + "\"],\"max_depth\":1")).isEqualTo("[[\"" + user + "\"]]");
    }

    @Test
    void an_item_with_a_time_to_live_is_gone_after_it() {
        put("short", "{\"n\":1},\"ttl\":0.0001");
        put("long", "{\"n\":1},\"ttl\":5");

        await().untilAsserted(() -> assertThat(
                        client.get("/store/items?refresh_ttl=false&namespace=" + user + ".facts&key=short")
                                .text())
                .isEqualTo("null"));
        assertThat(keys("\"limit\":5")).isEqualTo("[long]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "PUT; /store/items; {\"namespace\":[\"a.b\"],\"key\":\"k\",\"value\":{}}; 422; Namespace labels cannot be"
                        + " empty or contain periods. Received: a.b",
                "PUT; /store/items; {\"namespace\":[\"a\",\"\"],\"key\":\"k\",\"value\":{}}; 422; Namespace labels cannot",
                "PUT; /store/items; {\"namespace\":[],\"key\":\"k\",\"value\":{}}; 400; namespace",
                "PUT; /store/items; {\"namespace\":[\"a\"],\"key\":\"k\",\"value\":7}; 422; value: found 7",
                "PUT; /store/items; {\"namespace\":[\"a\"],\"key\":\"k\"}; 422; value: found nothing",
                "PUT; /store/items; {\"namespace\":[\"a\"],\"key\":\"\",\"value\":{}}; 422; key",
                "PUT; /store/items; {\"namespace\":[\"a\"],\"value\":{}}; 422; key",
                "PUT; /store/items; {\"namespace\":[\"a\"],\"key\":\"k\",\"value\":{},\"ttl\":0}; 422; ttl",
                "PUT; /store/items; {\"namespace\":[\"a\"],\"key\":\"k\",\"value\":{},\"ttl\":1e99}; 422; ttl",
                "PUT; /store/items; {\"namespace\":[\"a\"],\"key\":\"k\",\"value\":{},\"index\":[\"t\"]}; 422; index",
                "GET; /store/items?namespace=a; ; 422; key",
                "GET; /store/items?key=k; ; 400; namespace",
                "GET; /store/items?namespace=a..b&key=k; ; 422; Namespace labels cannot",
                "DELETE; /store/items; {\"key\":\"k\"}; 400; namespace",
                "POST; /store/items/search; {\"query\":\"what do I like\"}; 422; query",
                "POST; /store/items/search; {\"limit\":0}; 422; limit",
                "POST; /store/items/search; {\"filter\":{\"a\":{\"$in\":[1]}}}; 422; filter",
                "POST; /store/namespaces; {\"max_depth\":0}; 422; max_depth",
                "POST; /store/namespaces; {\"prefix\":\"a\"}; 422; prefix",
            })
    void what_does_not_fit_is_refused_by_name(String method, String path, String body, int status, String begin) {
        Answer refused = client.send(method, path, body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(refused.detail()).startsWith(begin);
    }

    private Answer put(String key, String valueAndMore) {
        return client.send(
                "PUT",
                "/store/items",
                "{\"namespace\":[\"" + user + "\",\"facts\"],\"key\":\"" + key + "\",\"value\":" + valueAndMore + "}");
    }

    private String keys(String members) {
        Answer found = client.post("/store/items/search", "{\"namespace_prefix\":[\"" + user + "\"]," + members + "}");
        return found.json().get("items").findValuesAsText("key").toString();
    }

    private String namespaces(String members) {
        return client.post("/store/namespaces", "{" + members + "}")
                .json()
                .get("namespaces")
                .toString();
    }
}
