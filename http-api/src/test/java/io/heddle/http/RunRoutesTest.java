package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunRoutesTest {
    private static final String SLOW = "{\"assistant_id\":\"slow\",\"input\":{}}";
    private static final String CHAT = "{\"assistant_id\":\"chat\",\"input\":{\"messages\":\"hi\"}}";

    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();
    private final String thread = client.newThread();
    private final String runs = "/threads/" + thread + "/runs";

    @Test
    void a_created_run_has_the_shape_of_the_protocol_and_says_where_it_is() {
        Answer created = client.post(
                runs,
                "{\"assistant_id\":\"chat\",\"input\":{\"topic\":\"x\"},\"metadata\":{\"m\":1},\"config\":{\"tags\":[\"t\"],"
                        + "\"recursion_limit\":7,\"configurable\":{\"k\":\"v\"}}}");

        assertThat(created.status()).as(created.text()).isEqualTo(200);
        JsonNode run = created.json();
        List<String> names = new ArrayList<>();
        run.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "run_id",
                        "thread_id",
                        "assistant_id",
                        "created_at",
                        "updated_at",
                        "status",
                        "metadata",
                        "kwargs",
                        "multitask_strategy",
                        "queue_position",
                        "langsmith_session_name");
        assertThat(run.get("status").asText()).isEqualTo("pending");
        assertThat(run.get("multitask_strategy").asText()).isEqualTo("enqueue");
        assertThat(run.at("/metadata/m").asInt()).isEqualTo(1);
        assertThat(run.at("/kwargs/config/configurable/k").asText()).isEqualTo("v");
        assertThat(created.header("content-location"))
                .isEqualTo("/threads/" + thread + "/runs/" + run.get("run_id").asText());
        awaitStatus(run.get("run_id").asText(), "success");
    }

    @Test
    void waiting_answers_the_values_the_run_left() {
        Answer waited = client.post(runs + "/wait", CHAT);

        assertThat(waited.status()).isEqualTo(200);
        assertThat(waited.header("content-type")).startsWith("application/json");
        assertThat(waited.header("content-location")).matches("/threads/" + thread + "/runs/[0-9a-f-]{36}");
        assertThat(waited.header("location")).isEqualTo(waited.header("content-location") + "/join");
        assertThat(waited.json().get("count").asInt()).isEqualTo(100);
        assertThat(waited.json().at("/messages/1/content").asText()).isEqualTo("begin");
    }

    @Test
    void a_failed_run_is_told_in_the_body() {
        Answer waited = client.post(runs + "/wait", "{\"assistant_id\":\"failing\",\"input\":{}}");

        assertThat(waited.status()).isEqualTo(200);
        assertThat(waited.json().at("/__error__/error").asText()).isEqualTo("CustomError");
        assertThat(waited.json().at("/__error__/message").asText()).contains("Boo!");
        assertThat(client.get("/threads/" + thread).json().get("status").asText())
                .isEqualTo("error");
    }

    @Test
    void a_run_that_never_rests_meets_its_step_limit() {
        Answer waited = client.post(
                runs + "/wait", "{\"assistant_id\":\"loop\",\"input\":{},\"config\":{\"recursion_limit\":5}}");

        assertThat(waited.json().at("/__error__/error").asText()).isEqualTo("GraphRecursionError");
        assertThat(waited.json().at("/__error__/message").asText())
                .startsWith("Recursion limit of 5 reached without hitting a stop condition");
    }

    @Test
    void runs_are_listed_newest_first_by_page_and_status() {
        String first = client.post(runs + "/wait", CHAT).header("content-location");
        String second = client.post(runs + "/wait", CHAT).header("content-location");
        String third = client.post(runs + "/wait", CHAT).header("content-location");

        JsonNode all = client.get(runs).json();

        assertThat(all).hasSize(3);
        assertThat(all.findValuesAsText("run_id")).containsExactly(id(third), id(second), id(first));
        assertThat(client.get(runs + "?limit=2&offset=2").json().findValuesAsText("run_id"))
                .containsExactly(id(first));
        assertThat(client.get(runs + "?status=pending").json()).isEmpty();
        assertThat(client.get(runs + "?limit=1&select=%5B%22status%22%5D").text())
                .isEqualTo("[{\"status\":\"success\"}]");
        assertThat(client.get(runs + "?status=nope").status()).isEqualTo(422);
    }

    @Test
    void a_missing_run_is_404_in_the_words_of_the_protocol() {
        String missing = runs + "/" + Client.missingId();

        for (String path : new String[] {missing, missing + "/join", missing + "/stream"}) {
            assertThat(client.get(path).status()).as(path).isEqualTo(404);
            assertThat(client.get(path).detail()).isEqualTo("Run not found");
        }
        assertThat(client.send("POST", missing + "/cancel", null).status()).isEqualTo(404);
        assertThat(client.send("POST", missing + "/cancel?wait=1", null).status())
                .isEqualTo(404);
        assertThat(client.get(runs + "/nonsense").status()).isEqualTo(422);
    }

    @Test
    void a_run_needs_a_thread_unless_it_may_make_one() {
        String missing = Client.missingId();

        Answer refused = client.post("/threads/" + missing + "/runs", CHAT);
        Answer made = client.post(
                "/threads/" + missing + "/runs/wait",
                "{\"assistant_id\":\"chat\",\"input\":{},\"if_not_exists\":\"create\"}");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.detail()).isEqualTo("Thread with ID " + missing + " not found");
        assertThat(made.status()).isEqualTo(200);
        assertThat(client.get("/threads/" + missing).status()).isEqualTo(200);
    }

    @Test
    void a_run_needs_an_assistant() {
        Answer unknown = client.post(runs, "{\"assistant_id\":\"nope\"}");
        Answer missing = client.post(runs, "{\"input\":{}}");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.detail())
                .isEqualTo("No assistant found for \"nope\". Make sure the assistant ID is for a valid assistant or a"
                        + " valid graph ID.");
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.detail()).isEqualTo("assistant_id: found nothing, expected a string.");
    }

    @Test
    void input_that_does_not_fit_is_refused_before_the_run_exists() {
        Answer wrong = client.post(runs, "{\"assistant_id\":\"chat\",\"input\":{\"count\":\"many\"}}");

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.detail()).contains("input.count");
        assertThat(client.get(runs).json()).isEmpty();
    }

    @Test
    void a_busy_thread_refuses_or_queues() {
        String first = client.startRun(thread, SLOW);

        Answer refused =
                client.post(runs, "{\"assistant_id\":\"slow\",\"input\":{},\"multitask_strategy\":\"reject\"}");
        String queued = client.startRun(thread, SLOW);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asText()).isEqualTo("thread-busy");
        assertThat(refused.header("retry-after")).isEqualTo("1");
        assertThat(client.get(runs + "/" + queued).json().get("status").asText())
                .isEqualTo("pending");
        assertThat(client.post("/threads/" + thread + "/state", "{\"values\":{}}")
                        .status())
                .isEqualTo(409);
        TestGraphs.release(thread);
        awaitStatus(first, "success");
        awaitStatus(queued, "success");
    }

    @Test
    void joining_waits_for_the_end() {
        String run = client.startRun(thread, SLOW);
        CompletableFuture<Answer> joined =
                CompletableFuture.supplyAsync(() -> client.get(runs + "/" + run + "/join?cancel_on_disconnect=0"));

        await().until(() -> GATEWAY.gateway().metrics().openStreams() > 0);
        TestGraphs.release(thread);

        assertThat(joined.orTimeout(20, TimeUnit.SECONDS)
                        .join()
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.get(runs + "/" + run + "/join").json().get("count").asInt())
                .isEqualTo(1);
    }

    @Test
    void cancelling_answers_202_at_once_or_204_when_it_is_done() {
        String first = client.startRun(thread, SLOW);
        String second = client.startRun(thread, SLOW);

        Answer waited = client.send("POST", runs + "/" + first + "/cancel?wait=1&action=interrupt", null);
        Answer soon = client.send("POST", runs + "/" + second + "/cancel?wait=0", null);

        assertThat(waited.status()).isEqualTo(204);
        assertThat(client.get(runs + "/" + first).json().get("status").asText()).isEqualTo("interrupted");
        assertThat(soon.status()).isEqualTo(202);
        assertThat(soon.text()).isEmpty();
        awaitStatus(second, "interrupted");
        assertThat(client.send("POST", runs + "/" + first + "/cancel", null).status())
                .isEqualTo(202);
    }

    @Test
    void a_run_may_start_from_an_older_checkpoint() {
        client.post(runs + "/wait", CHAT);
        JsonNode history = client.post("/threads/" + thread + "/history", "{}").json();
        JsonNode planned = history.at("/1/checkpoint");

        Answer again = client.post(runs + "/wait", "{\"assistant_id\":\"chat\",\"checkpoint\":" + planned + "}");
        Answer byConfig = client.post(
                runs + "/wait",
                "{\"assistant_id\":\"chat\",\"config\":{\"configurable\":" + history.at("/1/checkpoint") + "}}");
        Answer unknown = client.post(
                runs + "/wait",
                "{\"assistant_id\":\"chat\",\"checkpoint_id\":\"1f1e5fed-12df-6560-8001-000000000000\"}");

        assertThat(again.json().get("count").asInt()).isEqualTo(100);
        assertThat(byConfig.json().get("count").asInt()).isEqualTo(100);
        assertThat(unknown.status()).isEqualTo(404);
    }

    private void awaitStatus(String run, String status) {
        await().untilAsserted(() -> assertThat(
                        client.get(runs + "/" + run).json().get("status").asText())
                .isEqualTo(status));
    }

    private static String id(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    @Test
    void a_run_is_configured_by_its_context_or_by_the_older_name_for_it() {
        assertThat(topic("")).isEqualTo("plain");
        assertThat(topic(",\"config\":{\"configurable\":{\"tone\":\"dry\"}}")).isEqualTo("dry");
        assertThat(topic(",\"context\":{\"tone\":\"warm\"},\"config\":{\"configurable\":{\"tone\":\"dry\"}}"))
                .isEqualTo("warm");
    }

    @Test
    void a_value_that_does_not_fit_what_the_graph_declares_is_refused_by_name() {
        Answer refused = client.post(
                "/threads/" + client.newThread() + "/runs",
                "{\"assistant_id\":\"nested\",\"input\":{},\"context\":{\"tone\":7}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail())
                .contains("config.configurable.tone")
                .contains("7")
                .contains("a String");
    }

    private String topic(String members) {
        return client.post(
                        "/threads/" + client.newThread() + "/runs/wait",
                        "{\"assistant_id\":\"nested\",\"input\":{}" + members + "}")
                .json()
                .get("topic")
                .asText();
    }
}
