package io.heddle.readside;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelDeltaTest {
    private static Values list(String... elements) {
        return Values.of(Map.of("log", ChannelValue.Log.of(texts(elements))));
    }

    private static List<JsonValue> texts(String... elements) {
        return Arrays.stream(elements).map(JsonValue::ofText).toList();
    }

    private static ChannelDelta.Elements change(Values from, Values to) {
        return (ChannelDelta.Elements) ChannelDelta.between(from, to).getFirst();
    }

    private static List<Integer> positions(ChannelDelta.Elements delta) {
        return IntStream.range(delta.from(), delta.end()).boxed().toList();
    }

    @Test
    void a_longer_list_is_just_its_new_elements() {
        ChannelDelta.Elements delta = change(list("1", "2"), list("1", "2", "3", "4"));

        assertThat(positions(delta)).containsExactly(2, 3);
        assertThat(delta.fresh()).isFalse();
        assertThat(delta.cut()).isFalse();
        assertThat(delta.elements(2, 4)).isEqualTo(texts("3", "4"));
    }

    @Test
    void from_an_element_replaced_in_the_middle_on_everything_is_written() {
        ChannelDelta.Elements delta = change(list("1", "2", "3"), list("1", "9", "3"));

        assertThat(positions(delta)).containsExactly(1, 2);
        assertThat(delta.cut()).isTrue();
    }

    @Test
    void a_shorter_list_says_so() {
        ChannelDelta.Elements delta = change(list("1", "2", "3"), list("1"));

        assertThat(delta.cut()).isTrue();
        assertThat(delta.end()).isEqualTo(1);
        assertThat(positions(delta)).isEmpty();
    }

    @Test
    void a_list_written_empty_is_marked_as_a_list() {
        ChannelDelta.Elements delta = change(Values.EMPTY, list());

        assertThat(delta.fresh()).isTrue();
        assertThat(positions(delta)).isEmpty();
    }

    @Test
    void equal_values_change_nothing() {
        Values one = Values.of(Map.of("v", new ChannelValue.Single(JsonValue.ofText("1"))));
        Values same = Values.of(Map.of("v", new ChannelValue.Single(JsonValue.ofText("1"))));

        assertThat(ChannelDelta.between(one, same)).isEmpty();
        assertThat(ChannelDelta.between(list("1"), list("1"))).isEmpty();
    }

    @Test
    void a_channel_may_change_its_kind_and_go() {
        Values single = Values.of(Map.of("log", new ChannelValue.Single(JsonValue.ofText("1"))));

        assertThat(ChannelDelta.between(list("1"), single))
                .containsExactly(new ChannelDelta.Single("log", JsonValue.ofText("1"), true));
        assertThat(change(single, list("1")).fresh()).isTrue();
        assertThat(ChannelDelta.between(single, Values.EMPTY)).containsExactly(new ChannelDelta.Cleared("log"));
    }

    @Test
    void a_log_that_drops_its_oldest_keeps_the_places_of_the_others() {
        Values before = list("1", "2", "3");
        Values after = before.with("log", new ChannelChange.Append(texts("4", "5"), 3));
        ChannelDelta.Elements delta = change(before, after);

        assertThat(positions(delta)).containsExactly(3, 4);
        assertThat(delta.cut()).isTrue();
        assertThat(delta.first()).isEqualTo(2);
        assertThat(positions(change(Values.EMPTY, after))).containsExactly(2, 3, 4);
        assertThat(change(Values.EMPTY, after).cut()).isFalse();
        assertThat(positions(change(after, before))).containsExactly(0, 1, 2);
        assertThat(change(after, before).cut()).isTrue();
    }

    @Test
    void what_lives_in_memory_only_is_no_part_of_it() {
        Values secret = Values.EMPTY.with(
                "secret", new ChannelChange.Untracked(new ChannelChange.Assign(JsonValue.ofText("1"))));

        assertThat(ChannelDelta.between(Values.EMPTY, secret)).isEmpty();
        assertThat(ChannelDelta.between(secret, Values.EMPTY)).isEmpty();
    }

    @Test
    void one_more_on_ten_thousand_is_one() {
        List<JsonValue> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(JsonValue.ofText("{\"i\":" + i + "}"));
        }
        Values before = Values.of(Map.of("log", ChannelValue.Log.of(many)));
        Values after = before.with("log", new ChannelChange.Append(texts("1")));

        assertThat(positions(change(before, after))).containsExactly(10_000);
    }
}
