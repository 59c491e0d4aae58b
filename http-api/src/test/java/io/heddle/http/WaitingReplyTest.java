package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Client.Open;
import io.heddle.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WaitingReplyTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway("heddle.http.wait-newline-interval = 50ms");

    private final Client client = GATEWAY.client();

    @Test
    void newlines_come_before_the_json_and_headers_before_the_newlines() throws IOException {
        String thread = client.newThread();

        try (Open waiting =
                client.open("POST", "/threads/" + thread + "/runs/wait", "{\"assistant_id\":\"slow\",\"input\":{}}")) {
            assertThat(waiting.status()).isEqualTo(200);
            assertThat(waiting.header("content-location")).startsWith("/threads/" + thread + "/runs/");
            assertThat(waiting.body().readNBytes(3)).containsOnly('\n');
            TestGraphs.release(thread);
            byte[] rest = waiting.body().readAllBytes();
            assertThat(Json.tree(rest).get("count").asInt()).isEqualTo(1);
        }
    }

    @Test
    void a_run_that_was_cancelled_leaves_an_object_and_never_null() throws IOException {
        String thread = client.newThread();

        try (Open waiting =
                client.open("POST", "/threads/" + thread + "/runs/wait", "{\"assistant_id\":\"slow\",\"input\":{}}")) {
            client.send("POST", waiting.header("content-location") + "/cancel?wait=1", null);
            assertThat(Json.tree(waiting.body().readAllBytes()).isObject()).isTrue();
        }
    }

    @Test
    void a_thread_deleted_meanwhile_is_told_in_the_body() throws IOException {
        String thread = client.newThread();

        try (Open waiting =
                client.open("POST", "/threads/" + thread + "/runs/wait", "{\"assistant_id\":\"slow\",\"input\":{}}")) {
            assertThat(client.delete("/threads/" + thread).status()).isEqualTo(204);
            assertThat(Json.tree(waiting.body().readAllBytes()).isObject()).isTrue();
        }
    }
}
