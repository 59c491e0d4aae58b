package io.heddle.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Nested
    class A_value {
        @Test
        void is_compact_whatever_came_in() {
            assertThat(JsonValue.parse(" { \"a\" : [ 1 , 2 ] } ")).hasToString("{\"a\":[1,2]}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0.10", "12345678901234567890", "1E+400", "\"😀\"", "\"\u2028\""})
        void keeps_its_digits_and_letters(String json) {
            assertThat(JsonValue.parse(json)).hasToString(json);
        }

        @Test
        void spends_four_bytes_on_an_emoji() {
            assertThat(JsonValue.encode("😀").size()).isEqualTo(2 + 4);
        }

        @Test
        void of_more_than_200_levels_is_refused() {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> JsonValue.parse("[".repeat(201) + "]".repeat(201)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{", "1 2", "NaN", "'a'"})
        void that_is_none_is_refused(String text) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> JsonValue.parse(text))
                    .withMessageContaining("not a JSON document");
        }

        @Test
        void that_nobody_reads_costs_nothing() {
            AtomicInteger assemblies = new AtomicInteger();
            JsonValue value = JsonValue.deferred(() -> {
                assemblies.incrementAndGet();
                return "[1]".getBytes(StandardCharsets.UTF_8);
            });

            assertThat(assemblies).hasValue(0);
            byte[] read = value.utf8();
            assertThat(value).isEqualTo(JsonValue.ofBytes(read)).hasToString("[1]");
            assertThat(assemblies).hasValue(1);

            Reference.reachabilityFence(read);
        }

        @Test
        void that_nobody_reads_any_more_holds_no_memory() {
            AtomicInteger assemblies = new AtomicInteger();
            JsonValue value = JsonValue.deferred(() -> {
                assemblies.incrementAndGet();
                return "[1]".getBytes(StandardCharsets.UTF_8);
            });

            assertThat(value.size()).isEqualTo(3);
            System.gc();
            assertThat(value.size()).isEqualTo(3);

            assertThat(assemblies).hasValue(2);
        }
    }

    @Nested
    class An_object {
        @Test
        void is_given_a_member_in_its_place_or_behind_the_others() {
            JsonValue object = JsonValue.ofText("{\"a\\n\":[1,\"}\"],\"b\":{}}");

            assertThat(object.with("b", JsonValue.ofString("\""))).hasToString("{\"a\\n\":[1,\"}\"],\"b\":\"\\\"\"}");
            assertThat(object.with("a\n", JsonValue.NULL)).hasToString("{\"a\\n\":null,\"b\":{}}");
            assertThat(object.with("c", JsonValue.NULL)).hasToString("{\"a\\n\":[1,\"}\"],\"b\":{},\"c\":null}");
            assertThat(JsonValue.EMPTY_OBJECT.with("c", JsonValue.NULL)).hasToString("{\"c\":null}");
            assertThat(object.with("b", JsonValue.ofText("{}"))).isSameAs(object);
        }

        @Test
        void loses_a_member() {
            JsonValue object = JsonValue.ofText("{\"a\":1,\"é\":[],\"c\":3}");

            assertThat(object.without("a")).hasToString("{\"é\":[],\"c\":3}");
            assertThat(object.without("é")).hasToString("{\"a\":1,\"c\":3}");
            assertThat(object.without("c")).hasToString("{\"a\":1,\"é\":[]}");
            assertThat(object.without("d")).isEqualTo(object);
        }
    }

    @Nested
    class An_assembly {
        @Test
        void puts_commas_where_they_belong() {
            byte[] bytes = new JsonAssembly()
                    .openObject()
                    .member("a", 1)
                    .name("b")
                    .openArray()
                    .closeArray()
                    .name("c")
                    .openArray()
                    .members(List.of(JsonValue.NULL, JsonValue.EMPTY_OBJECT))
                    .flag(true)
                    .openObject()
                    .member("d", "x")
                    .closeObject()
                    .closeArray()
                    .member("e", JsonValue.EMPTY_ARRAY)
                    .closeObject()
                    .bytes();

            assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo("{\"a\":1,\"b\":[],\"c\":[null,{},true,{\"d\":\"x\"}],\"e\":[]}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\"\\/", "\u0000\u0001\b\t\n\u000b\f\r\u001f\u007f", "é😀\u2028\u2029\uFFFF"})
        void writes_text_as_jackson_does(String text) {
            assertThat(new JsonAssembly().text(text).bytes()).isEqualTo(Json.bytes(text));
        }
    }

    @Nested
    class A_template {
        private final JsonTemplate template = new JsonTemplate("{\"a\":", ",\"b\":{},\"c\":", "}");

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"a\":\"x\\\",\",\"b\":{},\"c\":1}",
                    "{\"a\":[{\"b\":{}}],\"b\":{},\"c\":null}",
                    "{\"a\":\"é\",\"b\":{},\"c\":{\"c\":[]}}"
                })
        void makes_what_fits_again(String text) {
            JsonValue document = JsonValue.ofText(text);

            List<JsonSlice> gaps = template.match(document);

            assertThat(gaps).hasSize(2);
            assertThat(template.filled(gaps)).isEqualTo(document);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"a\":",
                    "{\"a\":1}",
                    "{\"a\":1,\"b\":{}}",
                    "{\"a\":1,\"b\":{},\"c\":",
                    "{\"a\":1,\"b\":{},\"c\":2,\"d\":3}",
                    "{ \"a\":1,\"b\":{},\"c\":2}",
                    "{\"a\":1,\"b\":{\"x\":1},\"c\":2}"
                })
        void takes_nothing_else(String text) {
            assertThat(template.match(JsonValue.ofText(text))).isNull();
        }
    }

    @Nested
    class A_slice {
        @Test
        void finds_what_an_assembly_put_together() {
            JsonSlice slice = JsonSlice.of(JsonValue.ofText(
                    "{\"a\":{\"x\":[1,\"]}\\\\\"]},\"b\\n\":\"q\\u0041\",\"c\":-7,\"d\":true,\"e\":[]}"));

            assertThat(slice.members()).containsOnlyKeys("a", "b\n", "c", "d", "e");
            assertThat(slice.members().get("a").value()).hasToString("{\"x\":[1,\"]}\\\\\"]}");
            assertThat(slice.members().get("b\n").text()).isEqualTo("qA");
            assertThat(slice.members().get("c").number()).isEqualTo(-7);
            assertThat(slice.members().get("d").flag()).isTrue();
            assertThat(slice.members().get("e").elements()).isEmpty();
        }

        @Test
        void steps_over_space_between_tokens() {
            JsonSlice slice = JsonSlice.of(JsonValue.ofText("\n{ \"a\" :\t[ 1 , { } ] }\r\n"));

            assertThat(slice.members().get("a").elements())
                    .extracting(JsonSlice::toString)
                    .containsExactly("1", "{ }");
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 7, -1, 1_764_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE})
        void reads_the_numbers_that_an_assembly_writes(long number) {
            assertThat(JsonSlice.of(new JsonAssembly().number(number).bytes()).number())
                    .isEqualTo(number);
            assertThat(new JsonAssembly().number(number).done()).hasToString(Long.toString(number));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"-", "1.5", "1e3", "9223372036854775808", "-9223372036854775809", "99999999999999999999"})
        void refuses_what_is_no_whole_number(String text) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() ->
                            JsonSlice.of(text.getBytes(StandardCharsets.UTF_8)).number())
                    .withMessageContaining("expected a whole number");
        }

        @Test
        void finds_members_by_name_the_last_of_a_name() {
            JsonMembers members = JsonSlice.of(JsonValue.ofText("{\"a\":1,\"é\":\"x\",\"q\\u0041\":true,\"a\":2}"))
                    .fields();

            assertThat(members.get("a")).hasToString("2");
            assertThat(members.text("é")).isEqualTo("x");
            assertThat(members.get("qA")).hasToString("true");
            assertThat(members.get("b")).isNull();
            assertThat(members.text("a")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "{",
                    "{\"a\"",
                    "{\"a\":",
                    "{\"a\":1",
                    "{\"a\"1}",
                    "{,}",
                    "{\"a\":}",
                    "[",
                    "[1",
                    "{}}",
                    "{} {}"
                })
        void of_damaged_text_says_so(String text) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() ->
                            JsonSlice.of(text.getBytes(StandardCharsets.UTF_8)).members());
        }
    }
}
