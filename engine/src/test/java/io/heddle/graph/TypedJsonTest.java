package io.heddle.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What users put into channels comes out as it went in, and its bytes do not change on the way. */
class TypedJsonTest {
    record Essay(
            String title, Author author, List<Review> reviews, Optional<Instant> published, Map<Mood, Integer> moods) {}

    record Author(String name, Optional<String> pen, LocalDate born) {}

    enum Mood {
        CALM,
        STORMY
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Praise.class, name = "praise"),
        @JsonSubTypes.Type(value = Scorn.class, name = "scorn")
    })
    sealed interface Review {}

    record Praise(BigDecimal stars, Duration readingTime) implements Review {}

    record Scorn(String why, Review answer) implements Review {}

    private static final Essay ESSAY = new Essay(
            "On \u2028 and 😀",
            new Author("Ada", Optional.of(""), LocalDate.of(1815, 12, 10)),
            List.of(
                    new Praise(new BigDecimal("4.50"), Duration.ofSeconds(90, 1)),
                    new Scorn("too long", new Praise(new BigDecimal("1E+400"), Duration.ZERO))),
            Optional.of(Instant.parse("2026-11-22T01:02:03.000000004Z")),
            Map.of(Mood.STORMY, 3));

    @Test
    void records_sealed_types_enums_and_numbers_survive_byte_for_byte() {
        TypedJson<Essay> json = TypedJson.of("it", Essay.class);

        JsonValue once = json.encode(ESSAY);
        Essay back = json.decode(once);

        assertThat(back).isEqualTo(ESSAY);
        assertThat(json.encode(back)).isEqualTo(once);
        assertThat(once.toString()).contains("\"kind\":\"praise\"", "4.50", "\"PT1M30.000000001S\"", "1E+400");
    }

    @Test
    void lists_and_maps_of_sealed_types_name_each_element_s_kind() {
        TypedJson<List<Review>> list = TypedJson.of("it", new TypeRef<List<Review>>() {});
        TypedJson<Map<String, Review>> map = TypedJson.of("it", new TypeRef<Map<String, Review>>() {});

        assertThat(list.decode(list.encode(ESSAY.reviews()))).isEqualTo(ESSAY.reviews());
        assertThat(map.decode(map.encode(Map.of("a", ESSAY.reviews().get(1)))))
                .isEqualTo(Map.of("a", ESSAY.reviews().get(1)));
    }

    @Test
    void an_optional_may_be_null_and_nothing_else_may() {
        TypedJson<Optional<Integer>> optional = TypedJson.of("it", new TypeRef<Optional<Integer>>() {});

        assertThat(optional.check("v", JsonValue.NULL.node())).isEqualTo(JsonValue.NULL);
        assertThat(optional.decode(JsonValue.NULL)).isEmpty();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> TypedJson.of("it", String.class).check("v", JsonValue.NULL.node()));
    }

    @Test
    void what_comes_from_outside_keeps_its_bytes_when_it_fits() {
        String written = "{\"name\":\"Ada\",\"pen\":null,\"born\":\"1815-12-10\",\"unknown\":1.0}";

        assertThat(TypedJson.of("it", Author.class)
                        .check("v", JsonValue.ofText(written).node()))
                .hasToString(written);
    }

    @Test
    void a_misfit_deep_inside_is_named_by_its_path() {
        String written = "{\"title\":\"t\",\"reviews\":[{\"kind\":\"scorn\",\"why\":{}}]}";

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> TypedJson.of("it", Essay.class)
                        .check("input.essay", JsonValue.ofText(written).node()))
                .satisfies(e -> assertThat(((Problem.InvalidRequest) e.problem()).field())
                        .isEqualTo("input.essay.reviews[0].why"));
    }
}
