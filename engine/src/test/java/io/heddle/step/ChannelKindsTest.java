package io.heddle.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.heddle.api.CheckpointId;
import io.heddle.api.Message;
import io.heddle.api.ThreadKey;
import io.heddle.graph.AnyChannel;
import io.heddle.graph.Arrivals;
import io.heddle.graph.BarrierChannel;
import io.heddle.graph.ChangeRefused;
import io.heddle.graph.Channel;
import io.heddle.graph.EphemeralChannel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.TopicChannel;
import io.heddle.graph.UntrackedChannel;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.Values;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How each kind of channel combines the writes of supersteps, and how long they last. */
class ChannelKindsTest {
    enum Signer {
        LEGAL,
        TECH
    }

    private static final ValueChannel<String> TITLE = Channel.value("title", String.class);
    private static final AnyChannel<String> MOOD = Channel.any("mood", String.class);
    private static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    private static final LogChannel<Integer> RECENT =
            Channel.log("recent", Integer.class).keeping(3);
    private static final MessagesChannel CHAT = Channel.messages("chat");
    private static final FoldChannel<Integer> SUM = Channel.fold("sum", Integer.class, 0, Integer::sum);
    private static final EphemeralChannel<String> HINT = Channel.ephemeral("hint", String.class);
    private static final TopicChannel<String> NEWS = Channel.topic("news", String.class);
    private static final UntrackedChannel<String> SECRET = Channel.untracked("secret", String.class);
    private static final BarrierChannel<Signer> SIGNED = Channel.barrier("signed", Signer.class);
    private static final List<Channel<?>> ALL =
            List.of(TITLE, MOOD, NOTES, RECENT, CHAT, SUM, HINT, NEWS, SECRET, SIGNED);
    private static final ThreadKey THREAD = ThreadKey.of("t");

    @Nested
    class A_value {
        @Test
        void may_start_at_something() {
            ValueChannel<Integer> rounds =
                    Channel.value("rounds", Integer.class).startingAt(3);

            assertThat(new View(List.of(rounds), Values.EMPTY).get(rounds)).isEqualTo(3);
            assertThat(new View(
                                    List.of(rounds),
                                    Values.EMPTY.with("rounds", rounds.set(4).change()))
                            .get(rounds))
                    .isEqualTo(4);
        }
    }

    @Nested
    class An_any_value {
        @Test
        void of_several_writers_is_the_last_in_the_order_of_tasks_whoever_ended_first() {
            assertThat(view(step(Values.EMPTY, MOOD.set("from a"), MOOD.set("from b")))
                            .get(MOOD))
                    .isEqualTo("from b");
        }

        @Test
        void stays_when_nobody_writes_it() {
            Values written = step(Values.EMPTY, MOOD.set("calm"));

            assertThat(view(step(written, NOTES.add("x"))).get(MOOD)).isEqualTo("calm");
        }
    }

    @Nested
    class An_ephemeral_value {
        @Test
        void is_there_for_the_next_superstep_and_gone_after_it() {
            Values written = step(Values.EMPTY, HINT.set("left"));
            Values next = step(written, NOTES.add("x"));

            assertThat(view(written).get(HINT)).isEqualTo("left");
            assertThat(view(written).json()).hasToString(shown("\"hint\":\"left\",\"news\":[],\"signed\":[]"));
            assertThat(view(next).find(HINT)).isEmpty();
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> view(next).get(HINT));
        }

        @Test
        void written_again_is_the_new_one() {
            Values written = step(Values.EMPTY, HINT.set("left"));

            assertThat(view(step(written, HINT.set("right"))).get(HINT)).isEqualTo("right");
        }

        @Test
        void of_two_writers_is_an_error_that_names_both() {
            assertThat(refusal(HINT.set("x"), HINT.set("y")))
                    .startsWith("channel hint holds one value, but nodes a and b both wrote it");
        }

