package io.heddle.examples.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.heddle.examples.HandMadeContext;
import io.heddle.examples.TestState;
import io.heddle.graph.Update;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DelayTest {
    private final HandMadeContext context = new HandMadeContext("user_A");

    @Test
    void it_says_how_long_it_took() throws InterruptedException {
        assertThat(sleep(3)).isEqualTo(Update.of(Delay.RESULT.set("finished after 3 ms")));
    }

    @Test
    void interrupting_it_ends_it_at_once() throws Exception {
        var node = new FutureTask<>(() -> catchThrowable(() -> sleep(600_000)));
        Thread thread = Thread.ofVirtual().start(node);

        thread.interrupt();

        assertThat(node.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    private Update sleep(long millis) throws InterruptedException {
        return Delay.sleep(TestState.of(Delay.graph(), Delay.DELAY.set(millis)), context);
    }
}
