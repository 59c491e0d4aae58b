package io.heddle.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Message;
import io.heddle.api.Problem;
import io.heddle.graph.ChannelChange;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of an edit by hand. */
class HandEditRulesTest {
    private final ThreadWorld world = new ThreadWorld();

    @Test
    void prepared_for_another_head_is_outdated() {
        world.published(1);
        ThreadCommand.Edit old = world.edit(null, Checkpoint.Source.UPDATE, List.of("publish"), List.of());
        world.ask(old);

        assertThat(world.ask(old)).isInstanceOf(ThreadReply.Outdated.class);
    }

    @Test
    void of_a_busy_thread_is_refused() {
        world.start(1);

        assertThat(problem(world.edit("draft"))).isInstanceOf(Problem.ThreadBusy.class);
    }

    @Test
    void that_does_not_fit_is_refused_and_changes_nothing() {
        world.published(1);

        assertThat(problem(world.edit("publish", ThreadWorld.CHAT.remove("nobody"))))
                .isInstanceOf(Problem.UpdateFailed.class);
        assertThat(world.events()).isEmpty();
    }

    @Test
    void keeps_the_visit_and_the_attempts_of_a_node_that_is_still_due() {
        world.start(1);
        world.fails("draft");
        DueTask before = world.state().root().due().getFirst();

        world.ask(world.edit(
                null, Checkpoint.Source.UPDATE, List.of(Names.START), List.of("draft"), ThreadWorld.TITLE.set("x")));
        world.goOn(2);

        DueTask after = world.effect(Effect.RunTasks.class).tasks().getFirst();
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(after.visit()).isEqualTo(before.visit());
        assertThat(after.attempt()).isEqualTo(before.attempt() + 1);
    }

    @Test
    void as_a_node_ends_that_node_s_visit() {
        world.start(1);
        world.fails("draft");
        String visit = world.state().root().due().getFirst().visit();

        world.ask(world.edit(null, Checkpoint.Source.UPDATE, List.of("draft"), List.of("draft")));

        assertThat(world.state().root().due().getFirst().visit()).isNotEqualTo(visit);
    }

    @Test
    void at_an_older_checkpoint_stores_the_difference_and_not_the_state() {
        world.start(1, ThreadWorld.CHAT.add(said("m1"), said("m2")));
        world.ends("draft", ThreadWorld.CHAT.add(said("m3")), ThreadWorld.TITLE.set("x"));
        world.fails("check");
        world.ask(new ThreadCommand.TasksStopped(world.state().fence()));

        world.ask(world.edit(world.moments().get(1).made(), Checkpoint.Source.UPDATE, List.of("draft"), List.of()));

        ThreadEvent.Rewound back = (ThreadEvent.Rewound) world.events().getFirst();
        assertThat(back.changes())
                .containsExactly(
                        new ChannelUpdate("chat", new ChannelChange.Rewind(2, List.of())),
                        new ChannelUpdate("title", new ChannelChange.Clear()));
    }

    private static Message said(String id) {
        return Message.human("hello").withId(id);
    }

    private static Problem problem(ThreadReply reply) {
        return ((ThreadReply.Refused) reply).problem();
    }
}
