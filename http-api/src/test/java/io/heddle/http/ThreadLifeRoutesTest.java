package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.http.Client.Answer;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that are copied, pruned, measured, and that end. */
class ThreadLifeRoutesTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();

    private String thread(String topic) {
        String id = client.newThread();
        run(id, topic);
        return id;
    }

    private void run(String id, String topic) {
        Answer ran = client.post(
                "/threads/" + id + "/runs/wait", "{\"assistant_id\":\"chat\",\"input\":{\"topic\":\"" + topic + "\"}}");
        assertThat(ran.status()).as(ran.text()).isEqualTo(200);
    }

    @Test
    void a_copy_has_the_state_and_the_history_under_a_new_name() {
        String source = thread("one");

        JsonNode copy =
                client.send("POST", "/threads/" + source + "/copy", null).json();

        String id = copy.get("thread_id").asText();
        assertThat(id).isNotEqualTo(source);
        assertThat(copy.get("status").asText()).isEqualTo("idle");
        assertThat(renamed(client.get("/threads/" + id + "/state").json(), id, source))
                .isEqualTo(client.get("/threads/" + source + "/state").json());
        JsonNode past = client.get("/threads/" + source + "/history").json();
        assertThat(renamed(client.get("/threads/" + id + "/history").json(), id, source))
                .isEqualTo(past);
        run(id, "two");
        assertThat(client.get("/threads/" + source + "/history").json()).isEqualTo(past);
        client.delete("/threads/" + source);
        assertThat(client.get("/threads/" + id + "/history").json()).hasSize(past.size() + 4);
        assertThat(client.send("POST", "/threads/" + source + "/copy", null).status())
                .isEqualTo(404);
    }

    @Test
    void a_lifetime_is_given_in_minutes_or_in_words() {
        JsonNode plain = made("{\"ttl\":5}");
        JsonNode worded = made("{\"ttl\":{\"ttl\":0.5,\"strategy\":\"keep_latest\",\"sliding\":false}}");
        JsonNode without = made("{}");

        assertThat(plain.at("/ttl/ttl_minutes").asDouble()).isEqualTo(5);
        assertThat(plain.at("/ttl/strategy").asText()).isEqualTo("delete");
        assertThat(time(plain.at("/ttl/expires_at")))
                .isEqualTo(time(plain.get("updated_at")).plus(Duration.ofMinutes(5)));
        assertThat(worded.at("/ttl/ttl_minutes").asDouble()).isEqualTo(0.5);
        assertThat(worded.at("/ttl/strategy").asText()).isEqualTo("keep_latest");
        assertThat(worded.at("/ttl/sliding").asBoolean()).isFalse();
        assertThat(without.get("ttl").isNull()).isTrue();
        String at = "/threads/" + without.get("thread_id").asText();
        assertThat(client.get(at).json().has("ttl")).isFalse();
        client.send("PATCH", at, "{\"ttl\":7}");
        assertThat(client.get(at + "?include=ttl").json().at("/ttl/ttl_minutes").asDouble())
                .isEqualTo(7);
        client.send("PATCH", at, "{\"ttl\":8,\"metadata\":{\"a\":1}}");
        assertThat(client.get(at + "?include=ttl").json().at("/ttl/ttl_minutes").asDouble())
                .isEqualTo(8);
        assertThat(client.get(at).json().at("/metadata/a").asInt()).isEqualTo(1);
        assertThat(client.get(at + "?include=more").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "\"5\"", "[]", "{}", "{\"ttl\":\"x\"}", "{\"ttl\":1,\"strategy\":\"burn\"}", "1e99"})
    void a_lifetime_that_is_none_is_refused(String ttl) {
        Answer refused = client.post("/threads", "{\"ttl\":" + ttl + "}");

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.detail()).startsWith("ttl");
    }

    @Test
    void threads_are_pruned_to_where_they_stand_or_deleted() {
        String one = thread("one");
        String other = thread("other");
        String ids = "\"thread_ids\":[\"%s\",\"%s\",\"%s\"]".formatted(one, other, Client.missingId());

        Answer kept = client.post("/threads/prune", "{" + ids + ",\"strategy\":\"keep_latest\"}");

        assertThat(kept.text()).isEqualTo("{\"pruned_count\":2}");
        assertThat(client.get("/threads/" + one + "/history").json()).hasSize(1);
        assertThat(client.get("/threads/" + one + "/state")
                        .json()
                        .at("/values/topic")
                        .asText())
                .isEqualTo("one");
        assertThat(client.post("/threads/prune", "{" + ids + "}").text()).isEqualTo("{\"pruned_count\":2}");
        assertThat(client.get("/threads/" + one).status()).isEqualTo(404);
        assertThat(client.post("/threads/prune", "{}").status()).isEqualTo(422);
        assertThat(client.post("/threads/prune", "{" + ids + ",\"strategy\":\"x\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void the_bytes_of_a_thread_are_told_by_channel() {
        String id = thread("one");

        JsonNode storage = client.get("/threads/" + id + "/storage").json();

        assertThat(storage.get("thread_id").asText()).isEqualTo(id);
        assertThat(storage.get("total_bytes").asLong()).isPositive();
        assertThat(storage.at("/checkpoints/count").asLong()).isPositive();
        assertThat(storage.at("/channel_values/by_channel/topic").asLong()).isEqualTo("\"one\"".length());
        assertThat(storage.at("/pending_writes/count").asLong()).isZero();
        assertThat(client.get("/threads/" + Client.missingId() + "/storage").status())
                .isEqualTo(404);
    }

    private JsonNode made(String body) {
        Answer made = client.post("/threads", body);
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return client.get("/threads/" + made.json().get("thread_id").asText() + "?include=ttl")
                .json();
    }

    private static OffsetDateTime time(JsonNode node) {
        return OffsetDateTime.parse(node.asText());
    }

    /** The document with the one thread's id in place of the other's, wherever it is named. */
    private static JsonNode renamed(JsonNode document, String from, String to) {
        for (JsonNode holder : document.findParents("thread_id")) {
            assertThat(holder.get("thread_id").asText()).isEqualTo(from);
            ((ObjectNode) holder).put("thread_id", to);
        }
        return document;
    }
}
