package io.heddle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heddle.json.JsonValue;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoreFilterTest {
    private static final JsonValue TRATTORIA = JsonValue.ofText("""
            {"kind":"food","stars":4.50,"from":{"city":"Rome","zone":{"code":7}},"tags":["a","b"],"closed":null}""");

    @Test
    void each_member_named_must_be_equal() {
        assertThat(matches("{}")).isTrue();
        assertThat(matches("{'kind':'food','stars':4.5}")).isTrue();
        assertThat(matches("{'kind':'food','stars':4}")).isFalse();
        assertThat(matches("{'kind':'foo'}")).isFalse();
    }

    @Test
    void an_object_matches_one_with_more_members() {
        assertThat(matches("{'from':{'city':'Rome'}}")).isTrue();
        assertThat(matches("{'from':{'zone':{'code':{'$lt':8}}}}")).isTrue();
        assertThat(matches("{'from':{}}")).isTrue();
        assertThat(matches("{'kind':{}}")).isFalse();
        assertThat(matches("{'from':{'city':'Rome','street':'x'}}")).isFalse();
    }

    @Test
    void arrays_are_compared_as_a_whole_and_have_no_members() {
        assertThat(matches("{'tags':['a','b']}")).isTrue();
        assertThat(matches("{'tags':['b','a']}")).isFalse();
        assertThat(matches("{'tags':['a']}")).isFalse();
        assertThat(matches("{'tags':{'0':'a'}}")).isFalse();
    }

    @Test
    void equality_of_an_operator_is_that_of_whole_objects_in_any_order() {
        assertThat(matches("{'from':{'$eq':{'zone':{'code':7.0},'city':'Rome'}}}"))
                .isTrue();
        assertThat(matches("{'from':{'$eq':{'city':'Rome'}}}")).isFalse();
        assertThat(matches("{'from':{'$ne':{'city':'Rome'}}}")).isTrue();
    }

    @Test
    void orders_hold_between_two_numbers_or_two_texts_only() {
        assertThat(matches("{'stars':{'$gt':4,'$lt':5}}")).isTrue();
        assertThat(matches("{'stars':{'$gte':4.5,'$lte':4.5}}")).isTrue();
        assertThat(matches("{'stars':{'$gt':4.5}}")).isFalse();
        assertThat(matches("{'kind':{'$gt':'f','$lt':'fop'}}")).isTrue();
        assertThat(matches("{'kind':{'$gt':4}}")).isFalse();
        assertThat(matches("{'stars':{'$gt':'4'}}")).isFalse();
        assertThat(matches("{'closed':{'$lte':4}}")).isFalse();
        assertThat(matches("{'missing':{'$lte':4}}")).isFalse();
    }

    @Test
    void text_is_ordered_by_code_points() {
        StoreFilter beyondLetters = StoreFilter.of(Map.of("x", Map.of("$gt", "\uff21")));

        assertThat(beyondLetters.matches(JsonValue.ofText("{\"x\":\"\ud83d\ude00\"}")))
                .isTrue();
    }

    @Test
    void a_missing_member_is_not_null_and_differs_from_everything() {
        assertThat(matches("{'closed':null}")).isTrue();
        assertThat(matches("{'missing':null}")).isFalse();
        assertThat(matches("{'missing':{'$ne':5}}")).isTrue();
        assertThat(matches("{'missing':{'$ne':null}}")).isTrue();
        assertThat(matches("{'closed':{'$ne':null}}")).isFalse();
    }

    @Test
    void what_is_wrong_with_a_filter_is_named_by_its_place() {
        assertThat(refusal("[]")).hasToString("filter: found [], expected a JSON object.");
        assertThat(refusal("{'from':{'zone':{'$in':[1]}}}"))
                .hasToString("filter.from.zone: found \"$in\", expected only operators beside each other:"
                        + " $eq $ne $gt $gte $lt $lte.");
        assertThat(refusal("{'stars':{'$gte':1,'more':2}}")).startsWith("filter.stars: found \"more\"");
        assertThat(refusal("{'stars':{'$gte':null}}"))
                .hasToString("filter.stars.$gte: found null, expected a number or a text.");
        assertThat(refusal("{'$or':[]}")).startsWith("filter.$or: found [], expected operators inside of a member");
        String many =
                IntStream.range(0, 101).mapToObj(i -> "'a" + i + "':1").collect(Collectors.joining(",", "{", "}"));
        assertThat(refusal(many)).hasToString("filter: found 101 conditions, expected at most 100.");
    }

    private static boolean matches(String filter) {
        return StoreFilter.parse(JsonValue.ofText(filter.replace('\'', '"'))).matches(TRATTORIA);
    }

    private static String refusal(String filter) {
        JsonValue json = JsonValue.ofText(filter.replace('\'', '"'));
        return catchThrowableOfType(ProblemException.class, () -> StoreFilter.parse(json))
                .problem()
                .message();
    }
}
