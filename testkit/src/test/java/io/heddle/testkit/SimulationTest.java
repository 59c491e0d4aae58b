package io.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heddle.graph.Call;
import io.heddle.graph.Channel;
import io.heddle.graph.ConfigKey;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final ValueChannel<Integer> AMOUNT = Channel.value("amount", Integer.class);
    private static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    private static final Question<Integer, Boolean> SURE = Question.of("sure", Integer.class, Boolean.class);
    private static final Call<String> TRANSFER = Call.of("transfer", String.class);
    private static final NodeKey<Void> ASK = NodeKey.of("ask");
    private static final NodeKey<Void> PAY = NodeKey.of("pay");

    private static final Scenario PAID = Scenario.input(AMOUNT.set(40))
            .thenAnswer(SURE, true)
            .thenEdit(NOTES.add("checked"))
            .thenInput(AMOUNT.set(7))
            .thenAnswer(SURE, true);

    /** A bank that knows a transfer by its key. */
    private static final class Bank {
        private final Set<String> keys = new HashSet<>();
        private final List<String> transfers = new ArrayList<>();

        String transfer(String key, int amount) {
            if (keys.add(key)) {
                transfers.add("transfer of " + amount);
            }
            return "receipt";
        }
    }

    @Test
    void a_sound_graph_comes_to_the_same_whatever_dies() {
        Simulation.seeds(150).live(life -> {
            Bank bank = new Bank();
            View end = life.run(
                    payments((state, context) -> {
                        int amount = state.get(AMOUNT);
                        String receipt = context.once(TRANSFER, () -> bank.transfer(context.taskId(), amount));
                        return Update.of(NOTES.add(receipt));
                    }),
                    PAID);

            assertThat(bank.transfers).containsExactly("transfer of 40", "transfer of 7");
            assertThat(end.get(NOTES)).containsExactly("receipt", "checked", "receipt");
        });
    }

    @Test
    void a_graph_that_its_configuration_makes_comes_to_the_same_too() {
        ConfigKey<Boolean> careful = ConfigKey.of("careful", Boolean.class).orElse(false);
        Graph configured = Graph.define("configured", 1, List.of(careful), (g, config) -> {
            g.channels(AMOUNT, NOTES);
            g.node(PAY, (state, context) -> Update.of(NOTES.add("paid")));
            if (config.get(careful)) {
                g.node(ASK, SimulationTest::ask);
                g.start(ASK);
                g.after(ASK).to(PAY);
            } else {
                g.start(PAY);
            }
            g.after(PAY).end();
        });

        Simulation.seeds(50)
                .run(
                        configured,
                        Scenario.input(AMOUNT.set(40)).thenAnswer(SURE, true).configured(careful, true));
    }

    @Test
    void what_is_due_can_be_dropped_and_what_failed_gone_on_with() {
        Graph doubting = payments((state, context) -> {
            if (state.get(NOTES).isEmpty()) {
                throw new IllegalStateException("nobody has checked");
            }
            return Update.of(NOTES.add("paid"));
        });

        Simulation.seeds(50)
                .run(
                        doubting,
                        Scenario.input(AMOUNT.set(40))
                                .thenGoTo(PAY)
                                .thenEdit(NOTES.add("checked"))
                                .thenGoOn());
    }

    @Test
    void an_effect_outside_a_recorded_call_is_found_to_happen_twice() {
        AssertionError found = wrong(life -> {
            List<Integer> transfers = new ArrayList<>();
            life.run(
                    payments((state, context) -> {
                        transfers.add(state.get(AMOUNT));
                        return Update.of(NOTES.add("paid"));
                    }),
                    PAID);

            assertThat(transfers).containsExactly(40, 7);
        });

        assertThat(found)
                .hasMessageMatching("(?s)seed \\d+:.*some elements were not expected:.*live it again:.*cut off:.*");
    }

    @Test
    void a_node_that_reads_what_others_change_is_found_to_go_another_way() {
        AtomicInteger shared = new AtomicInteger();

        AssertionError found = wrong(life -> life.run(
                payments((state, context) -> Update.of(NOTES.add("payment " + shared.incrementAndGet()))), PAID));

        assertThat(found).hasMessageContainingAll("although nothing is cut off", "payment 1", "payment 3");
    }

    @Test
    void a_result_that_is_not_recorded_is_found_to_change() {
        AssertionError found = wrong(life -> {
            AtomicInteger asked = new AtomicInteger();
            life.run(payments((state, context) -> Update.of(NOTES.add("answer " + asked.incrementAndGet()))), PAID);
        });

        assertThat(found).hasMessageContainingAll("it went another way than in calm", "expected", "answer 1", "found");
    }

    @Test
    void the_line_that_is_told_lives_the_same_life_again() {
        Simulation.Plot plot = life -> {
            List<Integer> transfers = new ArrayList<>();
            life.run(
                    payments((state, context) -> {
                        transfers.add(state.get(AMOUNT));
                        return Update.nothing();
                    }),
                    PAID);
            assertThat(transfers).hasSize(2);
        };
        String told = wrong(plot).getMessage();
        String seed = told.replaceFirst("(?s).*mvn test -Dtest='SimulationTest#\\w+' -Dheddle.seed=(\\d+).*", "$1");

        assertThat(wrong(new Simulation(Long.parseLong(seed)), plot)).hasMessage(told);
    }

    @Test
    void a_scenario_that_does_not_fit_says_so_before_anything_is_cut_off() {
        AssertionError found = catchThrowableOfType(
                AssertionError.class,
                () -> Simulation.seeds(1)
                        .run(
                                payments((state, context) -> Update.nothing()),
                                Scenario.input(AMOUNT.set(1))
                                        .thenAnswer(SURE, true)
                                        .thenAnswer(SURE, true)));

        assertThat(found).hasMessageContainingAll("although nothing is cut off", "sure");
    }

    private static AssertionError wrong(Simulation.Plot plot) {
        return wrong(Simulation.seeds(300), plot);
    }

    private static AssertionError wrong(Simulation simulation, Simulation.Plot plot) {
        return catchThrowableOfType(AssertionError.class, () -> simulation.live(plot));
    }

    private static Update ask(View state, NodeContext context) {
        context.ask(SURE, state.get(AMOUNT));
        return Update.nothing();
    }

    private static Graph payments(NodeFunction pay) {
        return Graph.define("payments", 1, g -> {
            g.channels(AMOUNT, NOTES);
            g.node(ASK, SimulationTest::ask);
            g.node(PAY, pay);
            g.start(ASK);
            g.after(ASK).to(PAY);
            g.after(PAY).end();
        });
    }
}
