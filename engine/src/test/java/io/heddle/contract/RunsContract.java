package io.heddle.contract;

import static io.heddle.contract.ContractGraphs.COUNT;
import static io.heddle.contract.ContractGraphs.MARKERS;
import static io.heddle.contract.ContractGraphs.MESSAGES;
import static io.heddle.contract.ContractGraphs.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.Heddle;
import io.heddle.RunFailedException;
import io.heddle.ThreadRef;
import io.heddle.api.CheckpointView;
import io.heddle.api.Message;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.Problem;
import io.heddle.api.RunId;
import io.heddle.api.RunQuery;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.StateUpdate;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every engine promises about runs on a thread. */
public abstract class RunsContract extends EngineCase {
    @Test
    void two_users_of_one_graph_do_not_see_each_other() {
        ThreadRef a = echo(fresh());
        ThreadRef b = echo(fresh());

        a.invoke(MESSAGES.add(Message.human("Hi")));
        b.invoke(MESSAGES.add(Message.human("Hello")));

        assertThat(texts(a.invoke(MESSAGES.add(Message.human("again")))))
                .containsExactly("Hi", "you said Hi", "again", "you said again");
        assertThat(texts(b.state())).containsExactly("Hello", "you said Hello");
    }

    @Test
    void branches_commit_together_in_the_order_of_their_names_and_their_fold_is_reduced_once() {
        View state =
                Heddle.over(engine()).thread(ContractGraphs.BRANCHES, fresh()).invoke();

        assertThat(state.get(MARKERS)).containsExactly("left", "right", "joined after 11");
        assertThat(state.get(COUNT)).isEqualTo(11);
    }

    @Test
    void a_cycle_ends_where_its_router_says() {
        assertThat(Heddle.over(engine())
                        .thread(ContractGraphs.CYCLE, fresh())
                        .invoke()
                        .get(COUNT))
                .isEqualTo(10);
    }

    @Test
    void a_fold_in_the_input_is_reduced_too() {
        assertThat(Heddle.over(engine())
                        .thread(ContractGraphs.CYCLE, fresh())
                        .invoke(COUNT.fold(7))
                        .get(COUNT))
                .isEqualTo(10);
    }

    @Test
    void a_run_tells_what_it_left_even_when_others_have_run_since() {
        ThreadKey key = fresh();
        RunView first = start(key, RunRequest.of("marker", json("{\"markers\":\"one\"}")));
        RunResult told = get(engine().runs().join(key, first.id()));
        run(key, RunRequest.of("marker", json("{\"markers\":\"two\"}")));
        RunView paused = start(
                key, RunRequest.of("marker", json("{\"markers\":\"three\"}")).pausingBefore("mark"));
        get(engine().runs().join(key, paused.id()));
        run(key, RunRequest.of("marker", null));

        assertThat(told.values()).hasToString("{\"markers\":[\"one\"],\"count\":1}");
        assertThat(get(engine().runs().join(key, first.id()))).isEqualTo(told);
        assertThat(get(engine().runs().join(key, paused.id())).next()).containsExactly("mark");
    }

    @Test
    void a_run_fails_at_its_step_limit_and_says_so() {
        ThreadKey key = fresh();
        RunResult result =
                run(key, RunRequest.of("cycle", JsonValue.EMPTY_OBJECT).withStepLimit(4));

        assertThat(result.error()).isNotNull();
        assertThat(result.error().name()).isEqualTo("GraphRecursionError");
        assertThat(result.error().message())
                .startsWith("Recursion limit of 4 reached without hitting a stop condition");
        assertThat(get(engine().threads().get(key)).status()).isEqualTo(ThreadStatus.ERROR);
    }

    @Test
    void a_failed_node_leaves_no_trace_and_the_thread_may_go_on() {
        ThreadRef thread = Heddle.over(engine()).thread(ContractGraphs.FAILING, fresh());

        assertThatThrownBy(() -> thread.invoke(TOPIC.set("boom")))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("IllegalStateException: Boo!");
        CheckpointView head = get(engine().threads().state(thread.key()));
        assertThat(head.next()).containsExactly("break");
        assertThat(head.tasks().getFirst().error()).isEqualTo("IllegalStateException: Boo!");
        assertThat(thread.state().get(MARKERS)).containsExactly("before");

        thread.update(ContractGraphs.MARK, TOPIC.set("calm"));
        assertThat(thread.proceed().get(MARKERS)).containsExactly("before", "after");
        assertThat(get(engine().threads().get(thread.key())).status()).isEqualTo(ThreadStatus.IDLE);
    }

