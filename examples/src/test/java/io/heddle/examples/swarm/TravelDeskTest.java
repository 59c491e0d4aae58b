package io.heddle.examples.swarm;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import io.heddle.prebuilt.Swarm;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.ScriptedModel;
import org.junit.jupiter.api.Test;

@HeddleTest
class TravelDeskTest {
    private final Graph desk = TravelDesk.graph(ScriptedModel.following(TravelDesk::offline));

    @Test
    void a_guest_stays_with_the_clerk_who_took_over_until_that_one_hands_over(GraphTester tester) {
        ThreadRef guest = tester.thread(desk);

        assertThat(says(guest, "I want to fly to Oslo"))
                .isEqualTo("first: I have booked a flight on Friday at 9 for you.");
        assertThat(says(guest, "And a room, please")).isEqualTo("rooms: I have booked a room with a view for you.");
        assertThat(says(guest, "One more room")).isEqualTo("rooms: I have booked a room with a view for you.");
        assertThat(says(guest, "And a flight home"))
                .isEqualTo("flights: I have booked a flight on Friday at 9 for you.");
    }

    @Test
    void no_tool_call_is_left_without_an_answer(GraphTester tester) {
        View state = tester.thread(desk).invoke(MESSAGES.add(Message.human("A room, please")));

        assertThat(state.get(MESSAGES))
                .extracting(Message::type)
                .containsExactly("human", "ai", "tool", "ai", "tool", "ai");
    }

    private static String says(ThreadRef guest, String wish) {
        View state = guest.invoke(MESSAGES.add(Message.human(wish)));
        return state.find(Swarm.ACTIVE).orElse("first")
                + ": "
                + state.get(MESSAGES).getLast().text();
    }
}
