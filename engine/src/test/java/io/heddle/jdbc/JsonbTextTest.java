package io.heddle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.json.JsonValue;
import org.junit.jupiter.api.Test;

class JsonbTextTest {
    private static String of(String json) {
        return JsonbText.of(JsonValue.ofText(json));
    }

    @Test
    void what_jsonb_takes_is_left_as_it_is() {
        for (String json : new String[] {
            "{\"a\":[1,2.50,-3e10,null,true],\"b\":\"x\\n\\\\u0000 \\\"\",\"ü\":\"\uD83D\uDE00\"}",
            "\"\\u0001\\ud83d\\ude00\"",
            "[]",
            "0",
            "1E-300",
            "\"1e999 and 2E+12345\""
        }) {
            assertThat(of(json)).isEqualTo(json);
        }
    }

    @Test
    void zero_characters_and_halves_of_pairs_become_the_replacement_character() {
        assertThat(of("{\"a\\u0000b\":\"\\u0000\"}")).isEqualTo("{\"a\\ufffdb\":\"\\ufffd\"}");
        assertThat(of("[\"\\ud83d\",\"\\uDE00x\",\"\\ud83d\\ud83d\\ude00\"]"))
                .isEqualTo("[\"\\ufffd\",\"\\ufffdx\",\"\\ufffd\\ud83d\\ude00\"]");
        assertThat(of("\"\\\\u0000\\\\\\u0000\"")).isEqualTo("\"\\\\u0000\\\\\\ufffd\"");
    }

    @Test
    void a_text_outside_of_a_document_is_replaced_alike() {
        assertThat(JsonbText.of("a\u0000b\ud83d\ud83d\ude00")).isEqualTo("a\ufffdb\ufffd\ud83d\ude00");
    }

    @Test
    void numbers_beyond_every_use_become_null() {
        assertThat(of("[1e301,1E-999999999999,1.5e00300]")).isEqualTo("[null,null,1.5e00300]");
        assertThat(of("[" + "9".repeat(1_001) + ",\"x\"]")).isEqualTo("[null,\"x\"]");
    }

    @Test
    void long_text_is_no_trouble() {
        String text = "\"" + "\\u0000\\n".repeat(200_000) + "\"";

        assertThat(of(text)).isEqualTo("\"" + "\\ufffd\\n".repeat(200_000) + "\"");
    }
}
