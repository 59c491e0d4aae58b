package io.heddle.docs.guide;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.graph.Call;
import io.heddle.graph.Channel;
import io.heddle.graph.Command;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.Retry;
import io.heddle.graph.StoreKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import io.heddle.prebuilt.Tool;
import io.heddle.prebuilt.ToolAgent;
import io.heddle.prebuilt.ToolResult;
import io.heddle.prebuilt.ToolSpec;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.NodeOutcome;
import io.heddle.testkit.NodeTest;
import io.heddle.testkit.Scenario;
import io.heddle.testkit.ScriptedModel;
import io.heddle.testkit.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@HeddleTest
class TestingTest {
    record Refund(String customer, int euros) {}

    record Account(int refunds) {}

    static final ValueChannel<Refund> REFUND = Channel.value("refund", Refund.class);
    static final LogChannel<String> LETTERS = Channel.log("letters", String.class);
    static final Question<Refund, Boolean> APPROVAL = Question.of("approval", Refund.class, Boolean.class);
    static final Call<String> TRANSFER = Call.of("transfer", String.class);
    static final StoreKey<Account> ACCOUNT = StoreKey.of("account", Account.class);

    static final NodeKey<Void> REVIEW = NodeKey.of("review");
    static final NodeKey<Void> PAY = NodeKey.of("pay");

    /** A bank that knows a transfer by its key, and may be closed. */
    static final class Bank {
        private final Map<String, Refund> transfers = new LinkedHashMap<>();
        private int closed;

        Bank closedFor(int calls) {
            closed = calls;
            return this;
        }

        String transfer(String key, Refund refund) throws IOException {
            if (closed-- > 0) {
                throw new IOException("the bank is closed");
            }
            transfers.putIfAbsent(key, refund);
            return "receipt for " + refund.euros();
        }

        List<Refund> transfers() {
            return List.copyOf(transfers.values());
        }
    }

    static Graph refunds(Bank bank) {
        return Graph.define("refunds", 1, g -> {
            g.channels(REFUND, LETTERS);
            g.node(REVIEW, TestingTest::review, node -> node.mayGoTo(PAY, Graph.END));
            g.node(PAY, (state, context) -> pay(bank, state, context), node -> node.retry(NIGHTLY));
            g.start(REVIEW);
            g.after(PAY).end();
        });
    }

    static final Retry NIGHTLY =
            Retry.upTo(5).backoff(Duration.ofHours(1), 1, Duration.ofHours(1)).jitter(0);

    static Command review(View state, NodeContext context) {
        return Command.goTo(context.ask(APPROVAL, state.get(REFUND)) ? PAY : Graph.END);
    }

    static Update pay(Bank bank, View state, NodeContext context) throws Exception {
        Refund refund = state.get(REFUND);
        String receipt = context.once(TRANSFER, () -> bank.transfer(context.taskId(), refund));
        context.store().in("accounts", refund.customer()).put(ACCOUNT, new Account(1));
        return Update.of(LETTERS.add("Dear %s: %s".formatted(refund.customer(), receipt)));
    }

    static final Refund ADAS = new Refund("Ada", 40);

    final Bank bank = new Bank();
    final Graph refunds = refunds(bank);

    @Test
    void an_approved_refund_is_paid(GraphTester tester) {
        ThreadRef ada = tester.thread(refunds, "ada");
        ada.run(REFUND.set(ADAS));
        Outcome paid = ada.answer(APPROVAL, true);

        assertThat(paid.state().get(LETTERS)).containsExactly("Dear Ada: receipt for 40");
        assertThat(bank.transfers()).containsExactly(ADAS);
    }

    @Test
    void nothing_is_paid_before_somebody_says_so() {
        NodeOutcome reviewed =
                NodeTest.of(refunds, REVIEW).given(REFUND.set(ADAS)).run();

        assertThat(reviewed.questions().about(APPROVAL)).isEqualTo(ADAS);
    }

    @Test
    void a_refund_that_is_not_approved_goes_nowhere() {
        NodeOutcome reviewed = NodeTest.of(refunds, REVIEW)
                .given(REFUND.set(ADAS))
                .answered(APPROVAL, false)
                .run();

        assertThat(reviewed.next()).isEmpty();
    }

    @Test
    void a_transfer_that_was_made_is_not_made_again() {
        NodeOutcome paid = NodeTest.of(refunds, PAY)
                .given(REFUND.set(ADAS))
                .recorded(TRANSFER, "receipt 7")
                .run();

        assertThat(paid.state().get(LETTERS)).containsExactly("Dear Ada: receipt 7");
        assertThat(bank.transfers()).isEmpty();
    }

    @Test
    void a_closed_bank_is_asked_again_every_hour(GraphTester tester) {
        ThreadRef ada = tester.thread(refunds(bank.closedFor(3)));
        ada.run(REFUND.set(ADAS));
        ada.answer(APPROVAL, true);

        assertThat(bank.transfers()).containsExactly(ADAS);
        assertThat(tester.time().elapsed()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void a_node_that_hangs_runs_out_of_time(GraphTester tester) {
        Graph hanging = Graph.define("hanging", 1, g -> {
            g.channels(LETTERS);
            g.node(
                    PAY,
                    (state, context) -> {
                        new CountDownLatch(1).await();
                        return Update.nothing();
                    },
                    node -> node.timeout(Duration.ofMinutes(5)));
            g.start(PAY);
            g.after(PAY).end();
        });

        CompletionStage<Outcome> run = tester.thread(hanging).runAsync();
        tester.time().advance(Duration.ofMinutes(5));

        assertThat(run.toCompletableFuture().join()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void a_model_answers_line_by_line(GraphTester tester) {
        Tool clock =
                Tool.of(ToolSpec.of("clock", "Tells the time"), (arguments, state, context) -> ToolResult.of("noon"));
        ScriptedModel model = new ScriptedModel().calls("clock", Map.of()).says("It is ", "noon.");
        Graph agent = ToolAgent.graph(model, clock);

        Outcome answered = tester.thread(agent).run(MESSAGES.add(Message.human("What time is it?")));

        assertThat(answered.state().get(MESSAGES)).extracting(Message::text).endsWith("noon", "It is noon.");
        assertThat(model.asked().getLast().last()).isEqualTo("noon");
    }

    @Test
    void the_account_is_kept(GraphTester tester) {
        ThreadRef ada = tester.thread(refunds);
        ada.run(REFUND.set(ADAS));
        ada.answer(APPROVAL, true);

        assertThat(tester.store().written()).containsExactly("accounts.Ada/account");
        assertThat(tester.store().in("accounts", "Ada").get(ACCOUNT)).contains(new Account(1));
    }

    static final Scenario APPROVED = Scenario.input(REFUND.set(ADAS)).thenAnswer(APPROVAL, true);

    @Test
    void refunds_come_to_the_same_whatever_dies() {
        Simulation.seeds(100).run(refunds, APPROVED);
    }

    @Test
    void a_refund_is_paid_once_whatever_dies() {
        Simulation.seeds(100).live(life -> {
            Bank ours = new Bank();
            life.run(refunds(ours), APPROVED);

            assertThat(ours.transfers()).containsExactly(ADAS);
        });
    }
}
