package io.heddle.task;

import static io.heddle.task.TaskWorld.FAILURES;
import static io.heddle.task.TaskWorld.MEND;
import static io.heddle.task.TaskWorld.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.graph.Channel;
import io.heddle.graph.Failure;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.OnFailure;
import io.heddle.graph.Retry;
import io.heddle.graph.Update;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import io.heddle.step.TaskOutcome;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailedCallTest {
    private static final NodeFunction FAILING = (state, context) -> {
        throw new IOException("down");
    };
    private static final JsonValue FAILURE = JsonValue.encode(new Failure("work", "IOException", "down", 1));

    @Test
    void a_handler_takes_the_failure_and_the_nodes_own_edges_do_not_hold() throws Exception {
        TaskOutcome.Succeeded handled = succeeded(new TaskWorld(FAILING, how -> how.onError(MEND)));

        assertThat(handled.updates()).isEmpty();
        assertThat(handled.next()).containsExactly(new Destination.Sent("mend", FAILURE, OnFailure.FAIL, 0));
    }

    @Test
    void an_ignored_task_wrote_nothing_and_leads_on() throws Exception {
        TaskOutcome.Succeeded ignored = succeeded(new TaskWorld(FAILING, how -> {}).sent(OnFailure.IGNORE, 0));

        assertThat(ignored.updates()).isEmpty();
        assertThat(ignored.next()).containsExactly(new Destination.Node("next"));
    }

    @Test
    void a_collected_task_wrote_its_failure_and_leads_on() throws Exception {
        TaskOutcome.Succeeded collected =
                succeeded(new TaskWorld(FAILING, how -> {}).sent(OnFailure.collectInto(FAILURES), 0));

        assertThat(collected.updates())
                .containsExactly(new ChannelUpdate(
                        "failures",
                        FAILURES.add(new Failure("work", "IOException", "down", 1))
                                .change()));
        assertThat(collected.next()).containsExactly(new Destination.Node("next"));
    }

    @Test
    void the_rule_of_a_send_comes_before_the_handler_of_its_node() throws Exception {
        TaskOutcome.Succeeded ignored =
                succeeded(new TaskWorld(FAILING, how -> how.onError(MEND)).sent(OnFailure.IGNORE, 0));
        TaskOutcome.Succeeded handled =
                succeeded(new TaskWorld(FAILING, how -> how.onError(MEND)).sent(OnFailure.FAIL, 0));

        assertThat(ignored.next()).containsExactly(new Destination.Node("next"));
        assertThat(handled.next()).singleElement().isInstanceOf(Destination.Sent.class);
    }

    @Test
    void a_failure_tells_how_often_the_task_was_tried() throws Exception {
        TaskWorld world =
                new TaskWorld(FAILING, how -> how.retry(Retry.upTo(3).atOnce()).onError(MEND));
        world.start();
        world.ring(1);
        world.ring(1);

        Destination.Sent sent = (Destination.Sent)
                ((TaskOutcome.Succeeded) world.outcome()).next().getFirst();

        assertThat(MEND.decode(sent.input()).attempts()).isEqualTo(3);
    }

    @Test
    void a_failure_cannot_be_collected_where_no_channel_is() throws Exception {
        OnFailure elsewhere = OnFailure.collectInto(Channel.log("elsewhere", Failure.class));

        TaskOutcome.Failed failed = (TaskOutcome.Failed)
                new TaskWorld(FAILING, how -> {}).sent(elsewhere, 0).run();

        assertThat(failed.error().message())
                .isEqualTo(
                        "a task sent to node work failed (IOException: down), and is to be collected in log elsewhere,"
                                + " which graph world does not declare; add it to channels(…)");
    }

    @Test
    void a_router_that_fails_where_a_failure_was_forgiven_fails_the_task() throws Exception {
        TaskWorld world = new TaskWorld(
                graph -> graph.after(TaskWorld.WORK)
                        .route(
                                view -> {
                                    throw new IllegalStateException("lost");
                                },
                                TaskWorld.NEXT),
                FAILING,
                how -> {});

        assertThat(world.sent(OnFailure.IGNORE, 0).run()).isInstanceOf(TaskOutcome.Failed.class);
    }

    @Test
    void what_a_fold_or_an_update_of_the_wrong_kind_breaks_is_a_failure_of_its_node() throws Exception {
        TaskOutcome.Succeeded handled = succeeded(new TaskWorld(
                (state, context) ->
                        Update.of(Channel.value("undeclared", String.class).set("x"), RESULT.set("y")),
                how -> how.onError(MEND)));

        Destination.Sent sent = (Destination.Sent) handled.next().getFirst();
        assertThat(MEND.decode(sent.input()).error()).isEqualTo("InvalidUpdateError");
    }

    private static TaskOutcome.Succeeded succeeded(TaskWorld world) throws InterruptedException {
        return (TaskOutcome.Succeeded) world.run();
    }
}
