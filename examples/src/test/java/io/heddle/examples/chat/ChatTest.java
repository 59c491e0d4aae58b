package io.heddle.examples.chat;

import static io.heddle.examples.chat.Chat.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Message;
import io.heddle.examples.model.TestModels;
import io.heddle.testkit.NodeOutcome;
import io.heddle.testkit.NodeTest;
import org.junit.jupiter.api.Test;

/** The node as what it is: a method from state to update. */
class ChatTest {
    @Test
    void the_first_message_is_answered() {
        assertThat(said(reply(Message.human("Hi")))).isEqualTo("You said: Hi; that makes 1 message from you");
    }

    @Test
    void what_was_said_before_is_remembered() {
        assertThat(said(reply(Message.human("I am Ada"), Message.ai("Hello"), Message.human("Who am I?"))))
                .isEqualTo("You said: Who am I?; that makes 2 messages from you, the first was: I am Ada");
    }

    @Test
    void the_tokens_put_together_are_the_message() {
        NodeOutcome replied = reply(Message.human("Hi there"));

        assertThat(replied.tokens()).hasSizeGreaterThan(5);
        assertThat(String.join("", replied.tokens())).isEqualTo(said(replied));
    }

    private static NodeOutcome reply(Message... conversation) {
        return NodeTest.of(Chat.graph(TestModels.smallTalk()), Chat.REPLY)
                .given(MESSAGES.add(conversation))
                .run();
    }

    private static String said(NodeOutcome replied) {
        return replied.state().get(MESSAGES).getLast().text();
    }
}
