package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People in the loop over HTTP: questions, answers, orders and breakpoints. */
class CommandRoutesTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();
    private final String thread = client.newThread();
    private final String at = "/threads/" + thread;

    @Test
    void a_question_is_told_where_clients_look_for_it_and_gone_once_answered() {
        JsonNode waited = waited("review", "\"input\":{}");
        JsonNode asked = waited.at("/__interrupt__/0");

        assertThat(waited.get("count").asInt()).isEqualTo(1);
        assertThat(asked.get("id").asText()).matches("[0-9a-f]{32}");
        assertThat(asked.at("/value/question").asText()).isEqualTo("all right?");
        JsonNode state = client.get(at + "/state").json();
        assertThat(state.at("/tasks/0/interrupts/0")).isEqualTo(asked);
        assertThat(state.get("interrupts")).hasSize(1).containsExactly(asked);
        JsonNode held = client.get(at).json();
        assertThat(held.get("status").asText()).isEqualTo("interrupted");
        assertThat(held.at("/interrupts/" + state.at("/tasks/0/id").asText() + "/0"))
                .isEqualTo(asked);

        JsonNode done = waited("review", "\"input\":{},\"command\":{\"resume\":\"go ahead\"}");

        assertThat(done.get("topic").asText()).isEqualTo("go ahead");
        assertThat(done.get("count").asInt()).isEqualTo(100);
        assertThat(done.has("__interrupt__")).isFalse();
        assertThat(client.get(at).json().get("interrupts")).isEmpty();
        assertThat(client.get(at).json().get("status").asText()).isEqualTo("idle");
    }

    @Test
    void several_questions_are_answered_by_their_ids_and_the_rest_stay_open() {
        JsonNode open = waited("panel", "\"input\":{}").get("__interrupt__");
        assertThat(open).hasSize(2);
        String legal = open.at("/0/id").asText();
        String price = open.at("/1/id").asText();

        JsonNode half = waited("panel", "\"command\":{\"resume\":{\"" + price + "\":\"cheap\"}}");
        assertThat(half.get("__interrupt__").findValuesAsText("id")).containsExactly(legal);
        assertThat(client.get(at + "/state").json().get("next")).hasSize(1);

        JsonNode done = waited("panel", "\"command\":{\"resume\":{\"" + legal + "\":\"sound\"}}");
        assertThat(done.get("messages").findValuesAsText("content")).containsExactly("sound", "cheap");
        assertThat(done.get("count").asInt()).isEqualTo(100);
    }

    @Test
    void an_answer_of_another_type_is_refused_by_the_questions_name_and_leaves_it_open() {
        String id = waited("review", "\"input\":{}").at("/__interrupt__/0/id").asText();

        for (String resume : new String[] {"{\"fine\":true}", "{\"" + id + "\":[]}"}) {
            Answer refused =
                    client.post(at + "/runs", "{\"assistant_id\":\"review\",\"command\":{\"resume\":" + resume + "}}");

            assertThat(refused.status()).as(resume).isEqualTo(422);
            assertThat(refused.detail())
                    .contains("command.resume", "question approval is answered with String")
                    .contains(resume.startsWith("{\"fine") ? "{\"fine\":true}" : "[]");
        }
        assertThat(client.get(at + "/runs").json()).hasSize(1);
        assertThat(client.get(at + "/state").json().at("/interrupts/0/id").asText())
                .isEqualTo(id);
    }

    @Test
    void an_answer_that_is_for_no_question_is_refused_and_names_the_open_ones() {
        List<String> ids = waited("panel", "\"input\":{}").get("__interrupt__").findValuesAsText("id");

        for (String resume : new String[] {"\"which?\"", "{\"" + "0".repeat(32) + "\":1}", "{}"}) {
            Answer refused =
                    client.post(at + "/runs", "{\"assistant_id\":\"panel\",\"command\":{\"resume\":" + resume + "}}");

            assertThat(refused.status()).as(resume).isEqualTo(422);
            assertThat(refused.json().get("code").asText()).isEqualTo("answer-refused");
            assertThat(refused.detail()).contains(ids);
        }
        assertThat(client.get(at + "/runs").json()).hasSize(1);
        assertThat(client.post(
                                "/threads/" + client.newThread() + "/runs/wait",
                                "{\"assistant_id\":\"panel\",\"command\":{\"resume\":1}}")
                        .json()
                        .at("/__error__/error")
                        .asText())
                .isEqualTo("EmptyInputError");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"goto\":\"finish\",\"update\":{\"topic\":\"by order\"}}",
                "{\"goto\":[\"finish\"],\"update\":[[\"topic\",\"by order\"]]}",
                "{\"goto\":[{\"node\":\"note\",\"input\":\"by mail\"},\"finish\"],\"update\":{\"topic\":\"by order\"}}",
                "{\"goto\":[{\"node\":\"note\",\"args\":\"by mail\",\"lg_name\":\"Send\"},\"finish\"],"
                        + "\"update\":{\"topic\":\"by order\"}}",
            })
    void orders_write_and_lead_elsewhere(String command) {
        waited("chat", "\"input\":{}");

        JsonNode done = waited("review", "\"command\":" + command);

        assertThat(done.get("topic").asText()).isEqualTo("by order");
        assertThat(done.get("count").asInt()).isEqualTo(100);
        assertThat(done.get("messages").findValuesAsText("content").contains("by mail"))
                .isEqualTo(command.contains("note"));
    }

    @Test
    void going_to_the_end_closes_a_thread_that_waits() {
        waited("review", "\"input\":{}");

        JsonNode done = waited("review", "\"input\":{},\"command\":{\"goto\":\"__end__\"}");

        assertThat(done.has("__interrupt__")).isFalse();
        assertThat(client.get(at + "/state").json().get("next")).isEmpty();
        assertThat(client.get(at).json().get("status").asText()).isEqualTo("idle");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"goto\":\"nowhere\"}; command.goto",
                "{\"goto\":5}; command.goto",
                "{\"goto\":[\"plan\",{\"input\":1}]}; command.goto[1]",
                "{\"update\":5}; command.update",
                "{\"update\":[[\"topic\"]]}; command.update",
                "{\"update\":[[\"topic\",\"a\"],[\"topic\",\"b\"]]}; command.update",
                "{\"update\":{\"count\":\"many\"}}; command.update.count",
                "5; command",
            })
    void orders_that_do_not_fit_are_refused_naming_where(String command, String where) {
        Answer refused = client.post(at + "/runs", "{\"assistant_id\":\"review\",\"command\":" + command + "}");

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.detail()).startsWith(where + ":");
    }

    @Test
    void a_breakpoint_pauses_with_nothing_to_answer_and_a_null_input_goes_on() {
        JsonNode paused = waited("chat", "\"input\":{},\"interrupt_before\":[\"finish\"]");
        assertThat(paused.get("__interrupt__")).isEmpty();
        assertThat(paused.get("count").asInt()).isEqualTo(1);
        assertThat(client.get(at + "/state").json().at("/next/0").asText()).isEqualTo("finish");
        assertThat(waited("chat", "\"input\":null").get("count").asInt()).isEqualTo(100);

        assertThat(waited("chat", "\"input\":{},\"interrupt_after\":\"*\"").has("__interrupt__"))
                .isTrue();
        assertThat(client.post(
                                at + "/runs",
                                "{\"assistant_id\":\"chat\",\"input\":{},\"interrupt_before\":[\"nobody\"]}")
                        .detail())
                .startsWith("interrupt_before:");
    }

    @Test
    void streams_tell_questions_and_breakpoints() {
        List<String> asked = streamed("review", "\"input\":{},\"stream_mode\":[\"values\",\"updates\"]");
        String told = client.get(at + "/state").json().get("interrupts").toString();
        assertThat(asked).contains("updates {\"__interrupt__\":" + told + "}");
        assertThat(asked.getLast()).startsWith("values {\"messages\":[").endsWith(",\"__interrupt__\":" + told + "}");

        List<String> paused = streamed(
                "chat", "\"input\":{},\"stream_mode\":[\"values\",\"updates\"],\"interrupt_after\":[\"plan\"]");
        assertThat(paused).endsWith("updates {\"__interrupt__\":[]}", "values {\"__interrupt__\":[]}");
    }

    @Test
    void a_graph_inside_is_pointed_to_or_shown_and_has_its_own_history() {
        waited("outside", "\"input\":{}");

        JsonNode brief = client.get(at + "/state").json();
        JsonNode whole = client.get(at + "/state?subgraphs=true").json();
        String task = brief.at("/tasks/0/id").asText();
        String namespace = "office:" + task;
        assertThat(brief.at("/tasks/0/checkpoint").toString())
                .isEqualTo("{\"thread_id\":\"" + thread + "\",\"checkpoint_ns\":\"" + namespace + "\"}");
        assertThat(brief.at("/tasks/0/state").isNull()).isTrue();
        assertThat(whole.at("/tasks/0/checkpoint").isNull()).isTrue();
        JsonNode inside = whole.at("/tasks/0/state");
        assertThat(inside.at("/next/0").asText()).isEqualTo("ask");
        JsonNode address = inside.get("checkpoint");
        assertThat(address.at("/checkpoint_ns").asText()).isEqualTo(namespace);
        assertThat(address.get("checkpoint_map").get("")).isEqualTo(whole.at("/checkpoint/checkpoint_id"));
        assertThat(address.get("checkpoint_map").get(namespace)).isEqualTo(address.get("checkpoint_id"));

        JsonNode read = client.post(at + "/state/checkpoint", "{\"checkpoint\":" + address + "}")
                .json();
        assertThat(read.get("values")).isEqualTo(inside.get("values"));
        assertThat(client.post(at + "/state/checkpoint", "{\"checkpoint\":" + brief.at("/tasks/0/checkpoint") + "}")
                        .json()
                        .get("checkpoint"))
                .isEqualTo(address);
        JsonNode history = client.post(at + "/history", "{\"checkpoint\":{\"checkpoint_ns\":\"" + namespace + "\"}}")
                .json();
        assertThat(history).hasSize(3);
        assertThat(history.at("/0/checkpoint")).isEqualTo(address);
        assertThat(history.at("/2/next/0").asText()).isEqualTo("__start__");
    }

    @Test
    void tasks_checkpoints_and_debug_are_told_as_clients_expect_them() {
        List<String> told = streamed("review", "\"input\":{},\"stream_mode\":[\"tasks\",\"checkpoints\",\"debug\"]");

        assertThat(told)
                .extracting(event -> event.substring(0, event.indexOf(' ')))
                .startsWith("metadata", "checkpoints", "debug", "checkpoints", "debug", "tasks", "debug");
        JsonNode checkpoint =
                JsonValue.parse(told.get(3).substring("checkpoints ".length())).node();
        assertThat(checkpoint.properties())
                .extracting(Map.Entry::getKey)
                .contains("config", "parent_config", "values", "metadata", "next", "tasks");
        JsonNode asking =
                JsonValue.parse(told.getLast().substring("debug ".length())).node();
        assertThat(asking.get("type").asText()).isEqualTo("task_result");
        assertThat(asking.at("/payload/interrupts")).hasSize(1);
        assertThat(asking.at("/payload/error").isNull()).isTrue();
    }

    @Test
    void a_graph_inside_is_told_of_and_edited_where_it_waits() {
        List<String> told = streamed("outside", "\"input\":{},\"stream_mode\":\"updates\",\"stream_subgraphs\":true");
        JsonNode address = client.get(at + "/state").json().at("/tasks/0/checkpoint");
        String inside = address.get("checkpoint_ns").asText();
        assertThat(told).anyMatch(event -> event.startsWith("updates|" + inside + " {\"plan\":"));

        JsonNode edited = client.post(
                        at + "/state", "{\"values\":{\"count\":7},\"as_node\":\"plan\",\"checkpoint\":" + address + "}")
                .json();

        assertThat(edited.at("/checkpoint/checkpoint_ns").asText()).isEqualTo(inside);
        JsonNode state = client.post(at + "/state/checkpoint", "{\"checkpoint\":" + edited.get("checkpoint") + "}")
                .json();
        assertThat(state.at("/values/count").asInt()).isEqualTo(7);
        assertThat(client.get(at).json().get("status").asText()).isEqualTo("interrupted");
    }

    @Test
    void a_run_goes_on_from_a_checkpoint_inside() {
        int asked = waited("outside", "\"input\":{}")
                .at("/__interrupt__/0/value/count")
                .asInt();
        JsonNode asking = client.get(at + "/state?subgraphs=true").json().at("/tasks/0/state/checkpoint");
        client.post(at + "/state", "{\"values\":{\"count\":7},\"as_node\":\"plan\",\"checkpoint\":" + asking + "}");

        JsonNode again = waited("outside", "\"input\":null,\"checkpoint\":" + asking);

        assertThat(again.at("/__interrupt__/0/value/count").asInt()).isEqualTo(asked);
        assertThat(client.get(at + "/state?subgraphs=true").json().at("/tasks/0/state/parent_checkpoint"))
                .isEqualTo(asking);
    }

    @Test
    void a_thread_is_made_with_a_state_or_not_at_all() {
        String updates = "\"supersteps\":[{\"updates\":[{\"values\":{\"topic\":\"moved\"},\"as_node\":\"plan\"}]}]";

        JsonNode made = client.post("/threads", "{\"metadata\":{\"graph_id\":\"chat\"}," + updates + "}")
                .json();
        Answer lost = client.post("/threads", "{" + updates + "}");
        Answer wrong = client.post(
                "/threads",
                "{\"thread_id\":\"never-made\",\"metadata\":{\"graph_id\":\"chat\"},"
                        + updates.replace("\"plan\"", "\"nobody\"") + "}");

        assertThat(made.at("/values/topic").asText()).isEqualTo("moved");
        assertThat(client.get("/threads/" + made.get("thread_id").asText() + "/state")
                        .json()
                        .at("/next/0")
                        .asText())
                .isEqualTo("finish");
        assertThat(wrong.text()).contains("as_node: found nobody");
        assertThat(lost.status()).isEqualTo(400);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(client.get("/threads/never-made").status()).isEqualTo(404);
    }

    private JsonNode waited(String assistant, String members) {
        Answer answer = client.post(at + "/runs/wait", "{\"assistant_id\":\"" + assistant + "\"," + members + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private List<String> streamed(String assistant, String members) {
        Answer answer = client.post(at + "/runs/stream", "{\"assistant_id\":\"" + assistant + "\"," + members + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text()
                .lines()
                .filter(line -> line.startsWith("event: ") || line.startsWith("data: "))
                .reduce(
                        "",
                        (all, line) ->
                                all + (line.startsWith("event: ") ? "\n" : " ") + line.substring(line.indexOf(' ') + 1))
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
