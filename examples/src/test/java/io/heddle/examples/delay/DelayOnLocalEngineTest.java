package io.heddle.examples.delay;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.RunView;
import io.heddle.graph.Graph;
import org.junit.jupiter.api.Test;

class DelayOnLocalEngineTest {
    @Test
    void a_sleeping_run_can_be_cancelled_and_writes_nothing() {
        Graph delay = Delay.graph();
        try (Heddle heddle = Heddle.local(delay)) {
            ThreadRef thread = heddle.thread(delay, "user_A");
            RunView sleeping = thread.start(Delay.DELAY.set(600_000L));

            thread.cancel(sleeping.id());

            assertThat(thread.state().find(Delay.RESULT)).isEmpty();
        }
    }

    @Test
    void what_comes_while_it_sleeps_waits_its_turn() {
        Graph delay = Delay.graph();
        try (Heddle heddle = Heddle.local(delay)) {
            ThreadRef thread = heddle.thread(delay, "user_A");
            thread.start(Delay.DELAY.set(100L));

            assertThat(thread.invoke(Delay.DELAY.set(1L)).get(Delay.RESULT)).isEqualTo("finished after 1 ms");
        }
    }
}
