package io.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.heddle.api.Message;
import io.heddle.graph.Call;
import io.heddle.graph.Channel;
import io.heddle.graph.Command;
import io.heddle.graph.ConfigKey;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessageStream;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeResult;
import io.heddle.graph.Question;
import io.heddle.graph.Retry;
import io.heddle.graph.Send;
import io.heddle.graph.StoreKey;
import io.heddle.graph.Target;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeTestTest {
    record Piece(String name, int size) {}

    record Note(String text) {}

    private static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    private static final FoldChannel<Integer> SUM = Channel.fold("sum", Integer.class, 0, Integer::sum);
    private static final MessagesChannel TALK = Channel.messages("talk");
    private static final Question<String, Boolean> SURE = Question.of("sure", String.class, Boolean.class);
    private static final Call<Integer> PRICE = Call.of("price", Integer.class);
    private static final StoreKey<Note> NOTE = StoreKey.of("note", Note.class);

    private static final ConfigKey<String> LANGUAGE = ConfigKey.of("language", String.class);

    private static final NodeKey<Void> BUY = NodeKey.of("buy");
    private static final NodeKey<Void> SPLIT = NodeKey.of("split");
    private static final NodeKey<Piece> WEIGH = NodeKey.of("weigh", Piece.class);
    private static final NodeKey<Void> SAY = NodeKey.of("say");
    private static final NodeKey<Void> BREAK = NodeKey.of("break");
    private static final NodeKey<Void> REMEMBER = NodeKey.of("remember");

    private static final Graph SHOP = Graph.define("shop", 1, g -> {
        g.channels(NOTES, SUM, TALK);
        g.node(BUY, NodeTestTest::buy, node -> node.mayGoTo(SPLIT));
        g.node(SPLIT, (state, context) -> Update.nothing());
        g.worker(WEIGH, (piece, context) -> Update.of(SUM.fold(piece.size())));
        g.node(SAY, NodeTestTest::say);
        g.node(
                BREAK,
                NodeTestTest::fails,
                node -> node.retry(Retry.upTo(3)
                        .backoff(Duration.ofHours(1), 1, Duration.ofHours(1))
                        .jitter(0)));
        g.node(REMEMBER, NodeTestTest::remember);
        g.start(BUY);
        g.after(SPLIT).routeAll(NodeTestTest::pieces, WEIGH);
        g.after(WEIGH).to(SAY);
        g.sequence(SAY, BREAK, REMEMBER);
        g.after(REMEMBER).end();
    });

    static NodeResult buy(View state, NodeContext context) throws Exception {
        int price = context.once(PRICE, () -> 40);
        return context.ask(SURE, "for " + price + "?")
                ? Command.goTo(SPLIT).update(NOTES.add("bought for " + price))
                : Update.nothing();
    }

    static List<Target> pieces(View state) {
        return List.of(Send.to(WEIGH, new Piece("a", 1)), Send.to(WEIGH, new Piece("b", 2)));
    }

    static Update say(View state, NodeContext context) {
        MessageStream stream = context.openMessage();
        stream.token("Hello ");
        stream.token("you");
        context.emit(Map.of("said", 1));
        return Update.of(TALK.add(stream.finish()));
    }

    static Update fails(View state, NodeContext context) throws IOException {
        throw new IOException("attempt " + context.attempt());
    }

    static Update remember(View state, NodeContext context) {
        context.store().in("notes").put(NOTE, new Note(context.caller().orElse("nobody")));
        JsonValue first = context.interrupt("first?");
        JsonValue second = context.interrupt("second?");
        return Update.of(NOTES.add(first + " " + second + " " + context.config()));
    }

    @Test
    void a_node_that_asks_is_left_with_its_question_and_the_calls_it_made() {
        NodeOutcome asks = NodeTest.of(SHOP, BUY).run();

        assertThat(asks.questions().about(SURE)).isEqualTo("for 40?");
        assertThat(asks.calls()).containsExactly("price");
        assertThat(asks.result(PRICE)).contains(40);
        assertThatIllegalStateException()
                .isThrownBy(asks::state)
                .withMessage("node buy asks [sure]; give it answered(…)");
    }

    @Test
    void recorded_calls_are_not_made_and_answers_are_heard() {
        NodeOutcome bought =
                NodeTest.of(SHOP, BUY).recorded(PRICE, 30).answered(SURE, true).run();

        assertThat(bought.calls()).isEmpty();
        assertThat(bought.state().get(NOTES)).containsExactly("bought for 30");
        assertThat(bought.update()).isEqualTo(Update.of(NOTES.add("bought for 30")));
        assertThat(bought.next()).containsExactly("split");
    }

    @Test
    void routers_are_part_of_it() {
        NodeOutcome split = NodeTest.of(SHOP, SPLIT).run();

        assertThat(split.next()).containsExactly("weigh", "weigh");
        assertThat(split.sent(WEIGH)).containsExactly(new Piece("a", 1), new Piece("b", 2));
    }

    @Test
    void a_worker_gets_its_input_and_reducers_are_part_of_it() {
        NodeOutcome weighed = NodeTest.of(SHOP, WEIGH, new Piece("c", 3))
                .given(SUM.fold(4), NOTES.add("before"))
                .run();

        assertThat(weighed.state().get(SUM)).isEqualTo(7);
        assertThat(weighed.state().get(NOTES)).containsExactly("before");
    }

    @Test
    void tokens_and_emitted_values_are_heard() {
        NodeOutcome said = NodeTest.of(SHOP, SAY)
                .given(TALK.add(Message.human("Hi"), Message.human("Hi?")))
                .run();

        assertThat(said.tokens()).containsExactly("Hello ", "you");
        assertThat(said.emitted()).containsExactly(JsonValue.parse("{\"said\":1}"));
        assertThat(said.state().get(TALK)).extracting(Message::text).containsExactly("Hi", "Hi?", "Hello you");
    }

    @Test
    void a_node_is_tried_again_as_it_would_be_and_fails_for_good() {
        NodeTest test = NodeTest.of(SHOP, BREAK);

        NodeOutcome failed = test.run();

        assertThat(failed.error().orElseThrow().message()).isEqualTo("attempt 3");
        assertThat(test.time().elapsed()).isEqualTo(Duration.ofHours(2));
        assertThatIllegalStateException()
                .isThrownBy(failed::next)
                .withMessage("node break failed: IOException: attempt 3");
    }

    @Test
    void the_world_around_it_can_be_said() {
        NodeTest test = NodeTest.of(SHOP, REMEMBER)
                .askedBy("ada")
                .configured(LANGUAGE, "en")
                .resumed(1, "two");

        assertThat(test.run().state().get(NOTES)).containsExactly("1 \"two\" {\"language\":\"en\"}");
        assertThat(test.store().in("notes").get(NOTE)).contains(new Note("ada"));
    }

    @Test
    void a_node_that_is_not_there_is_named_with_those_that_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeTest.of(SHOP, NodeKey.of("sell")).run())
                .withMessage("graph shop v1 has no node sell; its nodes are: buy, split, weigh, say, break, remember");
    }
}
