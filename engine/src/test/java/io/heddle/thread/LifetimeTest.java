package io.heddle.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadTtl;
import io.heddle.graph.GraphCatalog;
import io.heddle.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a thread's time is over, and what happens then, as the thread itself decides. */
class LifetimeTest {
    private static final ThreadTtl MINUTE = ThreadTtl.of(Duration.ofMinutes(1));
    private static final long NOW = 1_764_000_000_000L;

    private final ThreadDecider decider = new ThreadDecider(GraphCatalog.of(), 2, MINUTE);
    private ThreadState state = ThreadState.unborn(ThreadKey.of("t"));

    private ThreadReply decide(ThreadCommand command, long now) {
        Decision decision = decider.decideAll(state, List.of(command), now);
        state = decision.state();
        return decision.replies().getFirst();
    }

    @Test
    void a_thread_lives_as_long_as_threads_do_unless_somebody_says() {
        decide(new ThreadCommand.Create(JsonValue.EMPTY_OBJECT, false), NOW);
        assertThat(state.expiresAt()).isEqualTo(NOW + 60_000);

        decide(new ThreadCommand.Patch(JsonValue.EMPTY_OBJECT, ThreadTtl.of(Duration.ofHours(1))), NOW + 5);
        assertThat(state.expiresAt()).isEqualTo(NOW + 5 + 3_600_000);
    }

    @Test
    void nobody_is_over_before_the_time_and_everybody_after_it() {
        decide(new ThreadCommand.Create(JsonValue.EMPTY_OBJECT, false), NOW);
        long rows = state.sequence();

        decide(new ThreadCommand.Expire(), NOW + 59_999);
        assertThat(state.sequence()).isEqualTo(rows);
        assertThat(decide(new ThreadCommand.Expire(), NOW + 60_000)).isInstanceOf(ThreadReply.Done.class);
        assertThat(state.exists()).isFalse();
        assertThat(state.life().rebased()).isEqualTo(state.sequence());
    }

    @Test
    void writing_renews_a_sliding_lifetime_only() {
        decide(new ThreadCommand.Create(JsonValue.EMPTY_OBJECT, false), NOW);
        decide(new ThreadCommand.Patch(JsonValue.parse("{\"a\":1}")), NOW + 10_000);
        assertThat(state.expiresAt()).isEqualTo(NOW + 70_000);

        ThreadTtl fixed = new ThreadTtl(Duration.ofMinutes(1), ThreadTtl.Strategy.DELETE, false);
        decide(new ThreadCommand.Patch(JsonValue.EMPTY_OBJECT, fixed), NOW + 20_000);
        decide(new ThreadCommand.Patch(JsonValue.parse("{\"a\":2}")), NOW + 30_000);
        assertThat(state.expiresAt()).isEqualTo(NOW + 80_000);
    }

    @Test
    void a_thread_without_a_state_has_no_past_to_forget() {
        decide(new ThreadCommand.Create(JsonValue.EMPTY_OBJECT, false), NOW);
        long rows = state.sequence();

        assertThat(decide(new ThreadCommand.Prune(), NOW)).isInstanceOf(ThreadReply.OfThread.class);
        assertThat(state.sequence()).isEqualTo(rows);
    }

    @Test
    void a_journal_that_begins_with_a_restatement_comes_to_the_same() {
        decide(new ThreadCommand.Create(JsonValue.EMPTY_OBJECT, false), NOW);
        decide(new ThreadCommand.Delete(), NOW + 1);
        ThreadState deleted = state;
        ThreadState found = ThreadEvolver.evolve(
                ThreadState.unborn(ThreadKey.of("t")),
                new ThreadRow(
                        NOW + 1,
                        List.of(
                                new ThreadEvent.ThreadDeleted(1, 0, 1, 0),
                                new ThreadEvent.StateRebased(rewritten(deleted))),
                        Map.of()));

        assertThat(found).isEqualTo(deleted);
    }

    /** The state as the row found it: its number is that of the row before. */
    private static ThreadState rewritten(ThreadState after) {
        ThreadStateBuilder before = after.change();
        before.sequence = after.sequence() - 1;
        before.life = Life.NEW;
        return before.build();
    }
}
