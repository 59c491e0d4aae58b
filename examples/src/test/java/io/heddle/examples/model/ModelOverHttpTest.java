package io.heddle.examples.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.heddle.api.Message;
import io.heddle.json.JsonValue;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.ToolSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The whole way to a model and back: LangChain4j, HTTP, event stream. Only the machine at the other end is ours. */
class ModelOverHttpTest {
    private static final List<Message> HELLO = List.of(Message.human("Hello"));

    private final OpenAiStub stub;
    private final HandMadeContext context = new HandMadeContext("user_A");

    ModelOverHttpTest() throws IOException {
        stub = new OpenAiStub();
    }

    @AfterEach
    void close() {
        stub.close();
    }

    @Nested
    class An_answer {
        @Test
        void arrives_token_by_token_and_is_stored_whole() throws Exception {
            stub.say("Good", " day", ", Ada");

            Message answer = model(stub.settings()).reply(HELLO, List.of(), context);

            assertThat(context.tokens()).containsExactly("Good", " day", ", Ada");
            assertThat(answer).isEqualTo(Message.ai("Good day, Ada").withId(HandMadeContext.STREAM_ID));
        }

        @Test
        void is_asked_for_with_the_whole_conversation_and_the_key() throws Exception {
            Message.ToolCall call = new Message.ToolCall("c1", "clock", JsonValue.parse("{\"zone\":\"UTC\"}"));
            stub.say("Noon.");

            model(stub.settings())
                    .reply(
                            List.of(
                                    Message.system("Be brief."),
                                    Message.human("What time is it?"),
                                    Message.ai("", List.of(call)),
                                    Message.tool(call, "12:00")),
                            List.of(),
                            context);

            assertThat(stub.authorizations()).containsExactly("Bearer " + OpenAiStub.KEY);
            var request = stub.asked().getFirst().node();
            assertThat(request.path("model").asText()).isEqualTo("stub-model");
            assertThat(request.path("stream").asBoolean()).isTrue();
            assertThat(request.path("messages"))
                    .extracting(message -> message.path("role").asText())
                    .containsExactly("system", "user", "assistant", "tool");
            assertThat(request.at("/messages/2/tool_calls/0/function/arguments").asText())
                    .isEqualTo("{\"zone\":\"UTC\"}");
            assertThat(request.at("/messages/3/tool_call_id").asText()).isEqualTo("c1");
        }

        @Test
        void comes_even_if_a_cancelled_run_left_a_tool_call_open() throws Exception {
            Message.ToolCall open = new Message.ToolCall("c1", "clock", JsonValue.EMPTY_OBJECT);
            stub.say("Hello again.");

            model(stub.settings())
                    .reply(
                            List.of(Message.human("Time?"), Message.ai("", List.of(open)), Message.human("Hello?")),
                            List.of(),
                            context);

            var messages = stub.asked().getFirst().node().path("messages");
            assertThat(messages)
                    .extracting(message -> message.path("role").asText())
                    .containsExactly("user", "assistant", "tool", "user");
            assertThat(messages.at("/2/content").asText()).isEqualTo("cancelled before it ran");
        }

        @Test
        void may_call_a_tool_with_arguments_that_come_in_pieces() throws Exception {
            stub.callTool("c1", "calculate", "{\"expr", "ession\":", "\"6*7\"}");

            Message answer =
                    model(stub.settings()).reply(HELLO, List.of(ToolSpec.of("calculate", "Calculates")), context);

            assertThat(answer.toolCalls())
                    .containsExactly(
                            new Message.ToolCall("c1", "calculate", JsonValue.parse("{\"expression\":\"6*7\"}")));
            assertThat(answer.text()).isEmpty();
            assertThat(stub.asked()
                            .getFirst()
                            .node()
                            .at("/tools/0/function/name")
                            .asText())
                    .isEqualTo("calculate");
        }
    }

    @Nested
    class An_answer_with_unreadable_arguments {
        @Test
        void is_kept_as_the_model_wrote_it_and_sent_back_as_a_call_without_any() throws Exception {
            stub.callTool("c1", "calculate", "{\"expression\": ");
            Message answer = ask(stub.settings());

            assertThat(answer.toolCalls())
                    .containsExactly(new Message.ToolCall("c1", "calculate", JsonValue.encode("{\"expression\": ")));
            assertThat(answer.json().node().at("/invalid_tool_calls/0/name").asText())
                    .isEqualTo("calculate");

            stub.say("Sorry");
            model(stub.settings())
                    .reply(
                            List.of(
                                    HELLO.getFirst(),
                                    answer,
                                    Message.tool(answer.toolCalls().getFirst(), "no", false)),
                            List.of(),
                            context);
            assertThat(stub.asked()
                            .getLast()
                            .node()
                            .at("/messages/1/tool_calls/0/function/arguments")
                            .asText())
                    .isEqualTo("{}");
        }
    }

