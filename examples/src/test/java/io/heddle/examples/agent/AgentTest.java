package io.heddle.examples.agent;

import static io.heddle.examples.agent.Agent.NOTES;
import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Message;
import io.heddle.examples.model.OpenAiStub;
import io.heddle.examples.model.TestModels;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.Scenario;
import io.heddle.testkit.Simulation;
import org.junit.jupiter.api.Test;

/** The loop on an engine, with the scripted model and with one behind HTTP. */
@HeddleTest
class AgentTest {
    @Test
    void the_loop_ends_with_the_right_answer(GraphTester tester) {
        Graph agent = Agent.graph(TestModels.smallTalk());
        View end = tester.thread(agent, "user_A").invoke(MESSAGES.add(Message.human("What is (17 + 4) * 2?")));

        assertThat(end.get(MESSAGES)).extracting(Message::type).containsExactly("human", "ai", "tool", "ai");
        assertThat(end.get(MESSAGES).get(2).toolCallId())
                .contains(end.get(MESSAGES).get(1).toolCalls().getFirst().id());
        assertThat(end.get(MESSAGES).getLast().text()).isEqualTo("calculate says: 42");
    }

    @Test
    void a_failed_tool_ends_in_words(GraphTester tester) {
        Graph agent = Agent.graph(TestModels.smallTalk());
        View end = tester.thread(agent, "user_A").invoke(MESSAGES.add(Message.human("What is 1 / 0?")));

        assertThat(end.get(MESSAGES).getLast().text()).isEqualTo("calculate says: division by zero");
    }

    @Test
    void notes_stay_in_their_thread(GraphTester tester) {
        Graph agent = Agent.graph(TestModels.smallTalk());
        tester.thread(agent, "user_A").invoke(MESSAGES.add(Message.human("Remember that milk is out")));
        tester.thread(agent, "user_B").invoke(MESSAGES.add(Message.human("Note: buy bread")));
        View end = tester.thread(agent, "user_A").invoke(MESSAGES.add(Message.human("Show my notes")));

        assertThat(end.get(NOTES)).containsExactly("milk is out");
        assertThat(end.get(MESSAGES).getLast().text())
                .isEqualTo("thread_notes says: notes of thread user_A: [milk is out]");
    }

    @Test
    void a_model_behind_http_gets_its_tool_and_then_answers(GraphTester tester) throws Exception {
        try (OpenAiStub stub = new OpenAiStub()) {
            stub.callTool("call_x", "calculate", "{\"expression\":", "\"6*7\"}").say("It is ", "42.");
            Graph agent = Agent.graph(TestModels.of(stub.settings()));
            View end = tester.thread(agent, "user_A").invoke(MESSAGES.add(Message.human("6*7?")));

            assertThat(end.get(MESSAGES).getLast().text()).isEqualTo("It is 42.");
            assertThat(stub.asked().getLast().node().at("/messages/2/content").asText())
                    .isEqualTo("42");
            assertThat(stub.asked()
                            .getLast()
                            .node()
                            .at("/messages/2/tool_call_id")
                            .asText())
                    .isEqualTo("call_x");
        }
    }

    @Test
    void it_comes_to_the_same_whatever_dies() {
        Simulation.seeds(50)
                .run(
                        Agent.graph(TestModels.smallTalk()),
                        Scenario.input(MESSAGES.add(Message.human("What is (17 + 4) * 2?")))
                                .thenInput(MESSAGES.add(Message.human("Remember that milk is out"))));
    }
}
