package io.heddle.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.graph.Cache;
import io.heddle.graph.Channel;
import io.heddle.graph.Command;
import io.heddle.graph.Failure;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.NodeKey;
import io.heddle.graph.OnFailure;
import io.heddle.graph.TypeRef;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlowTest {
    record Essay(String title, int words) {}

    static final ValueChannel<List<Essay>> ESSAYS = Channel.value("essays", new TypeRef<>() {});
    static final LogChannel<String> TRAIL = Channel.log("trail", String.class);
    static final LogChannel<Failure> FAILURES = Channel.log("failures", Failure.class);
    static final FoldChannel<Integer> WORDS = Channel.fold("words", Integer.class, 0, Integer::sum);
    static final ValueChannel<Integer> ROUNDS = Channel.value("rounds", Integer.class);

    static final NodeKey<Void> PLAN = NodeKey.of("plan");
    static final NodeKey<Void> RESEARCH = NodeKey.of("research");
    static final NodeKey<Void> FIGURES = NodeKey.of("figures");
    static final NodeKey<Void> WRITE = NodeKey.of("write");
    static final NodeKey<Essay> GRADE = NodeKey.of("grade", Essay.class);
    static final NodeKey<Void> REPORT = NodeKey.of("report");
    static final NodeKey<Void> DRAFT = NodeKey.of("draft");
    static final NodeKey<Void> CRITIC = NodeKey.of("critic");
    static final NodeKey<Void> WRITER = NodeKey.of("writer");
    static final NodeKey<Void> PUBLISH = NodeKey.of("publish");

    static NodeFunction leaves(String mark) {
        return (state, context) -> Update.of(TRAIL.add(mark));
    }

    static final Graph JOINED = Graph.define("joined", 1, g -> {
        g.channels(TRAIL);
        g.node(PLAN, leaves("plan"));
        g.node(RESEARCH, leaves("research"));
        g.node(FIGURES, leaves("figures"));
        g.node(WRITE, leaves("write"));
        g.start(PLAN);
        g.after(PLAN).to(RESEARCH, FIGURES);
        g.afterAll(RESEARCH, FIGURES).to(WRITE);
        g.after(WRITE).end();
    });

    static final Graph GRADING = Graph.define("grading", 1, g -> {
        g.channels(ESSAYS, WORDS, FAILURES, TRAIL);
        g.node(PLAN, leaves("plan"));
        g.worker(GRADE, (essay, context) -> {
            if (essay.words() == 0) {
                throw new IllegalArgumentException(essay.title() + " is empty");
            }
            return Update.of(WORDS.fold(essay.words()));
        });
        g.node(REPORT, (state, context) -> Update.of(TRAIL.add(state.get(WORDS) + " words")));
        g.start(PLAN);
        g.after(PLAN).fanOut(GRADE, state -> state.get(ESSAYS), OnFailure.collectInto(FAILURES));
        g.after(GRADE).to(REPORT);
        g.after(REPORT).end();
    });

    static final Graph STUDIO = Graph.define("studio", 1, g -> {
        Graph writing = Graph.define("writing", 1, w -> {
            w.channels(TRAIL, ROUNDS);
            w.node(DRAFT, leaves("draft"));
            w.node(
                    CRITIC,
                    (state, context) -> state.find(ROUNDS).orElse(0) < 1
                            ? Command.goTo(DRAFT).update(ROUNDS.set(1))
                            : Command.goToInParent(PUBLISH).update(TRAIL.add("good enough")),
                    node -> node.mayGoTo(DRAFT));
            w.start(DRAFT);
            w.after(DRAFT).to(CRITIC);
            w.after(CRITIC).end();
        });
        g.channels(TRAIL);
        g.subgraph(WRITER, writing, node -> node.mayGoTo(PUBLISH));
        g.node(PUBLISH, leaves("publish"));
        g.start(WRITER);
        g.after(WRITER).end();
        g.after(PUBLISH).end();
    });

    static final ValueChannel<String> CITY = Channel.value("city", String.class);
    static final NodeKey<Void> LOOK_UP = NodeKey.of("look-up");

    static final AtomicInteger LOOKED_UP = new AtomicInteger();

    static String weather(String city) {
        return city + ": sun, " + LOOKED_UP.incrementAndGet();
    }

    static final Graph WEATHER = Graph.define("weather", 1, g -> {
        g.channels(CITY, TRAIL);
        g.node(
                LOOK_UP,
                (state, context) -> Update.of(TRAIL.add(weather(state.get(CITY)))),
                node -> node.cache(Cache.by(state -> state.get(CITY), Duration.ofMinutes(10))));
        g.start(LOOK_UP);
        g.after(LOOK_UP).end();
    });

    @Test
    void a_node_is_spared_what_it_has_done_before() {
        try (Heddle heddle = Heddle.local(WEATHER)) {
            heddle.thread(WEATHER, "mine").invoke(CITY.set("Oslo"));
            heddle.thread(WEATHER, "yours").invoke(CITY.set("Oslo"));

            assertThat(heddle.thread(WEATHER, "yours").invoke(CITY.set("Rome")).get(TRAIL))
                    .containsExactly("Oslo: sun, 1", "Rome: sun, 2");
        }
    }

    @Test
    void a_join_waits_for_all() {
        try (Heddle heddle = Heddle.local(JOINED)) {
            assertThat(heddle.thread(JOINED, "t").invoke().get(TRAIL))
                    .containsExactly("plan", "figures", "research", "write");
        }
    }

    @Test
    void a_fan_out_collects_what_failed() {
        try (Heddle heddle = Heddle.local(GRADING)) {
            View state = heddle.thread(GRADING, "t")
                    .invoke(ESSAYS.set(List.of(new Essay("Looms", 350), new Essay("Void", 0), new Essay("Yarn", 120))));

            assertThat(state.get(WORDS)).isEqualTo(470);
            assertThat(state.get(TRAIL)).containsExactly("plan", "470 words");
            assertThat(state.get(FAILURES)).extracting(Failure::message).containsExactly("Void is empty");
        }
    }

    @Test
    void a_graph_in_a_graph_hands_over() {
        try (Heddle heddle = Heddle.local(STUDIO)) {
            assertThat(heddle.thread(STUDIO, "t").invoke().get(TRAIL)).endsWith("good enough", "publish");
        }
    }
}
