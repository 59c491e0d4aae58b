package io.heddle.examples.delay;

import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.time.Duration;

/** Sleeps as long as it is told to. Cancelling the run interrupts the sleep, and nothing is written. */
public final class Delay {
    public static final ValueChannel<Long> DELAY = Channel.value("delay", Long.class);
    public static final ValueChannel<String> RESULT = Channel.value("result", String.class);
    static final NodeKey<Void> SLEEP = NodeKey.of("sleep");

    private Delay() {}

    public static Graph graph() {
        return Graph.define("delay", 1, g -> {
            g.channels(DELAY, RESULT);
            g.node(SLEEP, Delay::sleep);
            g.start(SLEEP);
            g.after(SLEEP).end();
        });
    }

    static Update sleep(View state, NodeContext context) throws InterruptedException {
        long millis = Math.max(0, state.get(DELAY));
        Thread.sleep(Duration.ofMillis(millis));
        return Update.of(RESULT.set("finished after %d ms".formatted(millis)));
    }
}
