package io.heddle.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.graph.UserSamples.Box;
import io.heddle.graph.UserSamples.Circle;
import io.heddle.graph.UserSamples.Kept;
import io.heddle.graph.UserSamples.Mood;
import io.heddle.graph.UserSamples.Nothing;
import io.heddle.graph.UserSamples.Shape;
import io.heddle.graph.UserSamples.Square;
import io.heddle.graph.UserSamples.Triangle;
import io.heddle.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which types users may put into channels, and what becomes of them. */
class UserTypesTest {
    @ParameterizedTest
    @MethodSource("io.heddle.graph.UserSamples#values")
    <T> void comes_back_equal_and_byte_for_byte(Kept<T> kept) {
        TypedJson<T> json = TypedJson.of("it", kept.type());

        JsonValue once = json.encode(kept.value());
        T back = json.decode(once);

        assertThat(back).isEqualTo(kept.value());
        assertThat(json.encode(back)).isEqualTo(once);
    }

    @Nested
    class A_sealed_type {
        private final TypedJson<Shape> shape = TypedJson.of("it", Shape.class);

        @Test
        void is_written_with_the_name_of_the_record_and_without_annotations() {
            assertThat(shape.encode(new Square(2))).hasToString("{\"type\":\"Square\",\"side\":2}");
            assertThat(shape.encode(new Nothing())).hasToString("{\"type\":\"Nothing\"}");
        }

        @Test
        void may_name_a_record_so_that_renaming_it_does_no_harm() {
            assertThat(shape.encode(new Triangle(List.of()))).hasToString("{\"type\":\"triangle\",\"sides\":[]}");
        }

        @Test
        void declared_as_one_of_its_records_needs_no_name() {
            assertThat(TypedJson.of("it", Square.class).encode(new Square(2))).hasToString("{\"side\":2}");
        }

        @Test
        void refuses_a_name_that_it_does_not_permit_and_a_missing_one() {
            assertThat(refusal(shape, "{\"type\":\"Line\"}").field()).isEqualTo("v");
            assertThat(refusal(shape, "{\"side\":2}").expected()).contains("type");
        }
    }

    @Test
    void an_enum_is_its_name_whatever_its_constants_override() {
        assertThat(TypedJson.of("it", Mood.class).encode(Mood.STORMY)).hasToString("\"STORMY\"");
        assertThat(TypedJson.of("it", new TypeRef<Map<Mood, Integer>>() {}).encode(Map.of(Mood.STORMY, 1)))
                .hasToString("{\"STORMY\":1}");
    }

    @Nested
    class A_record {
        record Order(long cents, String note, Optional<String> coupon) {
            public String getLabel() {
                return "derived";
            }

            public boolean isFree() {
                return cents == 0;
            }
        }

        private final TypedJson<Order> order = TypedJson.of("it", Order.class);

        @Test
        void is_its_components_and_nothing_else() {
            assertThat(order.encode(new Order(1, "x", Optional.empty())))
                    .hasToString("{\"cents\":1,\"note\":\"x\",\"coupon\":null}");
        }

        @Test
        void may_lack_an_optional_and_a_reference_but_no_primitive() {
            assertThat(order.decode(JsonValue.ofText("{\"cents\":1}"))).isEqualTo(new Order(1, null, Optional.empty()));
            assertThat(refusal(order, "{\"note\":\"x\"}").field()).isEqualTo("v.cents");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.lang.Integer|\"5\"",
                "java.lang.Integer|5.0",
                "java.lang.Integer|1e1",
                "java.lang.Integer|true",
                "java.lang.Integer|\"\"",
                "java.lang.Integer|3000000000",
                "java.lang.Long|5.5",
                "java.lang.Double|\"5\"",
                "java.lang.Double|true",
                "java.lang.Boolean|1",
                "java.lang.Boolean|\"true\"",
                "java.lang.Boolean|\"\"",
                "java.lang.String|5",
                "java.lang.String|true",
                "java.lang.String|[]",
                "java.math.BigDecimal|\"1.0\"",
                "java.math.BigDecimal|\"\"",
                "java.math.BigInteger|1.0",
                "java.time.Instant|5",
                "java.time.Instant|5.5",
                "java.time.Instant|\"5\"",
                "java.time.Instant|\"\"",
                "java.time.Instant|\"yesterday\"",
                "java.time.LocalDate|[2026,1,1]",
                "java.time.LocalDate|20000",
                "java.time.Duration|90",
                "java.time.Duration|\"\"",
                "java.util.UUID|\"\"",
                "io.heddle.graph.UserSamples$Mood|0",
                "io.heddle.graph.UserSamples$Mood|\"calm\"",
                "io.heddle.graph.UserSamples$Mood|\"\"",
                "io.heddle.graph.UserSamples$Circle|\"\"",
                "io.heddle.graph.UserSamples$Circle|[]",
                "io.heddle.graph.UserSamples$Circle|{}",
                "io.heddle.graph.UserSamples$Circle|{\"radius\":null}",
                "io.heddle.graph.UserSamples$Circle|{\"radius\":\"1\"}"
            })
    void nothing_is_converted_in_silence(Class<?> type, String written) {
        assertThat(refusal(TypedJson.of("it", type), written).field()).startsWith("v");
    }

