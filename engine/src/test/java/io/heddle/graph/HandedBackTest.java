package io.heddle.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Message;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leads a channel from one content to another, as when a graph inside another hands it back. */
class HandedBackTest {
    private static final LogChannel<Integer> ALL = Channel.log("c", Integer.class);
    private static final LogChannel<Integer> FEW = ALL.keeping(3);
    private static final MessagesChannel CHAT = Channel.messages("c");
    private static final BarrierChannel<String> SIGNED = Channel.barrier("c", "a", "b", "c");

    @Nested
    class A_log {
        @Test
        void that_only_grew_takes_what_was_added_and_keeps_its_own_cap() {
            assertThat(FEW.leading(log(1, 2), log(1, 2, 3, 4)))
                    .isEqualTo(FEW.add(3, 4).change());
            assertThat(ALL.leading(null, log(1))).isEqualTo(ALL.add(1).change());
            assertThat(ALL.leading(log(1), log(1)))
                    .isEqualTo(ALL.addAll(List.of()).change());
        }

        @Test
        void that_dropped_its_oldest_meanwhile_takes_what_was_added_too() {
            ChannelValue.Log before = log(1, 2, 3);

            assertThat(ALL.leading(before, log(1, 2, 3, 4, 5).last(3)))
                    .isEqualTo(ALL.add(4, 5).change());
        }

        @Test
        void that_did_anything_else_is_overwritten() {
            assertThat(ALL.leading(log(1, 2), log(1)))
                    .isEqualTo(ALL.overwrite(List.of(1)).change());
            assertThat(ALL.leading(log(1, 2), log(1, 3, 4)))
                    .isEqualTo(ALL.overwrite(List.of(1, 3, 4)).change());
            assertThat(ALL.leading(log(1, 2).last(1), log(1, 2)))
                    .isEqualTo(ALL.overwrite(List.of(1, 2)).change());
        }

        private static ChannelValue.Log log(Integer... elements) {
            return (ChannelValue.Log)
                    Values.EMPTY.with("c", ALL.add(elements).change()).get("c");
        }
    }

    @Nested
    class A_single_value {
        @Test
        void is_written_as_its_kind_writes() {
            ValueChannel<String> value = Channel.value("c", String.class);
            AnyChannel<String> any = Channel.any("c", String.class);
            EphemeralChannel<String> ephemeral =
                    Channel.ephemeral("c", String.class).lastWins();
            UntrackedChannel<String> untracked = Channel.untracked("c", String.class);

            assertThat(value.leading(null, held(value.set("x"))))
                    .isEqualTo(value.set("x").change());
            assertThat(any.leading(null, held(any.set("x"))))
                    .isEqualTo(any.set("x").change());
            assertThat(ephemeral.leading(null, held(ephemeral.set("x"))))
                    .isEqualTo(ephemeral.set("x").change());
            assertThat(untracked.leading(null, held(untracked.set("x"))))
                    .isEqualTo(untracked.set("x").change());
        }
    }

    @Test
    void a_barrier_takes_who_is_there_and_is_reset_first_if_somebody_is_no_longer() {
        ChannelValue one = held(SIGNED.arrive("a"));
        ChannelValue two = held(SIGNED.arrive("a", "b"));

        assertThat(SIGNED.leading(one, two)).isEqualTo(SIGNED.arrive("a", "b").change());
        assertThat(SIGNED.leading(two, one))
                .isEqualTo(new ChannelChange.Overwrite(new ChannelChange.Arrive(List.of("a"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "window", "topic", "messages", "barrier"})
    void what_leads_somewhere_leads_there(String kind) {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            Values from = random(random, kind, Values.EMPTY);
            Values to = random(random, kind, random.nextBoolean() ? from : Values.EMPTY);

            ChannelValue after = to.get("c");
            if (after != null) {
                Channel<?> channel = write(random, kind).channel();
                Values led = from.faded().with("c", channel.leading(from.get("c"), after));
                assertThat(elements(led)).as("from %s", from).isEqualTo(elements(to));
            }
        }
    }

    private static List<?> elements(Values values) {
        ChannelValue held = values.get("c");
        return switch (held) {
            case ChannelValue.Arrived arrived ->
                arrived.parties().stream().sorted().toList();
            case ChannelValue.Messages messages ->
                messages.elements().stream().map(Object::toString).sorted().toList();
            case null -> List.of();
            case ChannelValue other -> other.elements();
        };
    }

    private static Values random(Random random, String kind, Values start) {
        Values values = start;
        for (int i = random.nextInt(5); i > 0; i--) {
            values = values.with("c", write(random, kind).change());
        }
        return values;
    }

    private static Write write(Random random, String kind) {
        return switch (kind) {
            case "log" -> ALL.add(random.nextInt(3));
            case "window" -> FEW.add(random.nextInt(3));
            case "topic" -> Channel.topic("c", Integer.class).publish(random.nextInt(3));
            case "barrier" -> random.nextInt(3) == 0 ? SIGNED.reset() : SIGNED.arrive(random.nextBoolean() ? "a" : "b");
            default ->
                CHAT.add(
                        random.nextInt(4) == 0
                                ? Message.removeAll()
                                : Message.human("hi").withId("x"),
                        Message.human(String.valueOf(random.nextInt(2))).withId("m" + random.nextInt(3)));
        };
    }

    private static ChannelValue held(Write write) {
        return Values.EMPTY.with("c", write.change()).get("c");
    }
}
