package io.heddle.examples.delay;

import static io.heddle.examples.delay.Delay.DELAY;
import static io.heddle.examples.delay.Delay.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.ThreadRef;
import io.heddle.graph.Graph;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.NodeTest;
import org.junit.jupiter.api.Test;

@HeddleTest
class DelayTest {
    private final Graph delay = Delay.graph();

    @Test
    void it_says_how_long_it_took() {
        assertThat(NodeTest.of(delay, Delay.SLEEP)
                        .given(DELAY.set(3L))
                        .run()
                        .state()
                        .get(RESULT))
                .isEqualTo("finished after 3 ms");
    }

    @Test
    void a_sleeping_run_can_be_cancelled_and_writes_nothing(GraphTester tester) {
        ThreadRef thread = tester.thread(delay);

        thread.cancel(thread.start(DELAY.set(600_000L)).id());

        assertThat(thread.state().find(RESULT)).isEmpty();
    }

    @Test
    void what_comes_while_it_sleeps_waits_its_turn(GraphTester tester) {
        ThreadRef thread = tester.thread(delay);
        thread.start(DELAY.set(100L));

        assertThat(thread.invoke(DELAY.set(1L)).get(RESULT)).isEqualTo("finished after 1 ms");
    }
}
