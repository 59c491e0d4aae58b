package io.heddle.examples.agent;

import static io.heddle.examples.agent.Agent.MESSAGES;
import static io.heddle.examples.agent.Agent.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.heddle.api.Message;
import io.heddle.examples.HandMadeContext;
import io.heddle.examples.TestState;
import io.heddle.examples.model.TestModels;
import io.heddle.graph.Graph;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The nodes and the router as what they are: methods. */
class AgentTest {
    private final HandMadeContext context = new HandMadeContext("user_A");
    private final Agent agent = new Agent(TestModels.scripted());
    private final Graph graph = Agent.graph(TestModels.scripted());

    @Nested
    class The_model {
        @Test
        void asks_for_a_tool_that_would_help() throws InterruptedException {
            View after = model(Message.human("What is 6 * 7?"));

            assertThat(last(after).toolCalls())
                    .extracting(Message.ToolCall::name, call -> call.args().toString())
                    .containsExactly(tuple("calculate", "{\"expression\":\"6 * 7\"}"));
            assertThat(Agent.next(after)).isEqualTo(Agent.TOOLS);
        }

        @Test
        void ends_the_run_when_it_needs_no_tool() throws InterruptedException {
            View after = model(Message.human("Hi"));

            assertThat(Agent.next(after)).isEqualTo(Graph.END);
        }

        private View model(Message... conversation) throws InterruptedException {
            View state = TestState.of(graph, TestState.messages(MESSAGES, conversation));
            return TestState.after(state, graph, agent.model(state, context));
        }
    }

    @Nested
    class A_tool {
        @Test
        void answers_the_call_it_was_given() throws InterruptedException {
            Message.ToolCall call = call("calculate", "{\"expression\":\"6 * 7\"}");

            assertThat(writesAfter(call)).containsExactly(MESSAGES.add(Message.tool(call, "42")));
        }

        @Test
        void that_fails_tells_the_model_instead_of_failing_the_run() throws InterruptedException {
            Message.ToolCall call = call("calculate", "{\"expression\":\"1 / 0\"}");

            assertThat(writesAfter(call)).containsExactly(MESSAGES.add(Message.tool(call, "division by zero", false)));
        }

        @Test
        void that_does_not_exist_is_such_a_failure() throws InterruptedException {
            Message.ToolCall call = call("launch", "{}");

            assertThat(writesAfter(call))
                    .containsExactly(MESSAGES.add(Message.tool(call, "there is no tool named launch", false)));
        }

        @Test
        void keeps_notes_in_its_own_thread() throws InterruptedException {
            Message.ToolCall call = call("thread_notes", "{\"add\":\"bread\"}");

            assertThat(writesAfter(call, NOTES.add("milk")))
                    .containsExactly(
                            NOTES.add("bread"),
                            MESSAGES.add(Message.tool(call, "notes of thread user_A: [milk, bread]")));
        }

        private List<Write> writesAfter(Message.ToolCall call, Write... before) throws InterruptedException {
            View state = TestState.of(graph, before);
            Message asking = Message.ai("", List.of(call));
            state = TestState.after(state, graph, Update.of(TestState.messages(MESSAGES, asking)));
            return agent.tools(state, context).writes();
        }

        private static Message.ToolCall call(String tool, String arguments) {
            return new Message.ToolCall("c1", tool, JsonValue.parse(arguments));
        }
    }

    private static Message last(View state) {
        return state.get(MESSAGES).getLast();
    }
}