    @Nested
    class Annotations_of_jackson {
        record Renamed(
                @JsonProperty("the_name") String name,
                @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at) {}

        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
        sealed interface Kind {}

        record One(String type) implements Kind {}

        static final class Made {
            private final int a;

            @JsonCreator
            Made(@JsonProperty("a") int a) {
                this.a = a;
            }

            public int getA() {
                return a;
            }
        }

        @Test
        void win() {
            TypedJson<Renamed> renamed = TypedJson.of("it", Renamed.class);
            Renamed value = new Renamed("x", Instant.ofEpochSecond(5, 7));
            assertThat(renamed.encode(value)).hasToString("{\"the_name\":\"x\",\"at\":5.000000007}");
            assertThat(renamed.decode(renamed.encode(value))).isEqualTo(value);

            TypedJson<Kind> kind = TypedJson.of("it", Kind.class);
            assertThat(kind.encode(new One("x"))).hasToString("{\"kind\":\"One\",\"type\":\"x\"}");
            assertThat(kind.decode(kind.encode(new One("x")))).isEqualTo(new One("x"));

            TypedJson<Made> made = TypedJson.of("it", Made.class);
            assertThat(made.encode(made.decode(JsonValue.ofText("{\"a\":3}")))).hasToString("{\"a\":3}");
        }
    }

    @Nested
    class A_type_that_could_not_be_read_back {
        interface Open {}

        record Holder(List<Open> open) {}

        sealed interface WithEnum {}

        enum Constants implements WithEnum {
            ONE
        }

        sealed interface Clash {}

        record Typed(String type) implements Clash {}

        sealed interface Twins {}

        record Twin() implements Twins {}

        static final class Other {
            record Twin() implements Twins {}
        }

        record ByRecord(Map<Circle, String> names) {}

        record Loose(Object anything) {}

        @SuppressWarnings("rawtypes")
        record Raw(List list) {}

        static final class Closed {
            Closed(int a) {}
        }

        @Test
        void is_refused_where_it_is_declared_with_what_to_write_instead() {
            assertThat(fault(Holder.class))
                    .startsWith("channel c: Holder.open[]: Open may be implemented by anybody")
                    .contains("make it sealed", "@JsonTypeInfo");
            assertThat(fault(WithEnum.class)).contains("Constants, which sealed WithEnum permits, is not a record");
            assertThat(fault(Clash.class)).contains("Typed has a component \"type\"", "rename it", "to Clash");
            assertThat(fault(Twins.class)).contains("written as Twin", "@JsonTypeName");
            assertThat(fault(ByRecord.class)).contains("ByRecord.names", "keys are text", "Circle");
            assertThat(fault(Loose.class)).contains("Loose.anything", "JsonValue");
            assertThat(fault(Raw.class)).contains("Raw.list", "TypeRef<List<…>>");
            assertThat(fault(Closed.class)).contains("Closed cannot be made from JSON", "@JsonCreator");
            assertThat(fault(Map.class)).contains("TypeRef<Map<…>>");
            assertThat(fault(Box.class)).contains("TypeRef<Box<…>>");
        }

        private String fault(Class<?> type) {
            try {
                Channel.value("c", type);
            } catch (IllegalArgumentException e) {
                return e.getMessage();
            }
            throw new AssertionError(type + " was accepted");
        }
    }

    @Test
    void an_unbound_type_reference_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Channel.log("c", new TypeRef<List<?>>() {}))
                .withMessageContaining("channel c: List[]: Object");
    }

    private static Problem.InvalidRequest refusal(TypedJson<?> json, String written) {
        try {
            return org.assertj.core.api.Assertions.fail(
                    "%s was read as %s",
                    written,
                    json.decode(json.check("v", JsonValue.ofText(written).node())));
        } catch (ProblemException e) {
            return (Problem.InvalidRequest) e.problem();
        }
    }
}
