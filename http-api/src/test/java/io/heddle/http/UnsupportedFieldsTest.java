package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Known options that are not carried out: refused by name when they ask for something, ignored when they do not. */
class UnsupportedFieldsTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();
    private final String thread = client.newThread();
    private final String path = "/threads/" + thread;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "after_seconds; 1",
                "after_seconds; 0.5",
                "durability; \"exit\"",
                "checkpoint_during; false",
                "on_completion; \"keep\"",
                "feedback_keys; [\"good\"]",
                "langsmith_tracer; {\"project_name\":\"p\"}",
                "ttl; 5",
            })
    void a_run_is_refused_naming_the_field(String field, String value) {
        String body = "{\"assistant_id\":\"chat\",\"input\":{},\"" + field + "\":" + value + "}";

        for (String route : new String[] {"/runs", "/runs/stream", "/runs/wait"}) {
            unsupported(client.post(path + route, body), field);
        }
        assertThat(client.get(path + "/runs").json()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"command\":null",
                "\"command\":{}",
                "\"context\":{}",
                "\"context\":null",
                "\"interrupt_before\":[]",
                "\"interrupt_after\":null",
                "\"webhook\":null",
                "\"after_seconds\":0",
                "\"durability\":\"sync\"",
                "\"durability\":\"async\"",
                "\"checkpoint_during\":true",
                "\"feedback_keys\":[]",
                "\"stream_subgraphs\":true",
                "\"stream_mode\":null",
                "\"stream_mode\":[]",
                "\"checkpoint\":null",
                "\"checkpoint\":{}",
                "\"checkpoint_id\":null",
                "\"config\":null",
                "\"config\":{\"configurable\":{\"checkpoint_ns\":\"\",\"thread_id\":\"other\"},\"extra\":1}",
                "\"metadata\":null",
                "\"input\":null",
                "\"strict_resume\":false",
                "\"on_disconnect\":\"continue\",\"if_not_exists\":\"reject\",\"multitask_strategy\":\"enqueue\"",
            })
    void a_run_that_asks_for_nothing_of_it_is_let_through(String member) {
        Answer run = client.post(path + "/runs/wait", "{\"assistant_id\":\"chat\"," + member + "}");

        assertThat(run.status()).as(run.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"assistant_id\":7",
                "\"input\":\"text\"",
                "\"input\":[1]",
                "\"config\":[]",
                "\"config\":{\"recursion_limit\":0}",
                "\"config\":{\"recursion_limit\":1e3}",
                "\"config\":{\"tags\":\"t\"}",
                "\"config\":{\"configurable\":1}",
                "\"metadata\":[]",
                "\"metadata\":{\"a\":\"\\u0000\"}",
                "\"stream_mode\":\"nope\"",
                "\"stream_mode\":{}",
                "\"stream_mode\":[1]",
                "\"stream_resumable\":\"yes\"",
                "\"multitask_strategy\":\"drop\"",
                "\"if_not_exists\":true",
                "\"on_disconnect\":\"explode\"",
                "\"durability\":\"eventually\"",
                "\"checkpoint\":\"c\"",
                "\"checkpoint_id\":\"c\"",
                "\"webhook\":7",
                "\"webhook\":\"ftp://a.example/\"",
                "\"webhook\":\"http://127.0.0.1/\"",
                "\"webhook\":\"http://[::1]:80/x\"",
                "\"webhook\":\"http://localhost/\"",
                "\"webhook\":\"/inside\"",
                "\"webhook\":\"http://user@a.example/\"",
            })
    void a_wrong_type_or_word_is_refused_naming_the_field(String member) {
        String field = member.substring(1, member.indexOf('"', 1));

        Answer refused = client.post(path + "/runs", "{\"assistant_id\":\"chat\"," + member + "}");

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.json().get("code").asText()).isEqualTo("invalid-request");
        assertThat(refused.detail()).startsWith(field);
    }

    @Test
    void other_requests_refuse_what_they_do_not_carry_out() {
        unsupported(
                client.post("/threads", "{\"supersteps\":[{\"updates\":[{\"command\":{\"goto\":\"plan\"}}]}]}"),
                "supersteps[0].updates[0].command.goto");
    }

    @Test
    void fields_that_nobody_knows_are_ignored_and_counted() {
        long before = GATEWAY.gateway().metrics().unknownFields();

        Answer made = client.post("/threads", "{\"metadata\":{\"not\":\"counted\"},\"brand_new\":1,\"another\":{}}");

        assertThat(made.status()).isEqualTo(200);
        assertThat(GATEWAY.gateway().metrics().unknownFields() - before).isEqualTo(2);
    }

    private static void unsupported(Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("code").asText()).isEqualTo("unsupported");
        assertThat(answer.detail()).startsWith(field).contains("is not supported by this server; ");
    }
}
