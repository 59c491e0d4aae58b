package io.heddle.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Message;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.MessageList;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StateDiffTest {
    @Test
    void of_equal_states_is_nothing() {
        Values values = Values.of(Map.of("a", log(3, "x")));

        assertThat(StateDiff.between(values, Values.of(Map.of("a", log(3, "x")))))
                .isEmpty();
    }

    @Test
    void going_back_to_a_shorter_conversation_costs_a_number_and_not_the_conversation() {
        Values now = Values.of(Map.of("chat", chat(1000)));
        Values then = Values.of(Map.of("chat", chat(900)));

        assertThat(StateDiff.between(now, then))
                .containsExactly(new ChannelUpdate("chat", new ChannelChange.Rewind(900, List.of())));
    }

    @Test
    void a_channel_written_since_is_cleared() {
        Values now = Values.of(Map.of("a", new ChannelValue.Single(json("1"))));

        assertThat(StateDiff.between(now, Values.EMPTY))
                .containsExactly(new ChannelUpdate("a", new ChannelChange.Clear()));
    }

    @Test
    void leaves_alone_what_lives_in_memory_only() {
        Values secret = Values.of(Map.of("secret", new ChannelValue.Untracked(log(1, "x"))));

        assertThat(StateDiff.between(secret, Values.EMPTY)).isEmpty();
        assertThat(StateDiff.between(Values.EMPTY, secret)).isEmpty();
    }

    @Test
    void of_a_window_that_moved_on_costs_the_window() {
        Values now = Values.of(Map.of("window", log(9, "x").last(2)));
        Values then = Values.of(Map.of("window", log(8, "x").last(2)));

        assertThat(StateDiff.between(now, then))
                .containsExactly(new ChannelUpdate(
                        "window", new ChannelChange.Restore(log(8, "x").last(2))));
        assertThat(StateDiff.between(
                        then, Values.of(Map.of("window", log(8, "x").last(2)))))
                .isEmpty();
    }

    @Test
    void leads_from_any_state_to_any_other() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            Values from = random(random);
            Values to = random(random);

            assertThat(Stepper.apply(from, StateDiff.between(from, to), Map.of())
                            .channels())
                    .isEqualTo(to.channels());
        }
    }

    private static Values random(Random random) {
        Map<String, ChannelValue> channels = new HashMap<>();
        if (random.nextInt(4) > 0) {
            channels.put("value", new ChannelValue.Single(json(String.valueOf(random.nextInt(3)))));
        }
        if (random.nextInt(4) > 0) {
            channels.put("log", log(random.nextInt(4), random.nextBoolean() ? "x" : "y"));
        }
        if (random.nextInt(4) > 0) {
            channels.put("window", log(random.nextInt(6), "x").last(random.nextInt(6)));
        }
        if (random.nextInt(4) > 0) {
            channels.put("signed", new ChannelValue.Arrived(random.nextBoolean() ? List.of("a") : List.of("b", "a")));
        }
        if (random.nextInt(4) > 0) {
            channels.put("flash", new ChannelValue.Flash(log(random.nextInt(3), "x")));
        }
        if (random.nextInt(4) > 0) {
            channels.put("changing", anything(random));
        }
        if (random.nextInt(4) > 0) {
            List<JsonValue> messages = new ArrayList<>();
            int first = random.nextInt(2);
            int size = random.nextInt(4);
            for (int i = 0; i < size; i++) {
                messages.add(Message.human(String.valueOf(random.nextInt(2)))
                        .withId("m" + (first + i))
                        .json());
            }
            channels.put("chat", new ChannelValue.Messages(MessageList.of(messages)));
        }
        return Values.of(channels);
    }

    private static ChannelValue anything(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new ChannelValue.Single(json("1"));
            case 1 -> log(1, "x");
            case 2 -> chat(1);
            case 3 -> ChannelValue.Arrived.NOBODY;
            default -> new ChannelValue.Flash(new ChannelValue.Single(json("1")));
        };
    }

    private static ChannelValue.Log log(int size, String element) {
        return ChannelValue.Log.of(IntStream.range(0, size)
                .mapToObj(i -> JsonValue.encode(element + i))
                .toList());
    }

    private static ChannelValue chat(int size) {
        return new ChannelValue.Messages(MessageList.of(IntStream.range(0, size)
                .mapToObj(i -> Message.human("text").withId("m" + i).json())
                .toList()));
    }

    private static JsonValue json(String text) {
        return JsonValue.ofText(text);
    }
}
