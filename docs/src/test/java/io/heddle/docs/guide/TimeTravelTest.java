package io.heddle.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Branch;
import io.heddle.Difference;
import io.heddle.Edit;
import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.PastState;
import io.heddle.ThreadRef;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeTravelTest {
    static final ValueChannel<String> TOPIC = Channel.value("topic", String.class);
    static final LogChannel<String> LINES = Channel.log("lines", String.class);

    static final NodeKey<Void> DRAFT = NodeKey.of("draft");
    static final NodeKey<Void> POLISH = NodeKey.of("polish");
    static final NodeKey<Void> PUBLISH = NodeKey.of("publish");

    static final Graph POEM = Graph.define("poem", 1, g -> {
        g.channels(TOPIC, LINES);
        g.node(DRAFT, (state, context) -> Update.of(LINES.add("a draft on " + state.get(TOPIC))));
        g.node(POLISH, (state, context) -> Update.of(LINES.add("polished " + state.get(TOPIC))));
        g.node(PUBLISH, (state, context) -> Update.of(LINES.add("published " + state.get(TOPIC))));
        g.start(DRAFT);
        g.sequence(DRAFT, POLISH, PUBLISH);
        g.after(PUBLISH).end();
    });

    @Test
    void every_step_can_be_read_and_branched_from() {
        try (Heddle heddle = Heddle.local(POEM)) {
            ThreadRef thread = heddle.thread(POEM, "t");
            thread.invoke(TOPIC.set("looms"));
            List<PastState> history = thread.time().history(10);
            PastState drafted = history.stream()
                    .filter(state -> state.next().contains(POLISH))
                    .findFirst()
                    .orElseThrow();
            assertThat(drafted.state().get(LINES)).containsExactly("a draft on looms");
            thread.time()
                    .edit(Edit.as(DRAFT, TOPIC.set("yarn")).at(drafted.id()).by("ada", "a better topic"));
            Outcome branch = thread.goOn();

            assertThat(branch.state().get(LINES))
                    .containsExactly("a draft on looms", "polished yarn", "published yarn");
        }
    }

    @Test
    void what_became_of_a_state_is_seen() {
        try (Heddle heddle = Heddle.local(POEM)) {
            ThreadRef thread = heddle.thread(POEM, "t");
            thread.invoke(TOPIC.set("looms"));
            PastState drafted = thread.time().history(10).get(2);
            Outcome again = thread.from(drafted.id()).goOn();
            Outcome other = thread.from(drafted.id()).run(TOPIC.set("felt"));

            List<Branch> trees = thread.time().branches();
            Difference difference =
                    thread.time().diff(drafted.id(), thread.time().head().id());
            PastState first = thread.time()
                    .firstWhere(state -> state.find(TOPIC).orElse("").equals("felt"))
                    .orElseThrow();

            assertThat(again.state().get(LINES))
                    .containsExactly("a draft on looms", "polished looms", "published looms");
            assertThat(other.state().get(LINES)).contains("a draft on felt").doesNotContain("polished looms");
            assertThat(trees.getFirst().heads()).hasSize(3);
            assertThat(difference.of(TOPIC)).isPresent();
            assertThat(first.next()).containsExactly(DRAFT);
        }
    }

    @Test
    void a_step_at_a_time_and_back_again() {
        try (Heddle heddle = Heddle.local(POEM)) {
            ThreadRef thread = heddle.thread(POEM, "t");
            Outcome first = thread.step(TOPIC.set("looms"));
            Outcome second = thread.step();
            Outcome back = thread.goBack();
            Outcome last = thread.goOn();

            assertThat(first).isEqualTo(paused(first, "polish", Outcome.Reason.STEP));
            assertThat(second).isEqualTo(paused(second, "publish", Outcome.Reason.STEP));
            assertThat(back).isEqualTo(paused(back, "polish", Outcome.Reason.BREAKPOINT));
            assertThat(back.state().get(LINES)).containsExactly("a draft on looms");
            assertThat(last.state().get(LINES))
                    .containsExactly("a draft on looms", "polished looms", "published looms");
        }
    }

    @Test
    void it_can_be_sent_elsewhere_and_ended() {
        try (Heddle heddle = Heddle.local(POEM)) {
            ThreadRef thread = heddle.thread(POEM, "t");
            thread.step(TOPIC.set("looms"));
            assertThat(thread.goTo(PUBLISH).state().get(LINES)).containsExactly("a draft on looms", "published looms");
            thread.step(TOPIC.set("yarn"));
            assertThat(thread.end()).isInstanceOf(Outcome.Completed.class);
        }
    }

    private static Outcome paused(Outcome like, String next, Outcome.Reason reason) {
        return new Outcome.Paused(like.state(), List.of(next), reason);
    }
}
