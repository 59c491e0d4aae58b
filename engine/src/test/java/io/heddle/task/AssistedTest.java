package io.heddle.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.AssistantId;
import io.heddle.api.AssistantView;
import io.heddle.api.RunRequest;
import io.heddle.json.JsonValue;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssistedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; {}; {}; {}",
                "{}; {}; {\"a\":1}; {\"a\":1}",
                "{\"configurable\":{\"a\":1}}; {}; {}; {\"a\":1}",
                "{\"configurable\":{\"a\":1}}; {\"a\":2}; {}; {\"a\":2}",
                "{\"configurable\":{\"a\":1,\"b\":1,\"c\":1}}; {\"b\":2,\"c\":2}; {\"c\":3}; {\"a\":1,\"b\":2,\"c\":3}",
                "{\"configurable\":{\"a\":{\"x\":1}}}; {}; {\"a\":{\"y\":2}}; {\"a\":{\"y\":2}}",
                "{\"configurable\":{\"a\":1}}; {}; {\"a\":null}; {\"a\":null}",
                "{\"tags\":[\"t\"]}; {}; {}; {}",
            })
    void what_the_request_says_counts_before_the_context_and_that_before_the_configuration(
            String config, String context, String given, String expected) {
        AssistantView assistant = assistant(config, context, "{}");

        assertThat(Assisted.config(assistant, JsonValue.ofText(given)).node())
                .isEqualTo(JsonValue.ofText(expected).node());
    }

    @Test
    void metadata_is_that_of_both_but_for_a_graphs_own_assistant() {
        AssistantView assistant = assistant("{}", "{}", "{\"m\":1,\"n\":1}");
        JsonValue given = JsonValue.ofText("{\"n\":2}");

        assertThat(Assisted.metadata(assistant, false, given)).hasToString("{\"m\":1,\"n\":2}");
        assertThat(Assisted.metadata(assistant, true, given)).isSameAs(given);
    }

    @Test
    void a_limit_of_steps_takes_the_place_of_the_usual_one_only() {
        AssistantView strict = assistant("{\"recursion_limit\":3}", "{}", "{}");

        assertThat(Assisted.stepLimit(strict, RunRequest.DEFAULT_STEP_LIMIT)).isEqualTo(3);
        assertThat(Assisted.stepLimit(strict, 100)).isEqualTo(100);
        assertThat(Assisted.stepLimit(assistant("{}", "{}", "{}"), RunRequest.DEFAULT_STEP_LIMIT))
                .isEqualTo(RunRequest.DEFAULT_STEP_LIMIT);
    }

    private static AssistantView assistant(String config, String context, String metadata) {
        return new AssistantView(
                new AssistantId("0193e5ad-7e40-7c21-9a4d-3f1c5e0b8a77"),
                "graph",
                1,
                "name",
                null,
                JsonValue.ofText(config),
                JsonValue.ofText(context),
                JsonValue.ofText(metadata),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