        @Test
        void may_be_declared_for_several_writers() {
            EphemeralChannel<String> hint =
                    Channel.ephemeral("hint", String.class).lastWins();

            assertThat(view(step(Values.EMPTY, hint.set("x"), hint.set("y"))).get(HINT))
                    .isEqualTo("y");
        }
    }

    @Nested
    class A_topic {
        @Test
        void holds_what_all_tasks_of_a_superstep_published_for_the_next_one() {
            Values written = step(Values.EMPTY, NEWS.publish("a1", "a2"), NEWS.publish("b"));
            Values next = step(written, NEWS.publish("c"));

            assertThat(view(Values.EMPTY).get(NEWS)).isEmpty();
            assertThat(view(written).get(NEWS)).containsExactly("a1", "a2", "b");
            assertThat(view(next).get(NEWS)).containsExactly("c");
            assertThat(view(step(next, NOTES.add("x"))).get(NEWS)).isEmpty();
        }
    }

    @Nested
    class An_untracked_value {
        @Test
        void stays_from_step_to_step_and_is_shown_to_nodes_only() {
            Values written = step(Values.EMPTY, SECRET.set("hush"));
            Values next = step(written, NOTES.add("x"));

            assertThat(view(next).get(SECRET)).isEqualTo("hush");
            assertThat(view(written).json()).isEqualTo(view(Values.EMPTY).json());
            assertThat(view(next).json().toString()).doesNotContain("hush", "secret");
            assertThat(next.json().toString()).doesNotContain("hush", "secret");
            assertThat(view(next.tracked()).find(SECRET)).isEmpty();
        }

        @Test
        void of_two_writers_is_an_error_that_names_both() {
            assertThat(refusal(SECRET.set("x"), SECRET.set("y"))).contains("nodes a and b both wrote it");
        }

        @Test
        void may_start_at_something_and_be_declared_for_several_writers() {
            UntrackedChannel<String> secret = Channel.untracked("secret", String.class)
                    .startingAt("nothing")
                    .lastWins();

            assertThat(new View(List.of(secret), Values.EMPTY).get(secret)).isEqualTo("nothing");
            assertThat(view(step(Values.EMPTY, secret.set("x"), secret.set("y")))
                            .get(SECRET))
                    .isEqualTo("y");
        }
    }

    @Nested
    class A_barrier {
        @Test
        void is_complete_when_all_parties_have_arrived_and_stays_so() {
            Values one = step(Values.EMPTY, SIGNED.arrive(Signer.TECH));
            Values both = step(one, SIGNED.arrive(Signer.LEGAL), SIGNED.arrive(Signer.TECH));

            assertThat(view(Values.EMPTY).get(SIGNED).missing()).containsExactly(Signer.LEGAL, Signer.TECH);
            assertThat(view(one).get(SIGNED).complete()).isFalse();
            assertThat(view(one).get(SIGNED).missing()).containsExactly(Signer.LEGAL);
            assertThat(view(both).get(SIGNED).complete()).isTrue();
            assertThat(view(both).get(SIGNED).arrived()).containsExactly(Signer.TECH, Signer.LEGAL);
            assertThat(view(step(both, NOTES.add("x"))).get(SIGNED).complete()).isTrue();
        }

        @Test
        void begins_another_round_when_it_is_reset() {
            Values both = step(Values.EMPTY, SIGNED.arrive(Signer.LEGAL, Signer.TECH));

            assertThat(view(step(both, SIGNED.reset(), SIGNED.arrive(Signer.LEGAL)))
                            .get(SIGNED))
                    .isEqualTo(view(Values.EMPTY).get(SIGNED));
        }

        @Test
        void of_named_parties_knows_no_others() {
            BarrierChannel<String> votes = Channel.barrier("votes", "north", "south");

            assertThat(votes.arrive("south")).isEqualTo(votes.arrive("south"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> votes.arrive("east"))
                    .withMessage("barrier votes knows no party east; its parties are north, south");
            assertThatIllegalArgumentException().isThrownBy(() -> Channel.barrier("votes", "north", "north"));
            assertThatIllegalArgumentException().isThrownBy(() -> Channel.barrier("votes"));
            assertThat(new View(List.of(votes), Values.EMPTY).get(votes))
                    .isEqualTo(new Arrivals<>(java.util.Set.of(), java.util.Set.of("north", "south")));
        }
    }

    @Nested
    class A_log_with_a_cap {
        @Test
        void drops_the_oldest_and_keeps_the_order() {
            Values values = Values.EMPTY;
            for (int i = 1; i <= 5; i++) {
                values = step(values, RECENT.add(i));
            }

            assertThat(view(values).get(RECENT)).containsExactly(3, 4, 5);
            assertThat(view(step(values, RECENT.add(6, 7, 8, 9))).get(RECENT)).containsExactly(7, 8, 9);
        }

        @Test
        void holds_at_least_one() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Channel.log("recent", Integer.class).keeping(0))
                    .withMessageContaining("log recent keeping 0");
        }
    }

    @Nested
    class An_overwrite {
        private final Values before = step(Values.EMPTY, NOTES.add("old"), CHAT.add(said("m1", "old")))
                .with("sum", TITLE.set("").change())
                .with("sum", new io.heddle.graph.ChannelChange.Assign(JsonValue.ofText("5")));

        @Test
        void of_a_fold_bypasses_the_reducer() {
            assertThat(view(step(before, SUM.overwrite(7))).get(SUM)).isEqualTo(7);
        }

        @Test
        void of_a_log_replaces_all_of_it() {
            assertThat(view(step(before, NOTES.overwrite(List.of("new", "newer"))))
                            .get(NOTES))
                    .containsExactly("new", "newer");
            assertThat(view(step(before, RECENT.overwrite(List.of(1, 2, 3, 4)))).get(RECENT))
                    .containsExactly(2, 3, 4);
        }

        @Test
        void of_a_conversation_replaces_all_of_it() {
            Values after = step(before, CHAT.overwrite(List.of(said("m2", "new"))));

            assertThat(view(after).get(CHAT)).containsExactly(said("m2", "new"));
        }

        @Test
        void beside_ordinary_writes_stays_alone_whether_they_come_before_or_after_it() {
            assertThat(view(step(before, NOTES.add("a"), NOTES.overwrite(List.of("b")), NOTES.add("c")))
                            .get(NOTES))
                    .containsExactly("b");
            assertThat(view(step(before, SUM.fold(1), SUM.overwrite(7), SUM.fold(2)))
                            .get(SUM))
                    .isEqualTo(7);
            assertThat(view(step(before, CHAT.remove("nobody"), CHAT.overwrite(List.of())))
                            .get(CHAT))
                    .isEmpty();
        }

        @Test
        void by_two_tasks_of_a_superstep_is_an_error_that_names_both() {
            assertThat(refusal(SUM.overwrite(7), SUM.overwrite(7)))
                    .isEqualTo("channel sum can be overwritten once in a superstep, but nodes a and b both did; let one"
                            + " of them overwrite it");
            assertThat(refusal(NOTES.overwrite(List.of()), CHAT.overwrite(List.of()), NOTES.overwrite(List.of())))
                    .contains("channel notes", "nodes a and c");
        }

        @Test
        void twice_by_one_task_is_an_error_too() {
            assertThatExceptionOfType(ChangeRefused.class)
                    .isThrownBy(() -> Stepper.apply(
                            Values.EMPTY, ChannelUpdate.of(List.of(SUM.overwrite(1), SUM.overwrite(2))), Map.of()))
                    .withMessageContaining("channel sum is overwritten twice");
        }

        @Test
        void is_read_from_both_forms_of_langgraph() {
            assertThat(SUM.decode("v", json("{\"__overwrite__\":7}")))
                    .isEqualTo(SUM.overwrite(7).change());
            assertThat(SUM.decode("v", json("{\"type\":\"__overwrite__\",\"value\":7}")))
                    .isEqualTo(SUM.overwrite(7).change());
            assertThat(NOTES.decode("v", json("{\"__overwrite__\":[\"x\"]}")))
                    .isEqualTo(NOTES.overwrite(List.of("x")).change());
            assertThat(CHAT.decode("v", json("{\"__overwrite__\":\"hi\"}")))
                    .isEqualTo(CHAT.overwrite(List.of(Message.human("hi"))).change());
            assertThat(SUM.overwrite(7).change().shown()).hasToString("{\"__overwrite__\":7}");
        }
    }

    private static final Graph GRAPH = Graph.define("g", 1, g -> {
        NodeKey<Void> only = NodeKey.of("a");
        g.node(only, (view, context) -> Update.nothing());
        g.start(only).after(only).end();
    });

    /** The values after a superstep in which node a made the first write, node b the second, and so on. */
    private static Values step(Values values, Write... writes) {
        GraphState state = written(values, writes);
        Settlement settlement = Stepper.settle(GRAPH, state);
        assertThat(settlement).isInstanceOf(Settlement.Settled.class);
        return Stepper.apply(state, ((Settlement.Settled) settlement).reduced());
    }

    private static String refusal(Write... writes) {
        return ((Settlement.Refused) Stepper.settle(GRAPH, written(Values.EMPTY, writes)))
                .error()
                .message();
    }

    private static GraphState written(Values values, Write... writes) {
        List<String> nodes = List.of("a", "b", "c").subList(0, writes.length);
        CheckpointId here = CheckpointId.at(1000, 1, 0);
        Checkpoint head = new Checkpoint(here, null, 0, Checkpoint.Source.LOOP, null, List.of(), 0);
        GraphState state = GraphState.EMPTY.at(
                head,
                values,
                Stepper.due(THREAD, Destination.nodes(nodes.toArray(new String[0])), here, ""),
                Waiting.NOTHING);
        for (int i = writes.length - 1; i >= 0; i--) {
            state = state.withFinished(
                    state.due().get(i).id(),
                    new TaskOutcome.Succeeded(ChannelUpdate.of(List.of(writes[i])), Map.of(), List.of(), List.of()));
        }
        return state;
    }

    private static View view(Values values) {
        return new View(ALL, values);
    }

    private static String shown(String tail) {
        return "{\"notes\":[],\"recent\":[],\"chat\":[],\"sum\":0," + tail + "}";
    }

    private static Message said(String id, String text) {
        return Message.human(text).withId(id);
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        return JsonValue.ofText(text).node();
    }
}
