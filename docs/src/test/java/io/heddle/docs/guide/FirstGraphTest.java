package io.heddle.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import org.junit.jupiter.api.Test;

class FirstGraphTest {
    static final ValueChannel<String> NAME = Channel.value("name", String.class);
    static final LogChannel<String> GREETINGS = Channel.log("greetings", String.class);

    static final NodeKey<Void> GREET = NodeKey.of("greet");

    static Graph greeter() {
        return Graph.define("greeter", 1, g -> {
            g.channels(NAME, GREETINGS);
            g.node(GREET, FirstGraphTest::greet);
            g.start(GREET);
            g.after(GREET).end();
        });
    }

    static Update greet(View state, NodeContext context) {
        int times = state.get(GREETINGS).size() + 1;
        return Update.of(GREETINGS.add("hello " + state.get(NAME) + ", for the " + times + ". time"));
    }

    @Test
    void a_thread_remembers() {
        Graph greeter = greeter();
        try (Heddle heddle = Heddle.local(greeter)) {
            ThreadRef ada = heddle.thread(greeter, "ada");
            ada.invoke(NAME.set("Ada"));
            View state = ada.invoke();

            assertThat(state.get(GREETINGS))
                    .containsExactly("hello Ada, for the 1. time", "hello Ada, for the 2. time");
        }
    }
}
