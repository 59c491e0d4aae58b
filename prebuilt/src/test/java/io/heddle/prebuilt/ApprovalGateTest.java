package io.heddle.prebuilt;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import org.junit.jupiter.api.Test;

class ApprovalGateTest {
    /** What is proposed. */
    public record Email(String to, String text) {}

    private static final ValueChannel<Email> DRAFT = Channel.value("draft", Email.class);
    private static final LogChannel<String> REMARKS = Channel.log("remarks", String.class);
    private static final LogChannel<Email> SENT = Channel.log("sent", Email.class);
    private static final NodeKey<Void> WRITE = NodeKey.of("write");
    private static final NodeKey<Void> SEND = NodeKey.of("send");
    private static final ApprovalGate<Email> GATE =
            ApprovalGate.of("approval", DRAFT).approved(SEND).rejected(WRITE, REMARKS);

    private static final Graph MAIL = Graph.define("mail", 1, g -> {
        g.channels(DRAFT, REMARKS, SENT);
        g.node(
                WRITE,
                (state, context) -> Update.of(DRAFT.set(
                        new Email("Ada", "Draft " + (state.get(REMARKS).size() + 1)))));
        g.node(SEND, (state, context) -> Update.of(SENT.add(state.get(DRAFT))));
        GATE.in(g);
        g.start(WRITE);
        g.after(WRITE).to(GATE.node());
        g.after(SEND).end();
    });

    @Test
    void what_is_approved_goes_through() {
        try (Heddle heddle = written()) {
            assertThat(heddle.thread(MAIL, "t").state().get(SENT)).isEmpty();

            assertThat(answered(heddle, Decision.approve()).get(SENT)).containsExactly(new Email("Ada", "Draft 1"));
        }
    }

    @Test
    void what_is_edited_goes_through_as_edited() {
        try (Heddle heddle = written()) {
            View state = answered(heddle, Decision.edit(new Email("Bob", "Better")));

            assertThat(state.get(SENT)).containsExactly(new Email("Bob", "Better"));
        }
    }

    @Test
    void what_is_rejected_goes_back_with_the_reason_and_is_asked_about_again() {
        try (Heddle heddle = written()) {
            View state = answered(heddle, Decision.reject("too long"));
            assertThat(state.get(REMARKS)).containsExactly("too long");
            assertThat(state.get(SENT)).isEmpty();

            assertThat(answered(heddle, Decision.approve()).get(SENT)).containsExactly(new Email("Ada", "Draft 2"));
        }
    }

    @Test
    void it_is_drawn() {
        assertThat(MAIL.describe().mermaid())
                .contains("write --> approval", "approval -.-> send", "approval -.-> write");
    }

    private static Heddle written() {
        Heddle heddle = Heddle.local(MAIL);
        heddle.thread(MAIL, "t").invoke();
        return heddle;
    }

    private static View answered(Heddle heddle, Decision<Email> decision) {
        return Resumed.with(
                heddle, MAIL, "t", GATE.question().encodeAnswer(decision).toString());
    }
}
