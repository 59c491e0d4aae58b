package io.heddle.proof;

import io.heddle.graph.Channel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessageStream;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeResult;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The graphs under proof. Their nodes keep nothing outside the state, so whatever is seen came through the engine. */
final class ProofGraphs {
    /** First word of what makes {@link #ECHO} fail. */
    static final String FAIL = "fail";

    /** First word of what makes {@link #ECHO} work until it is cancelled. */
    static final String HOLD = "hold";

    private static final MessagesChannel MESSAGES = Channel.messages("messages");
    private static final LogChannel<String> MARKERS = Channel.log("markers", String.class);
    private static final FoldChannel<Integer> COUNT = Channel.fold("count", Integer.class, 0, Integer::sum);
    private static final ValueChannel<String> TOPIC = Channel.value("topic", String.class);
    private static final NodeKey<Void> MARK = NodeKey.of("mark");
    private static final NodeKey<Void> REPLY = NodeKey.of("reply");

    /** Notes each marker and counts it. */
    private static final Graph MARKER = Graph.define(
            "marker",
            1,
            g -> g.channels(MARKERS, COUNT)
                    .node(MARK, (state, context) -> Update.of(COUNT.fold(1)))
                    .start(MARK)
                    .after(MARK)
                    .end());

    /** Repeats the last message in every way in which a node can tell something. */
    private static final Graph ECHO = Graph.define(
            "echo",
            1,
            g -> g.channels(MESSAGES, MARKERS, COUNT, TOPIC)
                    .node(REPLY, ProofGraphs::reply)
                    .start(REPLY)
                    .after(REPLY)
                    .end());

    static final GraphCatalog ALL = GraphCatalog.of(MARKER, ECHO);

    private ProofGraphs() {}

    /** What {@link #ECHO} answers. */
    static String echo(String said) {
        return "you said " + said;
    }

    /** What {@link #ECHO} notes once it has answered. */
    static String done(String said) {
        return "done " + said;
    }

    private static NodeResult reply(View state, NodeContext context) throws InterruptedException {
        String said = state.get(MESSAGES).getLast().text();
        context.emit(Map.of("heard", said));
        if (said.startsWith(FAIL)) {
            throw new IllegalStateException("cannot answer " + said);
        }
        if (said.startsWith(HOLD)) {
            new CountDownLatch(1).await();
        }
        MessageStream answer = context.openMessage();
        for (String word : echo(said).split("(?<= )")) {
            answer.token(word);
        }
        return Update.of(MESSAGES.add(answer.finish()), MARKERS.add(done(said)), COUNT.fold(1));
    }
}
