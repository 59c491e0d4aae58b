package io.heddle.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an item's value must be like. Written as a JSON object, as in
 * {@code {"kind": "food", "from": {"city": "Rome"}, "stars": {"$gte": 4}}}: each member named must match.
 *
 * <ul>
 *   <li>An object of operators, {@code $eq $ne $gt $gte $lt $lte}: all must hold.
 *   <li>Any other object: the value has an object there, and each member named in turn matches.
 *   <li>Anything else: the value has an equal one there.
 * </ul>
 *
 * <p>Equal numbers are equal however they are written, objects whatever the order of their members; arrays are compared as a
 * whole. {@code $ne} holds wherever {@code $eq} does not, so also where the member is missing. The others compare numbers with
 * numbers and text with text, by code points, and hold between nothing else. A missing member is not null.
 *
 * @param conditions all must hold
 */
public record StoreFilter(List<Condition> conditions) {
    /** Most conditions of a filter. */
    public static final int MAX_CONDITIONS = 100;

    /** What every value matches. */
    public static final StoreFilter ALL = new StoreFilter(List.of());

    /** Of two values without members: 0 if they are equal. */
    private static final Comparator<JsonNode> UNEQUAL =
            (a, b) -> (a.isNumber() && b.isNumber()) ? order(a, b) : a.equals(b) ? 0 : 1;

    /** One thing that must be so; {@code path} names members from the outermost inwards. */
    public sealed interface Condition {
        List<String> path();
    }

    /** There is an object. */
    public record IsObject(List<String> path) implements Condition {}

    /** What there is compares with {@code operand}, which for orders is a number or a text. */
    public record Compares(List<String> path, Operator operator, JsonValue operand) implements Condition {}

    /** How a value compares. */
    public enum Operator {
        EQ,
        NE,
        GT,
        GTE,
        LT,
        LTE;

        /** As it is written in a filter: {@code $eq}. */
        public String wire() {
            return "$" + name().toLowerCase(Locale.ROOT);
        }

        boolean isOrder() {
            return this != EQ && this != NE;
        }

        private static @Nullable Operator of(String wire) {
            for (Operator operator : values()) {
                if (operator.wire().equals(wire)) {
                    return operator;
                }
            }
            return null;
        }
    }

    public StoreFilter {
        conditions = List.copyOf(conditions);
        if (conditions.size() > MAX_CONDITIONS) {
            throw StoreText.refuse("filter", conditions.size() + " conditions", "at most " + MAX_CONDITIONS);
        }
    }

    /** The filter that these members make when they are written as JSON. */
    public static StoreFilter of(Map<String, ?> members) {
        return parse(JsonValue.encode(members));
    }

    /** Reads a filter; a refusal names the place in it. */
    public static StoreFilter parse(JsonValue json) {
        if (!isObject(json)) {
            throw StoreText.refuse("filter", json.toString(), "a JSON object");
        }
        List<Condition> conditions = new ArrayList<>();
        members(List.of(), JsonSlice.of(json), conditions);
        return new StoreFilter(conditions);
    }

    /** Whether a value matches. */
    public boolean matches(JsonValue value) {
        JsonNode whole = value.node();
        return conditions.stream().allMatch(condition -> holds(condition, whole));
    }

    private static boolean isObject(JsonValue json) {
        try {
            return json.node().isObject();
        } catch (UncheckedIOException malformed) {
            return false;
        }
    }

    private static void members(List<String> path, JsonSlice pattern, List<Condition> conditions) {
        pattern.members().forEach((name, wanted) -> {
            List<String> inner = new ArrayList<>(path);
            inner.add(name);
            member(List.copyOf(inner), wanted, conditions);
        });
    }

    private static void member(List<String> path, JsonSlice wanted, List<Condition> conditions) {
        if (path.getLast().startsWith("$")) {
            throw StoreText.refuse(
                    field(path), wanted.toString(), "operators inside of a member: {\"stars\": {\"$gte\": 4}}");
        }
        if (!wanted.isObject()) {
            conditions.add(new Compares(path, Operator.EQ, wanted.value()));
        } else if (wanted.members().keySet().stream().anyMatch(name -> name.startsWith("$"))) {
            wanted.members().forEach((name, operand) -> conditions.add(operator(path, name, operand.value())));
        } else {
            conditions.add(new IsObject(path));
            members(path, wanted, conditions);
        }
    }

    private static Condition operator(List<String> path, String name, JsonValue operand) {
        Operator operator = Operator.of(name);
        if (operator == null) {
            throw StoreText.refuse(
                    field(path), "\"" + name + "\"", "only operators beside each other: $eq $ne $gt $gte $lt $lte");
        }
        JsonNode tree = operand.node();
        if (operator.isOrder() && !tree.isNumber() && !tree.isTextual()) {
            throw StoreText.refuse(field(path) + "." + name, operand.toString(), "a number or a text");
        }
        return new Compares(path, operator, operand);
    }

    private static String field(List<String> path) {
        return "filter." + String.join(".", path);
    }

    private static boolean holds(Condition condition, JsonNode whole) {
        JsonNode found = whole;
        for (String member : condition.path()) {
            found = found == null ? null : found.get(member);
        }
        return switch (condition) {
            case IsObject is -> found != null && found.isObject();
            case Compares compares ->
                holds(compares.operator(), found, compares.operand().node());
        };
    }

    private static boolean holds(Operator operator, @Nullable JsonNode found, JsonNode operand) {
        if (found == null) {
            return operator == Operator.NE;
        }
        if (operator.isOrder() && !(operand.isNumber() ? found.isNumber() : found.isTextual())) {
            return false;
        }
        int order = operator.isOrder() ? order(found, operand) : found.equals(UNEQUAL, operand) ? 0 : 1;
        return switch (operator) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case GT -> order > 0;
            case GTE -> order >= 0;
            case LT -> order < 0;
            case LTE -> order <= 0;
        };
    }

    private static int order(JsonNode found, JsonNode operand) {
        return operand.isNumber()
                ? found.decimalValue().compareTo(operand.decimalValue())
                : StoreText.BY_CODE_POINT.compare(found.textValue(), operand.textValue());
    }
}
