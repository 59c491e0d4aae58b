package io.heddle.examples.hello;

import static io.heddle.examples.hello.Hello.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.api.Message;
import io.heddle.graph.Graph;
import org.junit.jupiter.api.Test;

class HelloTest {
    @Test
    void each_user_has_a_memory_of_their_own() {
        Graph hello = Hello.graph();
        try (Heddle heddle = Heddle.local(hello)) {
            heddle.thread(hello, "user_A").invoke(MESSAGES.add(Message.human("Hi")));
            heddle.thread(hello, "user_B").invoke(MESSAGES.add(Message.human("Hello")));
            heddle.thread(hello, "user_A").invoke(MESSAGES.add(Message.human("Me again")));

            assertThat(heddle.thread(hello, "user_A").state().get(MESSAGES))
                    .extracting(Message::text)
                    .containsExactly(
                            "Hi",
                            "Hello, user_A! That was message 1.",
                            "Me again",
                            "Hello, user_A! That was message 2.");
            assertThat(heddle.thread(hello, "user_B").state().get(MESSAGES))
                    .extracting(Message::text)
                    .containsExactly("Hello", "Hello, user_B! That was message 1.");
        }
    }
}
