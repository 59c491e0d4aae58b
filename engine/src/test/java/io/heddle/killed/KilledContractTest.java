package io.heddle.killed;

import io.heddle.api.Engine;
import io.heddle.contract.EngineContract;
import io.heddle.contract.Outside;
import io.heddle.jdbc.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole contract on a durable engine that is killed by SIGKILL between two calls of a test, whatever its runs are doing
 * just then. Every test can be killed; {@code -Dheddle.kills=all} does, and without it every fifth is, chosen by the seed.
 */
class KilledContractTest extends EngineContract {
    private static final long SEED = Long.getLong("heddle.seed", 20_261_122L);
    private static final boolean ALL = "all".equals(System.getProperty("heddle.kills"));
    private static final int ONE_IN = 5;

    /**
     * They count what was done outside, or list every event, where a kill in the middle of a task counts double, or they take
     * what lives in memory only: killed when a run has ended.
     */
    private static final Set<String> AT_REST = Set.of(
            "a_question_pauses_the_thread_and_its_answer_goes_on_without_repeating_anything",
            "ten_questions_in_a_loop_carry_each_effect_out_once",
            "new_input_drops_what_was_asked_and_takes_what_a_sibling_had_written",
            "a_question_that_nobody_declared_is_asked_again_when_its_answer_does_not_fit",
            "copies_of_a_graph_in_a_graph_ask_side_by_side_and_are_answered_in_reverse",
            "a_busy_thread_answers_reads_and_tells_the_place_in_its_queue",
            "a_graph_inside_takes_and_hands_back_each_kind_in_its_own_way",
            "what_is_untracked_is_in_no_stream_no_state_and_no_history",
            "graphs_inside_are_told_of_under_their_namespaces_to_those_who_ask",
            "tokens_of_nodes_inside_come_once_and_say_where_they_come_from",
            "debug_tells_both_with_step_and_time",
            "tasks_and_checkpoints_are_told_as_they_begin_end_and_are_made",
            "a_breakpoint_is_told_with_nothing_to_answer",
            "a_reader_may_want_some_modes_only_and_an_unknown_run_is_refused",
            "events_are_numbered_from_zero_in_the_order_of_what_happens",
            "only_the_beginnings_and_ends_of_runs_are_told_to_those_who_want_no_mode",
            "a_stream_tells_what_is_asked_and_at_its_end_the_state_with_all_that_is_open");

    /** It wants to hear from a task that a kill ends. */
    private static final Set<String> SPARED = Set.of("a_cancelled_attempt_writes_no_more");

    private static final AtomicInteger KILLS = new AtomicInteger();
    private static final Random RANDOM = new Random(SEED);

    private static KillableEngine engine;
    private static int callsToGo = -1;
    private static boolean atRest;
    private static String before = "";

    @BeforeAll
    static void open(@TempDir Path outside) throws IOException {
        Outside.isAlsoIn(outside);
        engine = new KillableEngine(TestPostgres.freshDatabase(), outside, KilledContractTest::called);
    }

    @BeforeEach
    void aim(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        boolean meant = !SPARED.contains(name) && (ALL || RANDOM.nextInt(ONE_IN) == 0);
        synchronized (KILLS) {
            atRest = AT_REST.contains(name);
            before = "";
            callsToGo = !meant ? -1 : atRest ? RANDOM.nextInt(2) : 1 + RANDOM.nextInt(3);
        }
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @AfterAll
    static void close() {
        Outside.isAlsoIn(null);
        engine.close();
        System.out.printf("kill -9 in the contract: %d times, -Dheddle.seed=%d%n", KILLS.get(), SEED);
    }

    private static void called(String method) {
        synchronized (KILLS) {
            boolean now = (!atRest || before.equals("join")) && callsToGo-- == 0;
            before = method;
            if (now) {
                try {
                    engine.kill();
                    KILLS.incrementAndGet();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
