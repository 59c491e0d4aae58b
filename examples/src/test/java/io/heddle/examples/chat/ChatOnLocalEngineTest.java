package io.heddle.examples.chat;

import static io.heddle.examples.chat.Chat.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heddle.RunFailedException;
import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;
import io.heddle.examples.Frames;
import io.heddle.examples.model.OpenAiStub;
import io.heddle.examples.model.TestModels;
import io.heddle.graph.Graph;
import io.heddle.graph.Write;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The graph on an engine, with the scripted model and with one behind HTTP. */
@HeddleTest
class ChatOnLocalEngineTest {
    private static final Write HELLO = MESSAGES.add(Message.human("Hi"));

    @Test
    void users_who_talk_at_once_do_not_mix(GraphTester tester) {
        Graph chat = Chat.graph(TestModels.smallTalk());
        List<CompletionStage<?>> runs = IntStream.range(0, 40)
                .<CompletionStage<?>>mapToObj(i -> tester.thread(chat, "user_" + i % 4)
                        .invokeAsync(MESSAGES.add(Message.human("message of user_" + i % 4))))
                .toList();
        runs.forEach(
                run -> run.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join());

        for (int user = 0; user < 4; user++) {
            List<Message> conversation =
                    tester.thread(chat, "user_" + user).state().get(MESSAGES);
            String own = "message of user_" + user;
            assertThat(conversation).hasSize(20);
            assertThat(conversation)
                    .allSatisfy(message -> assertThat(message.text()).contains(own));
            assertThat(conversation.getLast().text())
                    .isEqualTo("You said: %s; that makes 10 messages from you, the first was: %s", own, own);
        }
    }

    @Test
    void the_tokens_put_together_are_the_stored_message(GraphTester tester) throws Exception {
        Graph chat = Chat.graph(TestModels.smallTalk());
        ThreadRef thread = tester.thread(chat, "user_A");

        List<Message> chunks = Frames.of(thread.stream(Set.of(StreamMode.MESSAGES_TUPLE), HELLO)).stream()
                .filter(StreamEvent.MessageChunk.class::isInstance)
                .map(chunk -> Message.stored(((StreamEvent.MessageChunk) chunk).message()))
                .toList();

        Message stored = thread.state().get(MESSAGES).getLast();
        assertThat(chunks).hasSizeGreaterThan(5);
        assertThat(chunks.stream().map(Message::text).reduce("", String::concat))
                .isEqualTo(stored.text());
        assertThat(chunks).extracting(Message::id).containsOnly(stored.id());
        assertThat(stored.id()).isPresent();
    }

    @Test
    void a_cancelled_answer_leaves_no_trace_and_no_open_call(GraphTester tester) throws Exception {
        try (OpenAiStub stub = new OpenAiStub()) {
            Graph chat = Chat.graph(
                    TestModels.of(stub.hang("Good", " day").say("Good day").settings()));
            ThreadRef thread = tester.thread(chat, "user_A");
            RunView run = thread.start(HELLO);
            assertThat(stub.isHanging()).isTrue();

            RunView cancelled = thread.cancel(run.id());

            assertThat(cancelled.status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(stub.isHungUp()).isTrue();
            assertThat(thread.state().get(MESSAGES)).extracting(Message::text).containsExactly("Hi");
            assertThat(thread.proceed().get(MESSAGES)).extracting(Message::text).containsExactly("Hi", "Good day");
        }
    }

    @Test
    void a_model_that_fails_fails_the_run_by_name_and_the_thread_goes_on(GraphTester tester) throws Exception {
        try (OpenAiStub stub = new OpenAiStub()) {
            Graph chat = Chat.graph(
                    TestModels.of(stub.fail(429, "slow down").say("Good day").settings()));
            ThreadRef thread = tester.thread(chat, "user_A");

            var failure = catchThrowableOfType(RunFailedException.class, () -> thread.invoke(HELLO));

            assertThat(failure).hasMessageContainingAll("ModelRateLimited", "429", "slow down", stub.url());
            assertThat(failure).hasMessageNotContaining(OpenAiStub.KEY);
            assertThat(thread.proceed().get(MESSAGES)).extracting(Message::text).containsExactly("Hi", "Good day");
        }
    }
}
