package io.heddle.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.api.ProblemException;
import io.heddle.graph.Call;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeopleTest {
    record Payment(String to, int cents) {}

    enum Verdict {
        APPROVE,
        REJECT
    }

    static final ValueChannel<Payment> PAYMENT = Channel.value("payment", Payment.class);
    static final LogChannel<String> NOTES = Channel.log("notes", String.class);

    static final Question<Payment, Verdict> APPROVAL = Question.of("approval", Payment.class, Verdict.class);
    static final Question<String, Integer> LIMIT = Question.of("limit", String.class, Integer.class);
    static final Call<Integer> SCORE = Call.of("score", Integer.class);

    static final NodeKey<Void> REVIEW = NodeKey.of("review");
    static final NodeKey<Void> PAY = NodeKey.of("pay");
    static final NodeKey<Void> AUDIT = NodeKey.of("audit");

    private static final AtomicInteger SCORED = new AtomicInteger();

    static Update review(View state, NodeContext context) throws Exception {
        Payment payment = state.get(PAYMENT);
        int risk = context.once(SCORE, () -> score(payment));
        Verdict verdict = context.ask(APPROVAL, payment);
        return Update.of(NOTES.add("risk " + risk + ": " + verdict));
    }

    static Update audit(View state, NodeContext context) {
        NodeContext.Answers answers =
                context.askAll(List.of(APPROVAL.about(state.get(PAYMENT)), LIMIT.about("at most?")));
        return Update.of(NOTES.add(answers.to(APPROVAL) + " up to " + answers.to(LIMIT)));
    }

    private static int score(Payment payment) {
        SCORED.incrementAndGet();
        return payment.cents() / 100;
    }

    static final Graph PAYMENTS = Graph.define("payments", 1, g -> {
        g.channels(PAYMENT, NOTES);
        g.questions(APPROVAL);
        g.node(REVIEW, PeopleTest::review);
        g.node(PAY, (state, context) -> Update.of(NOTES.add("paid")));
        g.start(REVIEW);
        g.after(REVIEW).to(PAY);
        g.after(PAY).end();
    });

    static final Graph AUDITS = Graph.define("audits", 1, g -> {
        g.channels(PAYMENT, NOTES);
        g.questions(APPROVAL, LIMIT);
        g.node(AUDIT, PeopleTest::audit);
        g.start(AUDIT);
        g.after(AUDIT).end();
    });

    @Test
    void a_run_waits_for_a_human_and_goes_on() {
        try (Heddle heddle = Heddle.local(PAYMENTS)) {
            ThreadRef thread = heddle.thread(PAYMENTS, "p1");
            Outcome asked = thread.run(PAYMENT.set(new Payment("Ada", 12_000)));
            if (asked instanceof Outcome.Waiting waiting) {
                Payment about = waiting.questions().about(APPROVAL);
                assertThat(about.to()).isEqualTo("Ada");
            }
            Outcome done = thread.answer(APPROVAL, Verdict.APPROVE);

            assertThat(asked).isInstanceOf(Outcome.Waiting.class);
            assertThat(done).isInstanceOf(Outcome.Completed.class);
            assertThat(done.state().get(NOTES)).containsExactly("risk 120: APPROVE", "paid");
            assertThat(SCORED).hasValue(1);
        }
    }

    @Test
    void answers_come_in_any_order_and_a_wrong_one_is_refused_by_name() {
        try (Heddle heddle = Heddle.local(AUDITS)) {
            ThreadRef thread = heddle.thread(AUDITS, "p2");
            thread.run(PAYMENT.set(new Payment("Bob", 5_000)));

            assertThat(thread.answer(LIMIT, 7_000)).isInstanceOf(Outcome.Waiting.class);
            assertThat(thread.answer(APPROVAL, Verdict.REJECT).state().get(NOTES))
                    .containsExactly("REJECT up to 7000");
            assertThatThrownBy(() -> {
                        Outcome late = thread.answer(APPROVAL, Verdict.APPROVE);
                        if (late instanceof Outcome.Failed failed) {
                            throw new IllegalStateException(failed.error().message());
                        }
                    })
                    .isInstanceOfAny(ProblemException.class, IllegalStateException.class)
                    .hasMessageContaining("approval");
        }
    }

    @Test
    void a_breakpoint_pauses_without_a_question() {
        Graph paused = Graph.define("paused", 1, g -> {
            g.channels(PAYMENT, NOTES);
            g.node(REVIEW, (state, context) -> Update.of(NOTES.add("reviewed")));
            g.node(PAY, (state, context) -> Update.of(NOTES.add("paid")));
            g.start(REVIEW);
            g.after(REVIEW).to(PAY);
            g.after(PAY).end();
            g.pauseBefore(PAY);
        });
        try (Heddle heddle = Heddle.local(paused)) {
            ThreadRef thread = heddle.thread(paused, "p3");
            assertThat(thread.run()).isInstanceOf(Outcome.Paused.class);
            assertThat(thread.goOn().state().get(NOTES)).containsExactly("reviewed", "paid");
        }
    }
}
