package io.heddle.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.api.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParamsTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "yes"})
    void three_words_are_true(String word) {
        assertThat(query("wait", word).flag("wait")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "false", "", "TRUE", "2", "no", "null"})
    void every_other_word_is_false(String word) {
        assertThat(query("wait", word).flag("wait")).isFalse();
    }

    @Test
    void a_list_is_a_json_list_or_a_repeated_name() {
        assertThat(query("stream_mode", "[\"values\",\"custom\"]").texts("stream_mode"))
                .containsExactly("values", "custom");
        assertThat(query("stream_mode", "values", "custom").texts("stream_mode"))
                .containsExactly("values", "custom");
        assertThat(query("stream_mode").texts("stream_mode")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[1]", "[\"a\"", "[{}]", "[1e99999999999]"})
    void a_list_of_something_else_is_refused(String list) {
        assertThatThrownBy(() -> query("select", list).texts("select")).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "x", "1.0", "99999999999", "-1"})
    void a_number_out_of_range_is_refused(String number) {
        assertThatThrownBy(() -> query("limit", number).number("limit", 10, 1, 1000))
                .hasMessageContaining("limit")
                .hasMessageContaining("a whole number from 1 to 1000");
    }

    private static QueryParams query(String name, String... values) {
        return new QueryParams(Map.of(name, List.of(values)));
    }
}
