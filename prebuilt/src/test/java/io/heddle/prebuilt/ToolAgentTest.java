package io.heddle.prebuilt;

import static io.heddle.prebuilt.Script.wants;
import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.heddle.Heddle;
import io.heddle.RunFailedException;
import io.heddle.api.Message;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ToolAgentTest {
    private static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    private static final Tool DOUBLE = Tool.of(
            ToolSpec.of("double", "Doubles"),
            (arguments, state, context) ->
                    ToolResult.of("" + 2 * arguments.node().path("n").asInt()));
    private static final Tool NOTE = Tool.of(ToolSpec.of("note", "Keeps a note"), (arguments, state, context) -> {
        String text = arguments.node().path("text").asText();
        return ToolResult.of((state.get(NOTES).size() + 1) + " notes", NOTES.add(text));
    });
    private static final Tool BROKEN = Tool.of(ToolSpec.of("broken", "Fails"), (arguments, state, context) -> {
        throw new IllegalStateException("the wheel came off");
    });

    @Nested
    class The_loop {
        @Test
        void ends_when_the_model_asks_for_nothing() {
            View state = ask(ToolAgent.graph(new Script(Message.ai("Good day")), DOUBLE));

            assertThat(state.get(MESSAGES)).extracting(Message::text).containsExactly("Hi", "Good day");
        }

        @Test
        void goes_back_to_the_model_with_what_the_tools_said_in_the_order_of_the_calls() {
            Script model = new Script(wants("double {\"n\":4}", "double {\"n\":5}"), Message.ai("8 and 10"));

            View state = ask(ToolAgent.graph(model, DOUBLE));

            assertThat(model.asked().getLast().subList(2, 4))
                    .extracting(Message::text, message -> message.toolCallId().orElseThrow(), ToolAgentTest::status)
                    .containsExactly(tuple("8", "double-0", "success"), tuple("10", "double-1", "success"));
            assertThat(state.get(MESSAGES).getLast().text()).isEqualTo("8 and 10");
        }

        @Test
        void calls_the_tools_of_one_message_in_parallel() {
            CountDownLatch both = new CountDownLatch(2);
            Tool patient = Tool.of(ToolSpec.of("meet", "Waits for the other"), (arguments, state, context) -> {
                both.countDown();
                return ToolResult.of(both.await(10, TimeUnit.SECONDS) ? "met" : "alone");
            });

            View state = ask(ToolAgent.graph(new Script(wants("meet", "meet"), Message.ai("Done")), patient));

            assertThat(texts(state)).containsExactly("Hi", "", "met", "met", "Done");
        }

        @Test
        void stops_in_good_order_when_no_supersteps_are_left_for_another_round() {
            Graph agent = ToolAgent.graph(new Script(wants("double {\"n\":1}")), DOUBLE);

            View state = ask(agent);

            assertThat(state.get(MESSAGES).getLast().text()).isEqualTo("I ran out of steps before I was done.");
            assertThat(state.get(MESSAGES).getLast().toolCalls()).isEmpty();
        }

        @Test
        void tells_the_model_what_it_is_without_making_that_a_part_of_the_conversation() {
            Script model = new Script(Message.ai("Aye"));

            View state = ask(ToolAgent.define("pirate", 1, model, agent -> agent.prompt("You are a pirate.")));

            assertThat(model.asked().getFirst())
                    .extracting(Message::type, Message::text)
                    .containsExactly(tuple("system", "You are a pirate."), tuple("human", "Hi"));
            assertThat(texts(state)).containsExactly("Hi", "Aye");
        }

        @Test
        void is_drawn() {
            assertThat(ToolAgent.graph(new Script(Message.ai("")), DOUBLE)
                            .describe()
                            .mermaid())
                    .contains(
                            "__start__ --> model", "model -. send .-> tools", "model -.-> __end__", "tools --> model");
        }
    }

    @Nested
    class A_tool {
        @Test
        void reads_and_writes_the_channels_of_its_agent() {
            Script model = new Script(
                    wants("note {\"text\":\"bread\"}"), wants("note {\"text\":\"milk\"}"), Message.ai("Kept"));

            View state = ask(ToolAgent.define(
                    "agent", 1, model, agent -> agent.tools(NOTE).channels(NOTES)));

            assertThat(state.get(NOTES)).containsExactly("bread", "milk");
            assertThat(texts(state)).contains("1 notes", "2 notes");
        }

        @Test
        void that_writes_a_channel_nobody_declared_fails_the_run_and_says_so() {
            Tool stray = Tool.of(
                    ToolSpec.of("stray", "Writes"),
                    (arguments, state, context) -> ToolResult.of("done", NOTES.add("lost")));

            assertThatExceptionOfType(RunFailedException.class)
                    .isThrownBy(() -> ask(ToolAgent.graph(new Script(wants("stray")), stray)))
                    .withMessageContaining("tool stray wrote channel notes, which the agent does not declare");
        }

        @Test
        void that_fails_tells_the_model() {
            View state = ask(ToolAgent.graph(new Script(wants("broken"), Message.ai("Oh")), BROKEN));

            assertThat(state.get(MESSAGES))
                    .extracting(Message::text, ToolAgentTest::status)
                    .contains(tuple("the wheel came off", "error"));
        }

        @Test
        void that_fails_fails_the_run_if_the_agent_says_so() {
            Graph strict = ToolAgent.define(
                    "strict",
                    1,
                    new Script(wants("broken")),
                    agent -> agent.tools(BROKEN).onError(ToolErrors.FAIL));

            assertThatExceptionOfType(RunFailedException.class)
                    .isThrownBy(() -> ask(strict))
                    .withMessageContaining("the wheel came off");
        }

        @Test
        void that_does_not_exist_is_named_with_those_that_do() {
            View state = ask(ToolAgent.graph(new Script(wants("launch"), Message.ai("Oh")), DOUBLE, BROKEN));

            assertThat(state.get(MESSAGES))
                    .extracting(Message::text, ToolAgentTest::status)
                    .contains(tuple("there is no tool named launch; the tools are: double, broken", "error"));
        }

        @Test
        void whose_arguments_cannot_be_read_is_not_called_and_the_model_is_told() {
            Message unreadable = Message.ai(
                    "",
                    List.of(
                            new Message.ToolCall("c1", "double", JsonValue.encode("{\"n\": 2")),
                            new Message.ToolCall("c2", "double", JsonValue.parse("{\"n\":3}"))));

            View state = ask(ToolAgent.define(
                    "agent",
                    1,
                    new Script(unreadable, Message.ai("Oh")),
                    agent -> agent.tools(DOUBLE).onError(ToolErrors.FAIL)));

            assertThat(state.get(MESSAGES))
                    .extracting(Message::text, ToolAgentTest::status)
                    .contains(
                            tuple(
                                    "tool double was not called: expected a JSON object of arguments, found {\"n\": 2",
                                    "error"),
                            tuple("6", "success"));
            assertThat(texts(state)).endsWith("Oh");
        }

        @Test
        void that_asks_a_person_is_called_again_but_not_the_one_beside_it() {
            AtomicInteger calls = new AtomicInteger();
            Tool counted = Tool.of(
                    ToolSpec.of("count", "Counts"),
                    (arguments, state, context) -> ToolResult.of("" + calls.incrementAndGet()));
            Tool asking = Tool.of(
                    ToolSpec.of("ask", "Asks"),
                    (arguments, state, context) ->
                            ToolResult.of(context.interrupt("sure?").node().asText()));
            Graph agent = ToolAgent.graph(new Script(wants("ask", "count"), Message.ai("Done")), asking, counted);

            try (Heddle heddle = Heddle.local(agent)) {
                heddle.thread(agent, "t").invoke(MESSAGES.add(Message.human("Hi")));
                View state = Resumed.with(heddle, agent, "t", "\"quite\"");

                assertThat(texts(state)).containsExactly("Hi", "", "quite", "1", "Done");
            }
        }

        @Test
        void has_a_name_of_its_own() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ToolAgent.graph(new Script(Message.ai("")), DOUBLE, DOUBLE))
                    .withMessage("two tools are named double; a model could not tell them apart: rename one");
        }
    }

    static List<String> texts(View state) {
        return state.get(MESSAGES).stream().map(Message::text).toList();
    }

    private static String status(Message message) {
        return message.json().node().path("status").asText();
    }

    private static View ask(Graph agent) {
        try (Heddle heddle = Heddle.local(agent)) {
            return heddle.thread(agent, "t").invoke(MESSAGES.add(Message.human("Hi")));
        }
    }
}
