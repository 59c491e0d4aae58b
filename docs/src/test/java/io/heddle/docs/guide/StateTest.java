package io.heddle.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.heddle.Heddle;
import io.heddle.api.Message;
import io.heddle.graph.Channel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MapChannel;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.TypeRef;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateTest {
    record Claim(String customer, BigDecimal amount, Instant filed, Optional<String> note) {}

    static final ValueChannel<Claim> CLAIM = Channel.value("claim", Claim.class);
    static final ValueChannel<Map<String, List<Integer>>> SCORES = Channel.value("scores", new TypeRef<>() {});
    static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    static final MessagesChannel CHAT = Channel.messages("chat");
    static final FoldChannel<Integer> RISK = Channel.fold("risk", Integer.class, 0, Integer::sum);
    static final MapChannel<Integer> STOCK = Channel.map("stock", Integer.class);

    static final NodeKey<Void> ASSESS = NodeKey.of("assess");
    static final NodeKey<Void> CHECK = NodeKey.of("check");

    static final Graph CLAIMS = Graph.define("claims", 1, g -> {
        g.channels(CLAIM, SCORES, NOTES, CHAT, RISK, STOCK);
        g.input(CLAIM, CHAT);
        g.output(NOTES, RISK);
        g.node(ASSESS, (state, context) -> Update.of(RISK.fold(30), NOTES.add("assessed"), STOCK.put("glue", 2)));
        g.node(
                CHECK,
                (state, context) -> Update.of(
                        RISK.fold(12),
                        STOCK.put("nails", 3),
                        NOTES.add("checked " + state.get(CLAIM).amount()),
                        CHAT.add(Message.ai("Thank you, " + state.get(CLAIM).customer()))));
        g.start(ASSESS, CHECK);
        g.after(ASSESS).end();
        g.after(CHECK).end();
    });

    @Test
    void each_channel_combines_writes_in_its_own_way() {
        try (Heddle heddle = Heddle.local(CLAIMS)) {
            Claim claim =
                    new Claim("Ada", new BigDecimal("120.50"), Instant.parse("2026-01-02T03:04:05Z"), Optional.empty());
            View state = heddle.thread(CLAIMS, "claim-9").invoke(CLAIM.set(claim));

            assertThat(state.get(NOTES)).containsExactly("assessed", "checked 120.50");
            assertThat(state.get(RISK)).isEqualTo(42);
            assertThat(heddle.thread(CLAIMS, "claim-9").state().get(STOCK))
                    .containsOnly(entry("glue", 2), entry("nails", 3));
            assertThat(heddle.thread(CLAIMS, "claim-9").state().get(CLAIM)).isEqualTo(claim);
        }
    }
}
