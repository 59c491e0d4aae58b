package io.heddle.contract;

import static io.heddle.contract.ContractGraphs.COUNT;
import static io.heddle.contract.ContractGraphs.MARKERS;
import static io.heddle.contract.ContractGraphs.MESSAGES;
import static io.heddle.contract.ContractGraphs.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heddle.Heddle;
import io.heddle.RunFailedException;
import io.heddle.ThreadRef;
import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.Engine;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Message;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.NewThread;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.RunQuery;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.StateUpdate;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.StreamRequest;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadStatus;
import io.heddle.api.ThreadView;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every engine promises its callers. An implementation extends this suite and says how to get an engine. */
public abstract class EngineContract {
    /** An engine that serves {@link ContractGraphs#catalog()}; shared by the tests, which use threads of their own. */
    protected abstract Engine engine();

    @Nested
    class Threads {
        @Test
        void a_thread_is_created_once() {
            ThreadKey key = fresh();
            ThreadView made = get(engine().threads()
                    .create(key, new NewThread(json("{\"user\":\"ada\"}"), NewThread.IfExists.RAISE)));

            assertThat(made.status()).isEqualTo(ThreadStatus.IDLE);
            assertThat(made.metadata()).hasToString("{\"user\":\"ada\"}");
            assertThat(made.values()).isNull();
            assertThat(problem(engine().threads().create(key, NewThread.PLAIN)))
                    .isInstanceOf(Problem.ThreadExists.class);
            assertThat(get(engine().threads()
                                    .create(key, new NewThread(JsonValue.EMPTY_OBJECT, NewThread.IfExists.DO_NOTHING)))
                            .metadata())
                    .hasToString("{\"user\":\"ada\"}");
        }

        @Test
        void metadata_is_merged_key_by_key() {
            ThreadKey key = fresh();
            get(engine().threads().create(key, new NewThread(json("{\"a\":1,\"b\":2}"), NewThread.IfExists.RAISE)));

            assertThat(get(engine().threads().patch(key, json("{\"b\":3,\"c\":4}")))
                            .metadata())
                    .hasToString("{\"a\":1,\"b\":3,\"c\":4}");
            assertThat(problem(engine().threads().patch(key, json("[]")))).isInstanceOf(Problem.InvalidRequest.class);
        }

        @Test
        void a_deleted_thread_is_unknown_and_may_begin_again_empty() {
            ThreadRef thread = marker(fresh());
            thread.invoke(MARKERS.add("old"));

            thread.delete();

            assertThat(problem(engine().threads().get(thread.key()))).isInstanceOf(Problem.ThreadNotFound.class);
            assertThat(problem(engine().threads().delete(thread.key()))).isInstanceOf(Problem.ThreadNotFound.class);
            assertThat(thread.invoke(MARKERS.add("new")).get(MARKERS)).containsExactly("new");
            assertThat(get(engine().threads().history(thread.key(), new HistoryQuery(100, null, null))))
                    .hasSize(3);
        }

        @Test
        void search_finds_by_metadata_status_and_values_what_was_written_before() {
            String mark = UUID.randomUUID().toString();
            ThreadKey one = fresh();
            ThreadKey other = fresh();
            get(engine().threads()
                    .create(
                            one,
                            new NewThread(
                                    json("{\"mark\":\"" + mark + "\",\"tags\":{\"a\":1}}"), NewThread.IfExists.RAISE)));
            get(engine().threads()
                    .create(other, new NewThread(json("{\"mark\":\"" + mark + "\"}"), NewThread.IfExists.RAISE)));

            assertThat(found("{\"mark\":\"" + mark + "\"}")).containsExactlyInAnyOrder(one, other);
            assertThat(found("{\"mark\":\"" + mark + "\",\"tags\":{\"a\":1}}")).containsExactly(one);

            get(engine().threads().patch(other, json("{\"tags\":{\"a\":1,\"b\":2}}")));
            assertThat(found("{\"mark\":\"" + mark + "\",\"tags\":{\"a\":1}}")).containsExactlyInAnyOrder(one, other);

            get(engine().threads().delete(one));
            assertThat(found("{\"mark\":\"" + mark + "\"}")).containsExactly(other);

            Heddle.over(engine()).thread(ContractGraphs.MARKER, other).invoke(MARKERS.add(mark));
            ThreadQuery values = new ThreadQuery(
                    null,
                    null,
                    json("{\"markers\":[\"" + mark + "\"]}"),
                    ThreadStatus.IDLE,
                    10,
                    0,
                    ThreadQuery.SortBy.CREATED_AT,
                    false);
            await().untilAsserted(() -> assertThat(get(engine().threads().search(TenantId.DEFAULT, values))
                            .threads())
                    .extracting(ThreadView::key)
                    .containsExactly(other));
            assertThat(get(engine().threads().count(TenantId.DEFAULT, values))).isEqualTo(1);
        }

