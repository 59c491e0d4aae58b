package io.heddle.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @Test
    void an_explicit_null_is_the_same_as_absence() {
        Fields body = fields("{\"a\":null,\"b\":null,\"c\":null,\"d\":null,\"e\":null,\"f\":null}");

        assertThat(body.text("a")).isNull();
        assertThat(body.flag("b", true)).isTrue();
        assertThat(body.number("c", 7, 1, 9)).isEqualTo(7);
        assertThat(body.object("d")).isNull();
        assertThat(body.texts("e")).isNull();
        assertThat(body.word("f", Map.of("x", 1), 2)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e999999", "11", "0", "-3", "99999999999999999999", "\"5\"", "true", "[]", "{}"})
    void a_number_out_of_its_range_or_type_is_refused_by_name(String value) {
        assertThatThrownBy(() -> fields("{\"limit\":" + value + "}").number("limit", 10, 1, 10))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("limit")
                .hasMessageContaining("a whole number from 1 to 10");
    }

    @Test
    void a_member_within_is_named_by_its_path() {
        Fields config = fields("{\"config\":{\"tags\":[1]}}").inner("config");

        assertThat(config).isNotNull();
        assertThatThrownBy(() -> config.texts("tags")).hasMessageContaining("config.tags");
    }

    @Test
    void members_that_nobody_asked_for_are_counted() {
        Fields body = fields("{\"a\":1,\"b\":2,\"c\":3}");
        body.any("a");
        body.any("z");

        assertThat(body.unknown()).isEqualTo(2);
    }

    @Test
    void what_is_left_keeps_the_written_form_of_its_numbers() {
        assertThat(fields("{\"a\":1.50,\"thread_id\":\"t\"}").without(Set.of("thread_id")))
                .isEqualTo(JsonValue.ofText("{\"a\":1.50}"));
    }

    @Test
    void a_huge_value_is_described_and_not_repeated() {
        String huge = "[" + "1,".repeat(100_000) + "1]";

        assertThatThrownBy(() -> fields("{\"metadata\":" + huge + "}").object("metadata"))
                .hasMessage("metadata: found a list of 100001, expected a JSON object.");
    }

    private static Fields fields(String json) {
        return Fields.ofBody(BodyJson.read(json.getBytes(StandardCharsets.UTF_8)));
    }
}
