package io.heddle.examples.hello;

import static io.heddle.examples.hello.Hello.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.graph.Graph;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import org.junit.jupiter.api.Test;

@HeddleTest
class HelloTest {
    @Test
    void each_user_has_a_memory_of_their_own(GraphTester tester) {
        Graph hello = Hello.graph();
        ThreadRef userA = tester.thread(hello, "user_A");
        ThreadRef userB = tester.thread(hello, "user_B");

        userA.invoke(MESSAGES.add(Message.human("Hi")));
        userB.invoke(MESSAGES.add(Message.human("Hello")));
        userA.invoke(MESSAGES.add(Message.human("Me again")));

        assertThat(userA.state().get(MESSAGES))
                .extracting(Message::text)
                .containsExactly(
                        "Hi", "Hello, user_A! That was message 1.", "Me again", "Hello, user_A! That was message 2.");
        assertThat(userB.state().get(MESSAGES))
                .extracting(Message::text)
                .containsExactly("Hello", "Hello, user_B! That was message 1.");
    }
}