    @Test
    void many_callers_of_one_thread_are_served_one_by_one() {
        ThreadRef thread = marker(fresh());
        List<CompletableFuture<View>> calls = IntStream.range(0, 100)
                .mapToObj(i -> thread.invokeAsync(MARKERS.add("m" + i)).toCompletableFuture())
                .toList();
        calls.forEach(CompletableFuture::join);

        View state = thread.state();
        assertThat(state.get(COUNT)).isEqualTo(100);
        assertThat(new HashSet<>(state.get(MARKERS))).hasSize(100);
        assertThat(state.get(MARKERS)).hasSize(100);
    }

    @Test
    void a_busy_thread_refuses_who_does_not_want_to_wait() {
        ThreadKey key = fresh();
        RunView first = start(key, RunRequest.of("waiting", JsonValue.EMPTY_OBJECT));
        RunRequest second = RunRequest.of("waiting", JsonValue.EMPTY_OBJECT).when(MultitaskStrategy.REJECT);

        Problem problem = problem(engine().runs().start(key, second));

        assertThat(problem)
                .isInstanceOfSatisfying(
                        Problem.ThreadBusy.class,
                        busy -> assertThat(busy.running()).isEqualTo(first.id()));
        assertThat(get(engine().runs().list(key, RunQuery.FIRST_TEN)))
                .extracting(RunView::id)
                .containsExactly(first.id());
        ContractGraphs.open(key.thread().value());
        assertThat(get(engine().runs().join(key, first.id())).status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void a_busy_thread_answers_reads_and_tells_the_place_in_its_queue() {
        ThreadKey key = fresh();
        RunView first = start(key, RunRequest.of("waiting", JsonValue.EMPTY_OBJECT));
        RunView second = start(key, RunRequest.of("waiting", JsonValue.EMPTY_OBJECT));

        assertThat(first.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(second.status()).isEqualTo(RunStatus.PENDING);
        assertThat(second.queuePosition()).isEqualTo(1);
        assertThat(get(engine().threads().get(key)).status()).isEqualTo(ThreadStatus.BUSY);
        assertThat(get(engine().threads().state(key)).next()).containsExactly("wait");
        assertThat(problem(engine().threads().update(key, StateUpdate.of(json("{\"topic\":\"x\"}")))))
                .isInstanceOf(Problem.ThreadBusy.class);
        ContractGraphs.open(key.thread().value());
        assertThat(get(engine().runs().join(key, second.id())).values())
                .hasToString("{\"markers\":[\"waited\",\"waited\"]}");
        assertThat(ContractGraphs.ran(key.thread().value())).isEqualTo(2);
    }

    @Test
    void a_cancelled_run_keeps_what_it_committed_and_makes_room() {
        ThreadKey key = fresh();
        RunView first = start(key, RunRequest.of("waiting", json("{\"topic\":\"kept\"}")));
        RunView second = start(key, RunRequest.of("waiting", JsonValue.EMPTY_OBJECT));

        assertThat(get(engine().runs().cancel(key, second.id())).status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(get(engine().runs().cancel(key, first.id())).status()).isEqualTo(RunStatus.INTERRUPTED);

        assertThat(get(engine().threads().get(key)).status()).isEqualTo(ThreadStatus.IDLE);
        assertThat(get(engine().threads().state(key)).values()).hasToString("{\"markers\":[],\"topic\":\"kept\"}");
        assertThat(get(engine().runs().cancel(key, first.id())).status()).isEqualTo(RunStatus.INTERRUPTED);
    }

    @Test
    void asking_twice_with_one_run_id_is_one_run() {
        ThreadKey key = fresh();
        RunId id = RunId.of(UUID.randomUUID());
        RunRequest request = RunRequest.of("marker", json("{\"markers\":\"once\"}"))
                .withRunId(id)
                .creatingThread();

        start(key, request);
        assertThat(get(engine().runs().start(key, request)).id()).isEqualTo(id);
        assertThat(problem(engine().runs().start(key, request.withStepLimit(3))))
                .isInstanceOf(Problem.RunIdTaken.class);

        assertThat(get(engine().runs().join(key, id)).values()).hasToString("{\"markers\":[\"once\"],\"count\":1}");
    }

    @Test
    void input_of_the_wrong_type_is_refused_by_name_before_anything_happens() {
        ThreadKey key = fresh();

        assertThat(problem(engine().runs()
                        .start(
                                key,
                                RunRequest.of("marker", json("{\"count\":\"seven\"}"))
                                        .creatingThread())))
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("input.count"));
        assertThat(problem(engine().runs().start(key, RunRequest.of("nope", JsonValue.EMPTY_OBJECT))))
                .isInstanceOf(Problem.AssistantNotFound.class);
        assertThat(problem(engine().runs().start(key, RunRequest.of("marker", JsonValue.EMPTY_OBJECT))))
                .isInstanceOf(Problem.ThreadNotFound.class);
        assertThat(problem(engine().threads().get(key))).isInstanceOf(Problem.ThreadNotFound.class);
    }
}
