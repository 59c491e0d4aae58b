package io.heddle.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {
    private static final JsonValue ROOT =
            JsonValue.parse("{\"list\":[{\"a\":1},{\"a\":[2,3]}],\"name\":\"x\",\"nothing\":null}");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "values.name; \"x\"",
                "values.list[0].a; 1",
                "values.list[-1].a[1]; 3",
                "values.list[1]; {\"a\":[2,3]}",
                "values.nothing; null",
            })
    void it_leads_to_one_value(String path, String found) {
        assertThat(JsonPath.of(path).orElseThrow().within(ROOT)).hasToString(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "values.no",
                "values.list[2]",
                "values.list[-3]",
                "values.name.a",
                "values.name[0]",
                "values.list.a"
            })
    void it_leads_nowhere_if_there_is_nothing(String path) {
        assertThat(JsonPath.of(path).orElseThrow().within(ROOT)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".a", "a.", "a..b", "a[", "a[]", "a[x]", "a[1", "[0]", "a]b", "a[99999999999]", "a[0]b"})
    void other_text_is_no_path(String text) {
        assertThat(JsonPath.of(text)).isEmpty();
    }
}
