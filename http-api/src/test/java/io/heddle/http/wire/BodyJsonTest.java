package io.heddle.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyJsonTest {
    @Test
    void an_empty_body_is_an_empty_object() {
        assertThat(read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\":}",
                "{\"a\":1} {\"b\":2}",
                "nul",
                "{'a':1}",
                "[1,]",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "\u0000",
                "{\"a\":1e99999999999}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udc00\":1}",
                "{\"a\":\"\\ud800x\"}"
            })
    void what_is_no_json_is_refused(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isInstanceOf(Problem.InvalidRequest.class));
    }

    @Test
    void a_refusal_says_where_the_text_stops_being_json() {
        assertThatThrownBy(() -> read("{\n  \"a\": tru\n}")).hasMessageContaining("malformed JSON at line 2");
    }

    @Test
    void what_is_nested_deeper_than_the_engine_can_read_back_is_refused() {
        assertThat(read(nested(BodyJson.MAX_DEPTH - 1))).isNotNull();
        assertThatThrownBy(() -> read(nested(BodyJson.MAX_DEPTH))).hasMessageContaining("flatter JSON");
        assertThatThrownBy(() -> read(nested(10_000))).isInstanceOf(ProblemException.class);
    }

    @Test
    void what_is_read_can_be_written_and_read_again() {
        String[] odd = {"{\"a\":1e999999}", "{\"a\":\"\\u0000\\ud83d\\ude00\\u2028\"}", "{\"a\":-0.0}", "{\"\":[[],{}]}"
        };
        for (String body : odd) {
            JsonNode tree = read(body);

            assertThat(Json.tree(Json.bytes(tree))).as(body).isEqualTo(tree);
        }
    }

    private static JsonNode read(String body) {
        return BodyJson.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "1" + "]".repeat(depth - 1) + "}";
    }
}
