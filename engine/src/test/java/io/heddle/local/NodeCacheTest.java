package io.heddle.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.api.RunRequest;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.StreamRequest;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.contract.FrameCollector;
import io.heddle.graph.Cache;
import io.heddle.graph.Channel;
import io.heddle.graph.Command;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphBuilder;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessageStream;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import io.heddle.host.HostSettings;
import io.heddle.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that looks up a word, and has looked it up before. */
@Timeout(60)
class NodeCacheTest {
    private static final NodeKey<Void> LOOK_UP = NodeKey.of("look-up");
    private static final NodeKey<Void> FOUND = NodeKey.of("found");
    private static final NodeKey<Void> MISSED = NodeKey.of("missed");
    private static final NodeKey<String> PART = NodeKey.of("part", String.class);
    private static final Question<String, String> WHAT = Question.of("what", String.class, String.class);
    private static final ValueChannel<String> WORD = Channel.value("word", String.class);
    private static final ValueChannel<String> MEANING = Channel.value("meaning", String.class);
    private static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    private static final FoldChannel<Integer> COUNT = Channel.fold("count", Integer.class, 0, Integer::sum);
    private static final MessagesChannel MESSAGES = Channel.messages("messages");
    private static final Cache BY_WORD = Cache.by(state -> state.get(WORD), Duration.ofMinutes(10));

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private Graph graph;
    private Heddle heddle;

    @AfterEach
    void close() {
        heddle.close();
    }

    @Test
    void a_node_does_not_run_again_for_the_same_key_on_any_thread() {
        serve(looking(BY_WORD));

        assertThat(thread("one").invoke(WORD.set("heddle")).get(MEANING)).isEqualTo("heddle 1");
        assertThat(thread("one").invoke(WORD.set("heddle")).get(MEANING)).isEqualTo("heddle 1");
        assertThat(thread("two").invoke(WORD.set("heddle")).get(MEANING)).isEqualTo("heddle 1");
        assertThat(thread("two").invoke(WORD.set("loom")).get(MEANING)).isEqualTo("loom 2");
        assertThat(runs).hasValue(2);
    }

    @Test
    void a_result_is_good_for_its_time_to_live() {
        serve(looking(BY_WORD));
        thread("one").invoke(WORD.set("heddle"));

        now.updateAndGet(before -> before.plus(Duration.ofMinutes(10)).minusMillis(1));
        assertThat(thread("one").invoke(WORD.set("heddle")).get(MEANING)).isEqualTo("heddle 1");
        now.updateAndGet(before -> before.plusMillis(1));
        assertThat(thread("one").invoke(WORD.set("heddle")).get(MEANING)).isEqualTo("heddle 2");
    }

    @Test
    void a_result_without_a_time_to_live_stays() {
        serve(looking(Cache.by(state -> state.get(WORD))));
        thread("one").invoke(WORD.set("heddle"));

        now.updateAndGet(before -> before.plus(Duration.ofDays(3_650)));

        assertThat(thread("one").invoke(WORD.set("heddle")).get(MEANING)).isEqualTo("heddle 1");
    }

    @Test
    void tenants_do_not_see_each_others_results() {
        serve(looking(BY_WORD));
        ThreadKey other = new ThreadKey(new TenantId("other"), new ThreadId("one"));

        thread("one").invoke(WORD.set("heddle"));

        assertThat(heddle.thread(graph, other).invoke(WORD.set("heddle")).get(MEANING))
                .isEqualTo("heddle 2");
    }

    @Test
    void routers_are_asked_and_folds_are_reduced_anew() {
        serve(g -> g.node(
                        LOOK_UP,
                        (state, context) -> Update.of(MEANING.set("run " + runs.incrementAndGet()), COUNT.fold(1)),
                        how -> how.cache(BY_WORD))
                .node(FOUND, (state, context) -> Update.of(NOTES.add("found")))
                .node(MISSED, (state, context) -> Update.of(NOTES.add("missed")))
                .start(LOOK_UP)
                .after(LOOK_UP)
                .route(state -> state.get(COUNT) > 1 ? FOUND : MISSED, FOUND, MISSED)
                .after(FOUND)
                .end()
                .after(MISSED)
                .end());

        thread("one").invoke(WORD.set("heddle"));
        View state = thread("one").invoke(WORD.set("heddle"));

        assertThat(state.get(NOTES)).containsExactly("missed", "found");
        assertThat(state.get(COUNT)).isEqualTo(2);
        assertThat(runs).hasValue(1);
    }

    @Test
    void a_command_leads_where_it_led_before() {
        serve(g -> g.node(
                        LOOK_UP,
                        (state, context) -> {
                            runs.incrementAndGet();
                            return Command.goTo(FOUND).update(MEANING.set("known"));
                        },
                        how -> how.cache(BY_WORD).mayGoTo(FOUND))
                .node(FOUND, (state, context) -> Update.of(NOTES.add("found " + state.get(MEANING))))
                .start(LOOK_UP)
                .after(FOUND)
                .end());

        thread("one").invoke(WORD.set("heddle"));
        View state = thread("one").invoke(WORD.set("heddle"));

        assertThat(state.get(NOTES)).containsExactly("found known", "found known");
        assertThat(runs).hasValue(1);
    }