        private List<ThreadKey> found(String metadata) {
            ThreadQuery query =
                    new ThreadQuery(null, json(metadata), null, null, 10, 0, ThreadQuery.SortBy.CREATED_AT, false);
            return get(engine().threads().search(TenantId.DEFAULT, query)).threads().stream()
                    .map(ThreadView::key)
                    .toList();
        }
    }

    @Nested
    class RunsOnAThread {
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
            View state = Heddle.over(engine())
                    .thread(ContractGraphs.BRANCHES, fresh())
                    .invoke();

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

    @Nested
    class Streams {
        @Test
        void events_are_numbered_from_zero_in_the_order_of_what_happens() {
            ThreadKey key = fresh();
            RunView run = start(
                    key,
                    RunRequest.of("echo", json("{\"messages\":\"a b\"}"))
                            .streaming(
                                    StreamMode.VALUES, StreamMode.UPDATES, StreamMode.CUSTOM, StreamMode.MESSAGES_TUPLE)
                            .creatingThread());

            List<StreamFrame> frames = frames(key, run.id(), StreamRequest.all());

            assertThat(frames).extracting(StreamFrame::id).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
            assertThat(frames)
                    .extracting(frame -> frame.event().name())
                    .containsExactly(
                            "metadata",
                            "values",
                            "custom",
                            "messages",
                            "messages",
                            "messages",
                            "messages",
                            "updates",
                            "values");
        }

        @Test
        void a_reader_who_comes_back_gets_exactly_what_was_missed() {
            ThreadKey key = fresh();
            RunView run = start(
                    key,
                    RunRequest.of("echo", json("{\"messages\":\"a b c d\"}"))
                            .streaming(StreamMode.values())
                            .keptForReplay()
                            .creatingThread());
            List<StreamFrame> all = frames(key, run.id(), StreamRequest.all());

            for (StreamFrame seen : all) {
                assertThat(ids(frames(key, run.id(), StreamRequest.after(seen.id()))))
                        .isEqualTo(ids(all.stream()
                                .filter(frame -> frame.id() > seen.id())
                                .toList()));
            }
        }

        @Test
        void a_reader_may_want_some_modes_only_and_an_unknown_run_is_refused() {
            ThreadKey key = fresh();
            RunView run = start(
                    key,
                    RunRequest.of("echo", json("{\"messages\":\"a\"}"))
                            .streaming(StreamMode.values())
                            .creatingThread());

            assertThat(frames(
                            key,
                            run.id(),
                            new StreamRequest(StreamRequest.FROM_START, java.util.Set.of(StreamMode.UPDATES))))
                    .extracting(frame -> frame.event().name())
                    .containsExactly("metadata", "updates");
            assertThatThrownBy(() -> frames(key, RunId.of(UUID.randomUUID()), StreamRequest.all()))
                    .hasRootCauseInstanceOf(ProblemException.class);
        }

        @Test
        void a_failure_is_the_last_event() {
            ThreadKey key = fresh();
            RunView run = start(
                    key, RunRequest.of("failing", json("{\"topic\":\"boom\"}")).creatingThread());

            assertThat(frames(key, run.id(), StreamRequest.all())
                            .getLast()
                            .event()
                            .data())
                    .hasToString("{\"error\":\"IllegalStateException\",\"message\":\"Boo!\"}");
        }
    }

    @Nested
    class Time {
        @Test
        void history_has_a_checkpoint_for_each_step_newest_first() {
            ThreadRef thread = Heddle.over(engine()).thread(ContractGraphs.FAILING, fresh());
            thread.invoke();

            List<CheckpointView> history = get(engine().threads().history(thread.key(), HistoryQuery.LATEST_TEN));

            assertThat(history)
                    .extracting(CheckpointView::next)
                    .containsExactly(List.of(), List.of("break"), List.of("mark"), List.of("__start__"));
            assertThat(history)
                    .extracting(state -> state.metadata().node().get("step").asInt())
                    .containsExactly(2, 1, 0, -1);
            assertThat(history)
                    .extracting(state -> state.metadata().node().get("source").asText())
                    .containsExactly("loop", "loop", "loop", "input");
            for (int i = 0; i < 3; i++) {
                assertThat(history.get(i).parent()).isEqualTo(history.get(i + 1).id());
                assertThat(history.get(i).id()).isGreaterThan(history.get(i + 1).id());
            }
            for (CheckpointView state : history) {
                assertThat(get(engine().threads().stateAt(thread.key(), id(state))))
                        .isEqualTo(state);
            }
        }

