package io.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.heddle.ThreadRef;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.Update;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class HeddleTestTest {
    private static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    private static final Question<String, Boolean> SURE = Question.of("sure", String.class, Boolean.class);
    private static final NodeKey<Void> NOTE = NodeKey.of("note");
    private static final NodeKey<Void> ASK = NodeKey.of("ask");

    private static final Graph GRAPH = Graph.define("noted", 1, g -> {
        g.channels(NOTES);
        g.node(NOTE, (state, context) -> Update.of(NOTES.add("noted")));
        g.node(ASK, (state, context) -> {
            if (!context.ask(SURE, "really?")) {
                throw new IOException("then not");
            }
            return Update.nothing();
        });
        g.start(NOTE);
        g.after(NOTE).to(ASK);
        g.after(ASK).end();
    });

    @HeddleTest
    static class Injected {
        private final GraphTester tester;

        Injected(GraphTester tester) {
            this.tester = tester;
        }

        @BeforeEach
        void sees_the_same(GraphTester same) {
            assertThat(same).isSameAs(tester);
        }

        @Test
        void everywhere(GraphTester same) {
            assertThat(same).isSameAs(tester);
            assertThat(tester.thread(GRAPH).run().state().get(NOTES)).containsExactly("noted");
        }

        @Test
        void and_anew_for_each_test() {
            assertThat(tester.thread(GRAPH).run().state().get(NOTES)).containsExactly("noted");
        }
    }

    @HeddleTest
    static class Failing {
        @Test
        void fails(GraphTester tester) {
            ThreadRef ada = tester.thread(GRAPH, "ada");
            ada.run(NOTES.add("given"));
            ada.answer(SURE, false);
            tester.thread(GRAPH, "bob").run();
            int number = tester.random().nextInt();

            assertThat(number).isEqualTo(number + 1);
        }
    }

    @Test
    void a_tester_is_injected_once_a_test() {
        assertThat(run(Injected.class).getTestsSucceededCount()).isEqualTo(2);
    }

    @Test
    void a_failure_tells_what_became_of_the_threads_and_how_to_draw_the_same_numbers() {
        Throwable failure = run(Failing.class).getFailures().getFirst().getException();

        assertThat(failure).isInstanceOf(AssertionError.class);
        assertThat(failure.getSuppressed()[0])
                .hasMessageContainingAll(
                        "noted on default/ada",
                        "step 0 loop, notes [\"given\"], next note",
                        "step 1 loop, notes [\"noted\"], next ask",
                        "ask failed: IOException: then not",
                        "noted on default/bob",
                        "ask asks sure: \"really?\"",
                        "-Dheddle.seed=");
    }

    private static TestExecutionSummary run(Class<?> tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .build(),
                        listener);
        return listener.getSummary();
    }
}
