package io.heddle.contract;

import static io.heddle.contract.ContractGraphs.COUNT;
import static io.heddle.contract.ContractGraphs.MARKERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heddle.PastState;
import io.heddle.ThreadRef;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.NewThread;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.api.RunQuery;
import io.heddle.api.RunRequest;
import io.heddle.api.StorageView;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStatus;
import io.heddle.api.ThreadTtl;
import io.heddle.api.ThreadView;
import io.heddle.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What every engine promises about copies of threads, about what they forget, and about their end. */
public abstract class LifeContract extends EngineCase {
    private static final Duration SHORT = Duration.ofMillis(600);

    @Test
    void a_copy_has_the_same_state_and_the_same_past() {
        ThreadKey source = counted("one", "two").key();
        ThreadKey copy = fresh();
        List<CheckpointView> past = history(source);

        ThreadView made = get(engine().threads().copy(source, copy));

        assertThat(made.key()).isEqualTo(copy);
        assertThat(made.status()).isEqualTo(ThreadStatus.IDLE);
        assertThat(made.values()).isEqualTo(get(engine().threads().get(source)).values());
        assertThat(made.metadata().node().get("graph_id").asText()).isEqualTo("marker");
        assertThat(history(copy))
                .isEqualTo(past.stream().map(view -> view.on(copy)).toList());
        assertThat(get(engine().threads().state(copy)))
                .isEqualTo(get(engine().threads().state(source)).on(copy));
        for (CheckpointView view : past) {
            assertThat(get(engine().threads().stateAt(copy, id(view)))).isEqualTo(view.on(copy));
        }
        assertThat(get(engine().runs().list(copy, new RunQuery(10, 0, null)))).isEmpty();
        assertThat(problem(engine().threads().copy(source, copy))).isInstanceOf(Problem.ThreadExists.class);
        assertThat(problem(engine().threads().copy(fresh(), fresh()))).isInstanceOf(Problem.ThreadNotFound.class);
    }

    @Test
    void a_copy_and_its_source_go_their_own_ways() {
        ThreadRef source = counted("one");
        ThreadRef copy = copyOf(source);
        List<CheckpointView> past = history(source.key());

        copy.invoke(MARKERS.add("copied"));
        source.invoke(MARKERS.add("original"));

        assertThat(copy.state().get(MARKERS)).containsExactly("one", "copied");
        assertThat(source.state().get(MARKERS)).containsExactly("one", "original");
        assertThat(copy.state().get(COUNT)).isEqualTo(2);
        List<CheckpointView> both = history(copy.key());
        assertThat(both).hasSize(past.size() + 3);
        assertThat(both.subList(3, both.size()))
                .isEqualTo(past.stream().map(view -> view.on(copy.key())).toList());
        assertThat(both.get(2).parent()).isEqualTo(past.getFirst().id());
        HistoryQuery page = HistoryQuery.latest(2).before(id(both.get(2)));
        assertThat(get(engine().threads().history(copy.key(), page))).isEqualTo(both.subList(3, 5));
        HistoryQuery inputs = HistoryQuery.latest(10).where(json("{\"source\":\"input\"}"));
        assertThat(get(engine().threads().history(copy.key(), inputs))).hasSize(2);
    }

    @Test
    void a_copy_goes_back_to_before_it_was_made_and_is_copied_itself() {
        ThreadRef source = counted("one", "two");
        ThreadRef copy = copyOf(source);
        copy.invoke(MARKERS.add("three"));
        ThreadRef second = copyOf(copy);
        PastState one = second.time().history(10).get(6);
        assertThat(one.state().get(MARKERS)).containsExactly("one");

        assertThat(second.from(one.id()).invoke(MARKERS.add("other")).get(MARKERS))
                .containsExactly("one", "other");

        assertThat(copy.state().get(MARKERS)).containsExactly("one", "two", "three");
        assertThat(history(second.key())).hasSize(9 + 3);
        assertThat(history(second.key()).subList(3, 12))
                .isEqualTo(history(copy.key()).stream()
                        .map(view -> view.on(second.key()))
                        .toList());
    }

    @Test
    void a_copy_outlives_its_source() {
        ThreadRef source = counted("one", "two");
        ThreadRef copy = copyOf(source);
        List<CheckpointView> past = history(copy.key());

        source.delete();
        source.invoke(MARKERS.add("anew"));

        assertThat(history(copy.key())).isEqualTo(past);
        assertThat(copy.invoke(MARKERS.add("three")).get(MARKERS)).containsExactly("one", "two", "three");
        assertThat(history(source.key())).hasSize(3);
    }

    @Test
    void a_question_is_copied_and_each_answers_its_own() {
        ThreadKey source = fresh();
        run(source, RunRequest.of("one-question", JsonValue.EMPTY_OBJECT));
        ThreadKey copy = fresh();

        ThreadView made = get(engine().threads().copy(source, copy));

        assertThat(made.status()).isEqualTo(ThreadStatus.INTERRUPTED);
        assertThat(made.interrupts())
                .isEqualTo(get(engine().threads().get(source)).interrupts());
        answer(copy);
        assertThat(get(engine().threads().get(copy)).status()).isEqualTo(ThreadStatus.IDLE);
        assertThat(get(engine().threads().get(source)).status()).isEqualTo(ThreadStatus.INTERRUPTED);
        answer(source);
        assertThat(get(engine().threads().get(copy)).values())
                .isEqualTo(get(engine().threads().get(source)).values());
    }