        @Test
        void a_run_may_start_from_an_older_checkpoint_and_the_old_branch_stays() {
            ThreadRef thread = marker(fresh());
            thread.invoke(MARKERS.add("one"));
            CheckpointView old = get(engine().threads().state(thread.key()));
            thread.invoke(MARKERS.add("two"));
            CheckpointView newer = get(engine().threads().state(thread.key()));

            RunResult result = run(
                    thread.key(),
                    RunRequest.of("marker", json("{\"markers\":\"other\"}")).from(id(old)));

            assertThat(result.values()).hasToString("{\"markers\":[\"one\",\"other\"],\"count\":2}");
            assertThat(get(engine().threads().stateAt(thread.key(), id(newer))).values())
                    .isEqualTo(newer.values());
            RunResult back = run(
                    thread.key(),
                    RunRequest.of("marker", json("{\"markers\":\"three\"}")).from(id(newer)));
            assertThat(back.values()).hasToString("{\"markers\":[\"one\",\"two\",\"three\"],\"count\":3}");
        }

        @Test
        void an_edit_of_an_older_checkpoint_makes_a_branch() {
            ThreadRef thread = marker(fresh());
            thread.invoke(MARKERS.add("one"));
            CheckpointView old = get(engine().threads().state(thread.key()));
            thread.invoke(MARKERS.add("two"));

            CheckpointId made = get(engine().threads()
                    .update(
                            thread.key(),
                            StateUpdate.of(json("{\"markers\":\"edited\",\"count\":5}"))
                                    .at(id(old))));

            CheckpointView head = get(engine().threads().state(thread.key()));
            assertThat(head.id()).isEqualTo(made);
            assertThat(head.parent()).isEqualTo(old.id());
            assertThat(head.values()).hasToString("{\"markers\":[\"one\",\"edited\"],\"count\":6}");
            assertThat(head.metadata().node().get("source").asText()).isEqualTo("update");
        }

        @Test
        void an_edit_says_what_does_not_fit() {
            ThreadRef thread = marker(fresh());
            assertThat(problem(engine().threads().update(thread.key(), StateUpdate.of(json("{}")))))
                    .isInstanceOf(Problem.ThreadNotFound.class);
            get(engine().threads().create(thread.key(), NewThread.PLAIN));
            assertThat(problem(engine().threads().update(thread.key(), StateUpdate.of(json("{}")))))
                    .isInstanceOf(Problem.NoGraph.class);
            thread.invoke();
            assertThat(problem(engine().threads()
                            .update(thread.key(), StateUpdate.of(json("{}")).as("nobody"))))
                    .isInstanceOfSatisfying(
                            Problem.InvalidRequest.class,
                            invalid -> assertThat(invalid.field()).isEqualTo("as_node"));
            assertThat(problem(engine().threads().update(thread.key(), StateUpdate.of(json("{\"count\":\"x\"}")))))
                    .isInstanceOfSatisfying(
                            Problem.InvalidRequest.class,
                            invalid -> assertThat(invalid.field()).isEqualTo("values.count"));
            assertThat(problem(engine().threads().stateAt(thread.key(), CheckpointId.at(1, 1, 1))))
                    .isInstanceOf(Problem.CheckpointNotFound.class);
        }
    }

    protected static ThreadKey fresh() {
        return ThreadKey.of("t-" + UUID.randomUUID());
    }

    protected static JsonValue json(String text) {
        return JsonValue.parse(text);
    }

    protected static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    protected static Problem problem(CompletionStage<?> stage) {
        try {
            return org.assertj.core.api.Assertions.fail("expected a problem, got " + get(stage));
        } catch (CompletionException e) {
            Throwable cause = e;
            while (cause.getCause() != null && !(cause instanceof ProblemException)) {
                cause = cause.getCause();
            }
            assertThat(cause).isInstanceOf(ProblemException.class);
            return ((ProblemException) cause).problem();
        }
    }

    protected List<StreamFrame> frames(ThreadKey key, RunId run, StreamRequest request) {
        FrameCollector collector = new FrameCollector();
        engine().runs().stream(key, run, request).subscribe(collector);
        return collector.await(Duration.ofSeconds(30));
    }

    protected RunView start(ThreadKey key, RunRequest request) {
        return get(engine().runs().start(key, request.creatingThread()));
    }

    protected RunResult run(ThreadKey key, RunRequest request) {
        return get(engine().runs().join(key, start(key, request).id()));
    }

    private ThreadRef marker(ThreadKey key) {
        return Heddle.over(engine()).thread(ContractGraphs.MARKER, key);
    }

    private ThreadRef echo(ThreadKey key) {
        return Heddle.over(engine()).thread(ContractGraphs.ECHO, key);
    }

    private static List<String> texts(View state) {
        return state.get(MESSAGES).stream().map(Message::text).toList();
    }

    private static List<Long> ids(List<StreamFrame> frames) {
        return new ArrayList<>(frames.stream().map(StreamFrame::id).toList());
    }

    private static CheckpointId id(CheckpointView view) {
        assertThat(view.id()).isNotNull();
        return view.id();
    }
}
