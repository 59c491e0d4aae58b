package io.heddle.graph;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.heddle.api.Message;
import io.heddle.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Values of the types that users put into channels. */
public final class UserSamples {
    private UserSamples() {}

    public enum Mood {
        CALM,
        STORMY {
            @Override
            public String toString() {
                return "not what is written";
            }
        }
    }

    public sealed interface Shape {}

    public record Circle(double radius) implements Shape {}

    public sealed interface Polygon extends Shape {}

    public record Square(int side) implements Polygon {}

    @JsonTypeName("triangle")
    public record Triangle(List<Integer> sides) implements Polygon {}

    public record Nothing() implements Shape {}

    public sealed interface Result<T> {}

    public record Ok<T>(T value) implements Result<T> {}

    public record Failed<T>(String why, Optional<Result<T>> cause) implements Result<T> {}

    public record Box<T>(T content, List<T> others) {}

    public record Tree(String name, List<Tree> children, Map<Mood, Tree> byMood) {}

    public record Everything(
            boolean flag,
            byte small,
            long large,
            double ratio,
            float half,
            char letter,
            String text,
            Mood mood,
            BigDecimal price,
            BigInteger huge,
            Instant instant,
            LocalDate date,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            Duration duration,
            Period period,
            UUID id,
            URI uri,
            byte[] bytes,
            OptionalInt maybe) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Everything && other.toString().equals(toString());
        }

        @Override
        public int hashCode() {
            return toString().hashCode();
        }

        @Override
        public String toString() {
            return Stream.of(
                            flag,
                            small,
                            large,
                            ratio,
                            half,
                            letter,
                            text,
                            mood,
                            price,
                            huge,
                            instant,
                            date,
                            dateTime,
                            offset,
                            zoned,
                            duration,
                            period,
                            id,
                            uri,
                            List.of(bytes.length, bytes[0]),
                            maybe)
                    .toList()
                    .toString();
        }
    }

    public record Kept<T>(TypeRef<T> type, T value) {
        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }

    public static Stream<Kept<?>> values() {
        return Stream.of(
                new Kept<>(new TypeRef<Shape>() {}, new Circle(1.5)),
                new Kept<>(new TypeRef<Shape>() {}, new Nothing()),
                new Kept<>(new TypeRef<Polygon>() {}, new Triangle(List.of(3, 4, 5))),
                new Kept<>(new TypeRef<Circle>() {}, new Circle(-0.0)),
                new Kept<>(new TypeRef<Double>() {}, Double.NaN),
                new Kept<>(new TypeRef<List<Shape>>() {}, List.of(new Square(1), new Nothing(), new Circle(1e300))),
                new Kept<>(new TypeRef<Map<String, List<Shape>>>() {}, Map.of("a", List.of(new Square(2)))),
                new Kept<>(
                        new TypeRef<Result<Shape>>() {}, new Failed<>("no", Optional.of(new Ok<Shape>(new Square(3))))),
                new Kept<>(new TypeRef<Box<Mood>>() {}, new Box<>(Mood.STORMY, List.of(Mood.CALM, Mood.STORMY))),
                new Kept<>(new TypeRef<Box<Shape>>() {}, new Box<>(new Square(1), List.of(new Circle(2)))),
                new Kept<>(
                        new TypeRef<Box<Box<Optional<Integer>>>>() {},
                        new Box<>(new Box<>(Optional.of(1), List.of(Optional.empty())), List.of())),
                new Kept<>(
                        new TypeRef<Tree>() {},
                        new Tree(
                                "root",
                                List.of(new Tree("leaf", List.of(), Map.of())),
                                new EnumMap<>(Map.of(Mood.STORMY, new Tree("", List.of(), Map.of()))))),
                new Kept<>(
                        new TypeRef<Set<String>>() {},
                        new LinkedHashSet<>(List.of("zebra", "ant", "mole", "bee", "yak", "cat"))),
                new Kept<>(
                        new TypeRef<List<List<Map<Integer, Optional<String>>>>>() {},
                        List.of(List.of(Map.of(7, Optional.of("x")), Map.of(8, Optional.empty())), List.of())),
                new Kept<>(new TypeRef<BigDecimal>() {}, new BigDecimal("120.00")),
                new Kept<>(new TypeRef<BigDecimal>() {}, new BigDecimal("1.20E+5")),
                new Kept<>(new TypeRef<BigDecimal>() {}, new BigDecimal("0E-12")),
                new Kept<>(new TypeRef<Instant>() {}, Instant.parse("2026-11-22T01:02:03.000000004Z")),
                new Kept<>(new TypeRef<Instant>() {}, Instant.EPOCH),
                new Kept<>(new TypeRef<ZonedDateTime>() {}, Instant.EPOCH.atZone(ZoneId.of("UTC"))),
                new Kept<>(new TypeRef<ZoneId>() {}, ZoneId.of("UTC")),
                new Kept<>(new TypeRef<List<Year>>() {}, List.of(Year.of(2026))),
                new Kept<>(new TypeRef<YearMonth>() {}, YearMonth.of(2026, 1)),
                new Kept<>(new TypeRef<LocalTime>() {}, LocalTime.of(1, 2, 3, 4)),
                new Kept<>(new TypeRef<Map<Instant, DayOfWeek>>() {}, Map.of(Instant.EPOCH, DayOfWeek.MONDAY)),
                new Kept<>(new TypeRef<Optional<Shape>>() {}, Optional.of(new Square(9))),
                new Kept<>(new TypeRef<Optional<Shape>>() {}, Optional.empty()),
                new Kept<>(new TypeRef<Message>() {}, Message.ai("hi")),
                new Kept<>(new TypeRef<JsonValue>() {}, JsonValue.ofText("{\"any\":[1.0,null]}")),
                new Kept<>(
                        new TypeRef<Everything>() {},
                        new Everything(
                                true,
                                (byte) -1,
                                Long.MIN_VALUE,
                                0.1,
                                0.1f,
                                'ü',
                                "\u2028😀\"\\",
                                Mood.STORMY,
                                new BigDecimal("1.10"),
                                new BigInteger("123456789012345678901234567890"),
                                Instant.parse("-0001-01-01T00:00:00Z"),
                                LocalDate.of(1815, 12, 10),
                                LocalDateTime.of(2026, 1, 1, 0, 0),
                                OffsetDateTime.parse("2026-01-01T00:00:00+05:30"),
                                ZonedDateTime.parse("2026-06-01T00:00:00+02:00[Europe/Paris]"),
                                Duration.ofSeconds(90, 1),
                                Period.of(1, 2, 3),
                                UUID.fromString("0193e5ad-7e40-7c21-9a4d-3f1c5e0b8a77"),
                                URI.create("https://example.org/a?b=c#d"),
                                new byte[] {1, 2, 3},
                                OptionalInt.of(3))));
    }
}