    @Nested
    class A_cancelled_call {
        @Test
        void ends_in_the_middle_of_the_stream() throws Exception {
            stub.hang("Good", " day");

            assertThat(interruptedAfterTokens(2)).isInstanceOf(InterruptedException.class);
            assertThat(stub.isHungUp()).isTrue();
            assertThat(context.tokens()).containsExactly("Good", " day");
        }

        @Test
        void ends_before_the_first_byte() throws Exception {
            stub.hangAtOnce();

            assertThat(interruptedAfterTokens(0)).isInstanceOf(InterruptedException.class);
            assertThat(stub.isHungUp()).isTrue();
        }

        @Test
        void ends_when_nobody_takes_its_tokens() {
            stub.hang("Good", " day");
            context.refuseTokens(new IllegalStateException("this attempt was replaced"));

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> ask(stub.settings()))
                    .withMessage("this attempt was replaced");
            assertThat(stub.isHungUp()).isTrue();
        }

        private Throwable interruptedAfterTokens(int count) throws Exception {
            var call = new FutureTask<>(() -> catchThrowable(() -> ask(stub.settings())));
            Thread node = Thread.ofVirtual().start(call);
            assertThat(stub.isHanging()).isTrue();
            await().until(() -> context.tokens().size() == count);

            node.interrupt();

            return call.get(5, TimeUnit.SECONDS);
        }
    }

    @Nested
    class A_failure {
        @Test
        void by_rate_limit_says_where_what_and_what_to_do() {
            stub.fail(429, "Rate limit reached for " + OpenAiStub.KEY);

            assertFails(ModelException.ModelRateLimited.class, "429", "Rate limit reached", "wait");
            assertThat(stub.asked()).as("no hidden retry").hasSize(1);
        }

        @Test
        void of_the_server_is_not_the_callers_fault() {
            stub.fail(503, "overloaded");

            assertFails(ModelException.ModelUnavailable.class, "503 “overloaded”", "later");
        }

        @Test
        void in_plain_text_is_quoted_too() {
            stub.failWithText(502, "upstream\n  is gone " + "!".repeat(500));

            assertFails(ModelException.ModelUnavailable.class, "502 “upstream is gone !", "!…”");
        }

        @Test
        void of_the_key_names_the_variable_and_not_the_key() {
            stub.fail(401, "Incorrect API key provided: " + OpenAiStub.KEY);

            assertFails(ModelException.ModelRefused.class, "401", "OPENAI_API_KEY");
        }

        @Test
        void of_the_path_names_what_may_be_wrong() {
            stub.fail(404, "no such model");

            assertFails(ModelException.ModelRefused.class, "404", "OPENAI_BASE_URL", "HEDDLE_MODEL");
        }

        @Test
        void by_silence_before_the_headers_is_a_timeout() {
            stub.hangAtOnce();

            assertTimesOut();
        }

        @Test
        void by_silence_after_a_token_is_a_timeout_too() {
            stub.hang("Good");

            assertTimesOut();
            assertThat(context.tokens()).containsExactly("Good");
        }

        @Test
        void by_a_dropped_connection_keeps_no_half_answer() {
            stub.cut("Good");

            assertFails(ModelException.ModelAnswerCut.class, "connection broke", "run again");
        }

        @Test
        void by_a_stream_that_just_ends_keeps_no_half_answer() {
            stub.stopShort("Good");

            assertFails(ModelException.ModelAnswerCut.class, "without saying why");
        }

        @Test
        void by_a_page_that_is_no_stream_is_noticed() {
            stub.garbage("<html><body>Welcome to the Wi-Fi</body></html>");

            assertFails(ModelException.ModelAnswerUnreadable.class, "no answer", "OPENAI_BASE_URL");
        }

        @Test
        void by_events_that_are_no_json_is_noticed() {
            stub.garbage("data: {\"choices\": [{\n\ndata: [DONE]\n\n");

            assertFails(ModelException.ModelAnswerUnreadable.class, "not JSON", "OPENAI_BASE_URL");
        }

        @Test
        void to_connect_names_the_endpoint() {
            stub.close();

            assertFails(ModelException.ModelUnreachable.class, "no connection", "OPENAI_BASE_URL");
        }

        private void assertTimesOut() {
            ModelSettings impatient = stub.settings(Duration.ofSeconds(1));

            assertThatExceptionOfType(ModelException.ModelTimeout.class)
                    .isThrownBy(() -> ask(impatient))
                    .withMessageContainingAll(stub.url(), "silent for 1.0 s", "HEDDLE_MODEL_PATIENCE");
            assertThat(stub.isHungUp()).isTrue();
        }

        private void assertFails(Class<? extends ModelException> type, String... words) {
            Throwable thrown = catchThrowable(() -> ask(stub.settings()));

            assertThat(thrown)
                    .isInstanceOf(type)
                    .hasMessageContaining("stub-model at " + stub.url())
                    .hasMessageContainingAll(words)
                    .hasMessageNotContaining(OpenAiStub.KEY);
        }
    }

    private static ChatModel model(ModelSettings settings) {
        return TestModels.of(settings);
    }

    private Message ask(ModelSettings settings) throws Exception {
        return model(settings).reply(HELLO, List.of(), context);
    }
}
