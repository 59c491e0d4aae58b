package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import io.heddle.http.Client.Open;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs without a thread of the caller's. */
class StatelessRoutesTest {
    private static final String CHAT = "{\"assistant_id\":\"chat\",\"input\":{\"topic\":\"x\"}}";
    private static final String KEPT =
            "{\"assistant_id\":\"chat\",\"input\":{\"topic\":\"x\"},\"on_completion\":\"keep\"}";

    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();

    @Test
    void who_waits_gets_the_values_and_leaves_nothing() {
        Answer waited = client.post("/runs/wait", CHAT);

        assertThat(waited.status()).isEqualTo(200);
        assertThat(waited.json().get("count").asInt()).isEqualTo(100);
        assertThat(waited.header("content-location")).matches("/runs/[0-9a-f-]{36}");
        assertThat(client.get("/threads/" + id(waited)).status()).isEqualTo(404);
    }

    @Test
    void who_reads_the_stream_gets_all_of_it_and_leaves_nothing() throws Exception {
        try (Open open = client.open("POST", "/runs/stream", CHAT)) {
            List<EventReader.Event> events = new EventReader(open.body()).all();

            assertThat(open.header("content-location")).matches("/runs/[0-9a-f-]{36}");
            assertThat(open.header("location")).isEqualTo(open.header("content-location") + "/stream");
            assertThat(events.getFirst().name()).isEqualTo("metadata");
            assertThat(events.getLast().name()).isEqualTo("values");
            String thread = "/threads/" + open.header("content-location").substring("/runs/".length());
            await().untilAsserted(() -> assertThat(client.get(thread).status()).isEqualTo(404));
        }
    }

    @Test
    void a_run_in_the_background_is_joined_by_its_id_alone() throws Exception {
        Answer started = client.post("/runs", CHAT);
        JsonNode run = started.json();
        String id = run.get("run_id").asText();

        assertThat(started.status()).isEqualTo(200);
        assertThat(started.header("content-location")).isEqualTo("/runs/" + id);
        assertThat(run.get("status").asText()).isEqualTo("pending");
        assertThat(run.get("thread_id").asText()).isEqualTo(id);
        try (Open open = client.open("GET", "/runs/" + id + "/stream", null, "Last-Event-ID", "-1")) {
            assertThat(open.status()).isEqualTo(200);
            assertThat(new EventReader(open.body()).all().getLast().name()).isEqualTo("values");
        }
        assertThat(client.get("/runs/" + Client.missingId() + "/stream").status())
                .isEqualTo(404);
    }

    @Test
    void a_thread_that_is_kept_can_be_read_afterwards() {
        Answer waited = client.post("/runs/wait", KEPT);

        assertThat(client.get("/threads/" + id(waited) + "/state")
                        .json()
                        .at("/values/count")
                        .asInt())
                .isEqualTo(100);
        assertThat(client.get("/threads/" + id(waited) + "/runs/" + id(waited) + "/join")
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(100);
    }

    @Test
    void a_batch_is_started_whole_or_not_at_all() {
        Answer both = client.post("/runs/batch", "[" + CHAT + "," + KEPT + "]");
        Answer wrong = client.post("/runs/batch", "[" + CHAT + ",{\"assistant_id\":\"nobody\"}]");

        assertThat(both.status()).isEqualTo(200);
        assertThat(both.json()).hasSize(2);
        assertThat(both.json().get(0).get("run_id"))
                .isNotEqualTo(both.json().get(1).get("run_id"));
        assertThat(wrong.status()).isEqualTo(404);
        assertThat(client.post("/runs/batch", "[]").status()).isEqualTo(422);
        assertThat(client.post("/runs/batch", CHAT).status()).isEqualTo(422);
        assertThat(client.post("/runs/batch", "[{\"assistant_id\":7}]").detail())
                .startsWith("[0].assistant_id");
    }

    @Test
    void what_cannot_be_started_is_refused_and_leaves_nothing() {
        assertThat(client.post("/runs", "{\"assistant_id\":\"nobody\"}").status())
                .isEqualTo(404);
        assertThat(client.post("/runs/wait", "{\"assistant_id\":\"chat\",\"on_completion\":\"burn\"}")
                        .detail())
                .startsWith("on_completion");
        assertThat(client.post("/runs/wait", "{\"assistant_id\":\"failing\",\"input\":{}}")
                        .json()
                        .has("__error__"))
                .isTrue();
    }

    private static String id(Answer answer) {
        return answer.header("content-location").substring("/runs/".length());
    }
}
