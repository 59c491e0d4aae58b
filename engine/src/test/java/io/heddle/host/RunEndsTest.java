package io.heddle.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.RunId;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RunEndsTest {
    private static final ThreadKey THREAD = ThreadKey.of("t");
    private static final RunId RUN = new RunId("01a2c3d4-0000-7000-8000-000000000001");
    private static final RunResult RESULT =
            new RunResult(RUN, RunStatus.SUCCESS, JsonValue.EMPTY_OBJECT, List.of(), List.of(), null);

    private final Deque<Runnable> told = new ArrayDeque<>();
    private final RunEnds ends = new RunEnds(told::add);

    private CompletableFuture<RunResult> end() {
        return ends.find(THREAD, RUN).orElseThrow().toCompletableFuture();
    }

    @Test
    void knows_only_what_was_accepted_here_and_has_not_ended() {
        assertThat(ends.find(THREAD, RUN)).isEmpty();

        ends.expect(THREAD, RUN);

        assertThat(ends.find(THREAD, RUN)).isPresent();
        assertThat(ends.find(ThreadKey.of("other"), RUN)).isEmpty();

        ends.tell(THREAD, RESULT);

        assertThat(ends.find(THREAD, RUN)).isEmpty();
    }

    @Test
    void who_waits_is_told_elsewhere() {
        ends.expect(THREAD, RUN);
        CompletableFuture<RunResult> end = end();

        ends.tell(THREAD, RESULT);

        assertThat(end).isNotDone();
        told.forEach(Runnable::run);
        assertThat(end).isCompletedWithValue(RESULT);
    }

    @Test
    void one_caller_cannot_end_the_wait_of_another() {
        ends.expect(THREAD, RUN);
        CompletableFuture<RunResult> impatient = end();
        CompletableFuture<RunResult> patient = end();

        impatient.cancel(false);
        ends.tell(THREAD, RESULT);
        told.forEach(Runnable::run);

        assertThat(patient).isCompletedWithValue(RESULT);
    }

    @Test
    void a_thread_that_moves_sends_those_who_wait_to_its_owner() {
        ends.expect(THREAD, RUN);
        CompletableFuture<RunResult> end = end();

        ends.moved(THREAD, RUN);

        assertThat(end).isCompletedExceptionally();
        assertThat(end.exceptionNow()).isInstanceOf(RunEnds.MovedException.class);
        assertThat(ends.find(THREAD, RUN)).isEmpty();
    }
}
