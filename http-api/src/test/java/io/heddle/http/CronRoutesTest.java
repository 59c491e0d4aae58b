package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronRoutesTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();
    private final String mark = UUID.randomUUID().toString();

    @Test
    void a_cron_is_made_changed_found_and_deleted() {
        JsonNode made = make(
                "/runs/crons",
                "\"schedule\":\"0 9 * * 1-5\",\"timezone\":\"Europe/Rome\",\"end_time\":\"2099-01-01T00:00:00\",\"input\":{\"topic\":\"x\"}");
        String path = "/runs/crons/" + made.get("cron_id").asText();

        assertThat(made.get("thread_id").isNull()).isTrue();
        assertThat(made.get("on_run_completed").asText()).isEqualTo("delete");
        assertThat(made.get("timezone").asText()).isEqualTo("Europe/Rome");
        assertThat(made.get("end_time").asText()).startsWith("2099-01-01T00:00:00");
        assertThat(made.get("enabled").asBoolean()).isTrue();
        assertThat(made.get("next_run_date").asText()).isNotEmpty();
        assertThat(made.at("/payload/input/topic").asText()).isEqualTo("x");
        assertThat(client.get(path).json()).isEqualTo(made);

        JsonNode patched = client.send(
                        "PATCH",
                        path,
                        "{\"enabled\":false,\"end_time\":null,\"input\":{\"topic\":\"y\"},\"on_run_completed\":\"keep\"}")
                .json();
        assertThat(patched.get("enabled").asBoolean()).isFalse();
        assertThat(patched.get("next_run_date").isNull()).isTrue();
        assertThat(patched.get("end_time").isNull()).isTrue();
        assertThat(patched.get("on_run_completed").asText()).isEqualTo("keep");
        assertThat(patched.get("schedule").asText()).isEqualTo("0 9 * * 1-5");
        assertThat(patched.at("/payload/input/topic").asText()).isEqualTo("y");
        assertThat(patched.at("/metadata/mark").asText()).isEqualTo(mark);
        assertThat(client.send("PATCH", path, "{\"enabled\":true}")
                        .json()
                        .get("next_run_date")
                        .asText())
                .isEqualTo(made.get("next_run_date").asText());

        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.delete(path).status()).isEqualTo(404);
    }

    @Test
    void crons_are_searched_sorted_and_counted() {
        String thread = client.newThread();
        JsonNode late = make("/runs/crons", "\"schedule\":\"0 0 1 1 *\"");
        JsonNode soon = make("/threads/" + thread + "/runs/crons", "\"schedule\":\"* * * * *\"");

        assertThat(found("\"sort_by\":\"next_run_date\",\"sort_order\":\"asc\""))
                .isEqualTo("[" + id(soon) + ", " + id(late) + "]");
        assertThat(found("\"thread_id\":\"" + thread + "\"")).isEqualTo("[" + id(soon) + "]");
        assertThat(found("\"assistant_id\":\"" + UUID.randomUUID() + "\"")).isEqualTo("[]");
        assertThat(found("\"enabled\":false")).isEqualTo("[]");
        Answer page = client.post(
                "/runs/crons/search",
                "{\"metadata\":{\"mark\":\"" + mark + "\"},\"limit\":1,\"select\":[\"cron_id\"]}");
        assertThat(page.text()).isEqualTo("[{\"cron_id\":\"" + id(soon) + "\"}]");
        assertThat(page.header("x-pagination-total")).isEqualTo("2");
        assertThat(client.post("/runs/crons/count", "{\"metadata\":{\"mark\":\"" + mark + "\"}}")
                        .text())
                .isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"assistant_id\":\"chat\"}; 422; schedule",
                "{\"assistant_id\":\"chat\",\"schedule\":\"* * * *\"}; 422; schedule: found \"* * * *\"",
                "{\"assistant_id\":\"chat\",\"schedule\":\"61 * * * *\"}; 422; schedule",
                "{\"assistant_id\":\"chat\",\"schedule\":\"0 0 30 2 *\"}; 422; schedule",
                "{\"assistant_id\":\"chat\",\"schedule\":\"* * * * *\",\"timezone\":\"Mars/Base\"}; 422; timezone",
                "{\"assistant_id\":\"chat\",\"schedule\":\"* * * * *\",\"end_time\":\"soon\"}; 422; end_time",
                "{\"assistant_id\":\"chat\",\"schedule\":\"* * * * *\",\"command\":{\"resume\":1}}; 422; command",
                "{\"assistant_id\":\"chat\",\"schedule\":\"* * * * *\",\"on_run_completed\":\"x\"}; 422; on_run_completed",
                "{\"assistant_id\":\"nope\",\"schedule\":\"* * * * *\"}; 404; No assistant found for",
                "{\"schedule\":\"* * * * *\"}; 422; assistant_id",
            })
    void what_does_not_fit_is_refused_by_name(String body, int status, String begin) {
        Answer refused = client.post("/runs/crons", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(refused.detail()).startsWith(begin);
    }

    @Test
    void a_cron_on_a_thread_that_is_not_there_is_404() {
        Answer refused = client.post(
                "/threads/" + Client.missingId() + "/runs/crons",
                "{\"assistant_id\":\"chat\",\"schedule\":\"* * * * *\"}");

        assertThat(refused.status()).isEqualTo(404);
    }

    private JsonNode make(String path, String members) {
        Answer made = client.post(
                path, "{\"assistant_id\":\"chat\",\"metadata\":{\"mark\":\"" + mark + "\"}," + members + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made.json();
    }

    private String found(String members) {
        return client.post("/runs/crons/search", "{\"metadata\":{\"mark\":\"" + mark + "\"}," + members + "}")
                .json()
                .findValuesAsText("cron_id")
                .toString();
    }

    private static String id(JsonNode cron) {
        return cron.get("cron_id").asText();
    }
}
