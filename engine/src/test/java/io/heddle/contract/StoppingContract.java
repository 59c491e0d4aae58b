package io.heddle.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.CancelAction;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.Problem;
import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.api.RunId;
import io.heddle.api.RunQuery;
import io.heddle.api.RunRequest;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStatus;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every engine promises about runs that are stopped, by a newcomer or by hand. */
public abstract class StoppingContract extends EngineCase {
    private static final RunRequest WAITING = RunRequest.of("waiting", JsonValue.EMPTY_OBJECT);

    @Test
    void a_run_that_interrupts_goes_first_and_finds_what_was_committed() {
        ThreadKey key = fresh();
        RunView first = start(key, RunRequest.of("waiting", json("{\"topic\":\"kept\"}")));
        RunView second = start(key, WAITING);

        RunView third = start(key, WAITING.when(MultitaskStrategy.INTERRUPT));
        ContractGraphs.open(key.thread().value());

        assertThat(get(engine().runs().join(key, third.id())).values())
                .hasToString("{\"markers\":[\"waited\"],\"topic\":\"kept\"}");
        assertThat(get(engine().runs().get(key, first.id())).status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(get(engine().runs().get(key, second.id())).status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(runs(key)).containsExactly(third.id(), second.id(), first.id());
    }

    @Test
    void a_run_that_rolls_back_leaves_no_trace_of_those_before_it() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("marker", json("{\"markers\":\"base\"}")));
        List<CheckpointView> before = history(key);
        RunView first = start(key, RunRequest.of("waiting", json("{\"topic\":\"gone\"}")));
        RunView second = start(key, WAITING);
        CompletableFuture<?> told = engine().runs().join(key, first.id()).toCompletableFuture();

        RunView third = start(key, WAITING.when(MultitaskStrategy.ROLLBACK));
        ContractGraphs.open(key.thread().value());

        assertThat(get(engine().runs().join(key, third.id())).values())
                .hasToString("{\"markers\":[\"base\",\"waited\"]}");
        for (RunId gone : List.of(first.id(), second.id())) {
            assertThat(problem(engine().runs().get(key, gone))).isEqualTo(new Problem.RunNotFound(gone));
            assertThat(problem(engine().runs().join(key, gone))).isEqualTo(new Problem.RunNotFound(gone));
            assertThat(problem(engine().runs().cancel(key, gone))).isEqualTo(new Problem.RunNotFound(gone));
        }
        assertThat(runs(key)).doesNotContain(first.id(), second.id());
        assertThat(told).succeedsWithin(java.time.Duration.ofSeconds(30));
        List<CheckpointView> after = history(key);
        assertThat(after.subList(after.size() - before.size(), after.size())).isEqualTo(before);
        assertThat(after)
                .noneMatch(
                        each -> each.metadata().toString().contains(first.id().value()));
    }

    @Test
    void a_rolled_back_answer_can_be_given_again() {
        ThreadKey key = fresh();
        run(key, RunRequest.of("one-question", JsonValue.EMPTY_OBJECT));
        CheckpointView asking = get(engine().threads().state(key));
        RunView paused = start(key, RunRequest.of("waiting", JsonValue.EMPTY_OBJECT));

        RunView last = get(engine().runs().cancel(key, paused.id(), CancelAction.ROLLBACK));

        assertThat(last.id()).isEqualTo(paused.id());
        assertThat(get(engine().threads().state(key))).isEqualTo(asking);
        assertThat(get(engine().threads().get(key)).status()).isEqualTo(ThreadStatus.INTERRUPTED);
        RunRequest answer =
                RunRequest.of("one-question", null).commanding(RunCommand.resume(Resume.of(json("\"APPROVE\""))));
        assertThat(run(key, answer).error()).isNull();
    }

    @Test
    void a_reader_of_a_stopped_run_comes_to_the_end_of_its_stream() {
        ThreadKey key = fresh();
        RunView first = start(key, WAITING);
        CompletableFuture<?> read = CompletableFuture.supplyAsync(
                () -> frames(key, first.id(), new StreamRequest(StreamRequest.FROM_START, Set.of())));

        start(key, WAITING.when(MultitaskStrategy.ROLLBACK));

        assertThat(read).succeedsWithin(java.time.Duration.ofSeconds(30));
        ContractGraphs.open(key.thread().value());
    }

    private List<RunId> runs(ThreadKey key) {
        return get(engine().runs().list(key, RunQuery.FIRST_TEN)).stream()
                .map(RunView::id)
                .toList();
    }

    private List<CheckpointView> history(ThreadKey key) {
        return get(engine().threads().history(key, HistoryQuery.latest(100)));
    }
}