    @Test
    void messages_are_added_again_with_ids_of_their_own() {
        serve(g -> g.node(
                        LOOK_UP,
                        (state, context) -> {
                            runs.incrementAndGet();
                            MessageStream stream = context.openMessage();
                            stream.token("streamed");
                            return Update.of(MESSAGES.add(
                                    stream.finish(),
                                    Message.ai("written"),
                                    Message.ai("chosen").withId("mine")));
                        },
                        how -> how.cache(BY_WORD))
                .start(LOOK_UP)
                .after(LOOK_UP)
                .end());

        thread("one").invoke(WORD.set("heddle"));
        View state = thread("one").invoke(WORD.set("heddle"));

        assertThat(state.get(MESSAGES).stream().map(Message::text))
                .containsExactly("streamed", "written", "chosen", "streamed", "written");
        assertThat(runs).hasValue(1);
    }

    @Test
    void viewers_see_the_same_updates() {
        serve(looking(BY_WORD));

        List<JsonValue> first = updates("one");
        List<JsonValue> again = updates("two");

        assertThat(first).isNotEmpty().isEqualTo(again);
        assertThat(runs).hasValue(1);
    }

    @Test
    void what_a_node_was_sent_is_part_of_its_key() {
        serve(g -> g.node(LOOK_UP, (state, context) -> Update.nothing())
                .worker(
                        PART,
                        (part, context) -> Update.of(NOTES.add(part + " " + runs.incrementAndGet())),
                        how -> how.cache(Cache.byInput(Duration.ofMinutes(1))))
                .start(LOOK_UP)
                .after(LOOK_UP)
                .fanOut(PART, state -> List.of(state.get(WORD).split(" ")))
                .after(PART)
                .end());

        thread("one").invoke(WORD.set("warp weft"));
        thread("two").invoke(WORD.set("weft warp shed"));

        assertThat(runs).hasValue(3);
    }

    @Test
    void a_graph_that_is_a_node_is_not_entered_again() {
        Graph inner = Graph.define(
                "inner",
                1,
                g -> g.channels(WORD, MESSAGES, MEANING)
                        .node(
                                LOOK_UP,
                                (state, context) -> Update.of(
                                        MEANING.set("run " + runs.incrementAndGet()),
                                        MESSAGES.add(Message.ai("inside"))))
                        .start(LOOK_UP)
                        .after(LOOK_UP)
                        .end());
        serve(g -> g.subgraph(FOUND, io.heddle.graph.Subgraph.of(inner), how -> how.cache(BY_WORD))
                .start(FOUND)
                .after(FOUND)
                .end());

        thread("one").invoke(WORD.set("heddle"));
        View state = thread("one").invoke(WORD.set("heddle"));

        assertThat(state.get(MEANING)).isEqualTo("run 1");
        assertThat(state.get(MESSAGES)).hasSize(2);
        assertThat(runs).hasValue(1);
    }

    @Test
    void what_came_of_an_answer_is_not_remembered() {
        serve(g -> g.node(
                        LOOK_UP,
                        (state, context) -> Update.of(MEANING.set(context.ask(WHAT, state.get(WORD)))),
                        how -> how.cache(BY_WORD))
                .start(LOOK_UP)
                .after(LOOK_UP)
                .end());

        assertThat(thread("one").run(WORD.set("heddle"))).isInstanceOf(Outcome.Waiting.class);
        thread("one").answer(WHAT, "a cord with an eye");

        assertThat(thread("two").run(WORD.set("heddle"))).isInstanceOf(Outcome.Waiting.class);
    }

    @Test
    void a_failure_is_not_remembered() {
        serve(g -> g.node(
                        LOOK_UP,
                        (state, context) -> {
                            if (runs.incrementAndGet() == 1) {
                                throw new IOException("down");
                            }
                            return Update.of(MEANING.set("known"));
                        },
                        how -> how.cache(BY_WORD))
                .start(LOOK_UP)
                .after(LOOK_UP)
                .end());

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> thread("one").invoke(WORD.set("heddle")));

        assertThat(thread("one").invoke(WORD.set("heddle")).get(MEANING)).isEqualTo("known");
        assertThat(runs).hasValue(2);
    }

    private Consumer<GraphBuilder> looking(Cache cache) {
        return g -> g.node(
                        LOOK_UP,
                        (state, context) -> Update.of(MEANING.set(state.get(WORD) + " " + runs.incrementAndGet())),
                        how -> how.cache(cache))
                .start(LOOK_UP)
                .after(LOOK_UP)
                .end();
    }

    private void serve(Consumer<GraphBuilder> definition) {
        graph = Graph.define("words", 1, g -> {
            g.channels(WORD, MEANING, NOTES, COUNT, MESSAGES);
            definition.accept(g);
        });
        heddle = Heddle.over(new LocalEngine(GraphCatalog.of(graph), HostSettings.DEFAULT, now::get));
    }

    private ThreadRef thread(String id) {
        return heddle.thread(graph, id);
    }

    private List<JsonValue> updates(String id) {
        FrameCollector<StreamFrame> collector = new FrameCollector<>();
        ThreadKey key = ThreadKey.of(id);
        RunRequest request = RunRequest.of("words", JsonValue.parse("{\"word\":\"heddle\"}"))
                .streaming(StreamMode.UPDATES)
                .creatingThread();
        heddle.engine()
                .runs()
                .start(key, request)
                .thenAccept(run -> heddle.engine().runs().stream(key, run.id(), StreamRequest.all())
                        .subscribe(collector))
                .toCompletableFuture()
                .join();
        List<JsonValue> updates = new ArrayList<>();
        for (StreamFrame frame : collector.await(Duration.ofSeconds(30))) {
            if (frame.event() instanceof StreamEvent.Updates update) {
                updates.add(java.util.Objects.requireNonNull(update.update()));
            }
        }
        return updates;
    }
}