    @Test
    void a_pruned_thread_forgets_its_past_and_keeps_where_it_stands() {
        ThreadRef thread = counted("one", "two");
        List<CheckpointView> past = history(thread.key());

        get(engine().threads().prune(thread.key()));
        get(engine().threads().prune(thread.key()));

        assertThat(history(thread.key())).containsExactly(past.getFirst());
        assertThat(problem(engine().threads().stateAt(thread.key(), id(past.get(1)))))
                .isInstanceOf(Problem.CheckpointNotFound.class);
        assertThat(thread.invoke(MARKERS.add("three")).get(MARKERS)).containsExactly("one", "two", "three");
        assertThat(history(thread.key())).hasSize(4);
        assertThat(history(thread.key()).getLast()).isEqualTo(past.getFirst());
        assertThat(problem(engine().threads().prune(fresh()))).isInstanceOf(Problem.ThreadNotFound.class);
    }

    @Test
    void a_pruned_thread_still_asks_and_a_pruned_source_keeps_what_its_copy_needs() {
        ThreadKey asking = fresh();
        run(asking, RunRequest.of("one-question", JsonValue.EMPTY_OBJECT));
        ThreadKey copy = fresh();
        get(engine().threads().copy(asking, copy));
        List<CheckpointView> past = history(copy);

        get(engine().threads().prune(asking));

        assertThat(get(engine().threads().get(asking)).status()).isEqualTo(ThreadStatus.INTERRUPTED);
        answer(asking);
        assertThat(get(engine().threads().get(asking)).status()).isEqualTo(ThreadStatus.IDLE);
        assertThat(history(copy)).isEqualTo(past);
    }

    @Test
    void a_thread_whose_time_is_over_is_gone() {
        ThreadKey key = fresh();
        ThreadView made = get(engine().threads().create(key, NewThread.PLAIN.lasting(ThreadTtl.of(SHORT))));

        assertThat(made.ttl()).isEqualTo(ThreadTtl.of(SHORT));
        assertThat(made.expiresAt()).isEqualTo(made.updatedAt().plus(SHORT));
        gone(key);
        get(engine().threads().create(key, NewThread.PLAIN));
        assertThat(get(engine().threads().get(key)).ttl()).isNull();
    }

    @Test
    void what_is_written_renews_a_sliding_lifetime_and_no_other() {
        ThreadTtl day = ThreadTtl.of(Duration.ofDays(1));
        ThreadTtl fixed = new ThreadTtl(Duration.ofDays(1), ThreadTtl.Strategy.DELETE, false);
        ThreadRef sliding = counted("one");
        ThreadRef other = counted("one");
        ThreadView first = get(engine().threads().lasting(sliding.key(), day));
        ThreadView second = get(engine().threads().lasting(other.key(), fixed));
        // Otherwise both could happen in one millisecond.
        await().until(() -> Instant.now().isAfter(second.updatedAt().plusMillis(1)));

        sliding.invoke(MARKERS.add("two"));
        other.invoke(MARKERS.add("two"));

        assertThat(get(engine().threads().get(sliding.key())).expiresAt()).isAfter(first.expiresAt());
        assertThat(get(engine().threads().get(other.key())).expiresAt()).isEqualTo(second.expiresAt());
    }

    @Test
    void a_lifetime_may_cost_the_past_only() {
        ThreadRef thread = counted("one", "two");
        get(engine().threads().lasting(thread.key(), new ThreadTtl(SHORT, ThreadTtl.Strategy.KEEP_LATEST, true)));

        await().untilAsserted(() -> assertThat(history(thread.key())).hasSize(1));

        assertThat(thread.state().get(MARKERS)).containsExactly("one", "two");
    }

    @Test
    void a_thread_that_asks_is_not_over_before_it_is_answered() {
        ThreadKey asking = fresh();
        run(asking, RunRequest.of("one-question", JsonValue.EMPTY_OBJECT));
        get(engine().threads().lasting(asking, ThreadTtl.of(SHORT)));
        ThreadKey other = fresh();
        get(engine().threads().create(other, NewThread.PLAIN.lasting(ThreadTtl.of(SHORT.plusMillis(100)))));
        gone(other);

        assertThat(get(engine().threads().get(asking)).status()).isEqualTo(ThreadStatus.INTERRUPTED);

        answer(asking);
        gone(asking);
    }

    @Test
    void what_a_thread_takes_up_is_told() {
        ThreadRef thread = counted("one", "two");

        StorageView storage = get(engine().threads().storage(thread.key()));

        assertThat(storage.rows()).isPositive();
        assertThat(storage.totalBytes())
                .isGreaterThanOrEqualTo(storage.rowBytes())
                .isPositive();
        assertThat(storage.channels()).containsKeys("markers", "count");
        assertThat(storage.pending()).isZero();
        assertThat(problem(engine().threads().storage(fresh()))).isInstanceOf(Problem.ThreadNotFound.class);
    }

    private ThreadRef counted(String... markers) {
        ThreadRef thread = marker(fresh());
        for (String one : markers) {
            thread.invoke(MARKERS.add(one));
        }
        return thread;
    }

    private ThreadRef copyOf(ThreadRef source) {
        ThreadKey copy = fresh();
        get(engine().threads().copy(source.key(), copy));
        return marker(copy);
    }

    private void answer(ThreadKey key) {
        Resume approve = new Resume.Plain(json("\"APPROVE\""));
        run(key, RunRequest.of("one-question", null).commanding(RunCommand.resume(approve)));
    }

    private void gone(ThreadKey key) {
        await().untilAsserted(() -> assertThat(isThere(key)).isFalse());
    }

    private boolean isThere(ThreadKey key) {
        try {
            get(engine().threads().get(key));
            return true;
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof ProblemException known
                    && known.problem() instanceof Problem.ThreadNotFound) {
                return false;
            }
            throw refused;
        }
    }

    private List<CheckpointView> history(ThreadKey key) {
        return get(engine().threads().history(key, HistoryQuery.latest(100)));
    }
}
