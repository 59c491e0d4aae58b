package io.heddle.examples.chat;

import static io.heddle.examples.chat.Chat.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Message;
import io.heddle.examples.HandMadeContext;
import io.heddle.examples.TestState;
import io.heddle.examples.model.TestModels;
import org.junit.jupiter.api.Test;

/** The node as what it is: a method from state to update. */
class ChatTest {
    private final HandMadeContext context = new HandMadeContext("user_A");
    private final Chat chat = new Chat(TestModels.scripted());

    @Test
    void the_first_message_is_answered() throws Exception {
        assertThat(answerTo(Message.human("Hi"))).isEqualTo("You said: Hi; that makes 1 message from you");
    }

    @Test
    void what_was_said_before_is_remembered() throws Exception {
        assertThat(answerTo(Message.human("I am Ada"), Message.ai("Hello"), Message.human("Who am I?")))
                .isEqualTo("You said: Who am I?; that makes 2 messages from you, the first was: I am Ada");
    }

    @Test
    void the_tokens_put_together_are_the_message() throws Exception {
        String answer = answerTo(Message.human("Hi there"));

        assertThat(context.tokens()).hasSizeGreaterThan(5);
        assertThat(String.join("", context.tokens())).isEqualTo(answer);
    }

    private String answerTo(Message... conversation) throws Exception {
        var graph = Chat.graph(TestModels.scripted());
        var state = TestState.of(graph, TestState.messages(MESSAGES, conversation));
        var after = TestState.after(state, graph, chat.reply(state, context));
        Message answer = after.get(MESSAGES).getLast();
        assertThat(answer.id()).contains(HandMadeContext.STREAM_ID);
        return answer.text();
    }
}
