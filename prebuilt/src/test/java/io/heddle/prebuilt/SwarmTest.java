package io.heddle.prebuilt;

import static io.heddle.prebuilt.Script.wants;
import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static io.heddle.prebuilt.ToolAgentTest.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.View;
import org.junit.jupiter.api.Test;

class SwarmTest {
    private static final NodeKey<Void> FLIGHTS = NodeKey.of("flights");
    private static final NodeKey<Void> HOTELS = NodeKey.of("hotels");
    private static final NodeKey<Void> CARS = NodeKey.of("cars");
    private static final Tool BOOK =
            Tool.of(ToolSpec.of("book", "Books"), (arguments, state, context) -> ToolResult.of("booked"));

    private final Script flights = new Script(wants("book", "transfer_to_hotels"), Message.ai("Back at the flights."));
    private final Script hotels = new Script(Message.ai("A room."), wants("transfer_to_cars"));
    private final Script cars = new Script(Message.ai("A car."), wants("transfer_to_flights"));
    private final Graph swarm = Swarm.define("travel", 1, travel -> {
        travel.agent(FLIGHTS, agent(flights, Swarm.handoff(HOTELS, "rooms"), Swarm.handoff(CARS, "cars")));
        travel.agent(HOTELS, agent(hotels, Swarm.handoff(FLIGHTS, "planes"), Swarm.handoff(CARS, "cars")));
        travel.agent(CARS, agent(cars, Swarm.handoff(FLIGHTS, "planes"), Swarm.handoff(HOTELS, "rooms")));
    });

    @Test
    void an_agent_hands_over_with_every_call_answered() {
        try (Heddle heddle = Heddle.local(swarm)) {
            View state = say(heddle.thread(swarm, "t"), "Hi");

            assertThat(texts(state)).containsExactly("Hi", "", "booked", "Transferred to hotels", "A room.");
            assertThat(hotels.asked().getFirst()).isEqualTo(state.get(MESSAGES).subList(0, 4));
        }
    }

    @Test
    void the_next_run_begins_where_the_last_one_ended() {
        try (Heddle heddle = Heddle.local(swarm)) {
            ThreadRef thread = heddle.thread(swarm, "t");
            say(thread, "Hi");

            View state = say(thread, "And a car");

            assertThat(texts(state).subList(5, 9)).containsExactly("And a car", "", "Transferred to cars", "A car.");
            assertThat(state.get(Swarm.ACTIVE)).isEqualTo("cars");
            assertThat(texts(say(thread, "Back, please"))).endsWith("Transferred to flights", "Back at the flights.");
        }
    }

    @Test
    void two_handoffs_at_once_are_one() {
        Script torn = new Script(wants("transfer_to_hotels", "transfer_to_cars"));
        Graph pair = Swarm.define("pair", 1, travel -> {
            travel.agent(FLIGHTS, agent(torn, Swarm.handoff(HOTELS, "rooms"), Swarm.handoff(CARS, "cars")));
            travel.agent(HOTELS, agent(new Script(Message.ai("A room."))));
            travel.agent(CARS, agent(new Script(Message.ai("A car."))));
        });
        try (Heddle heddle = Heddle.local(pair)) {
            assertThat(texts(say(heddle.thread(pair, "t"), "Hi")))
                    .containsExactly(
                            "Hi",
                            "",
                            "Transferred to hotels",
                            "a conversation can be left to one only; this transfer was not made",
                            "A room.");
        }
    }

    private static Graph agent(ChatModel model, Handoff... handoffs) {
        return ToolAgent.define("agent", 1, model, agent -> agent.tools(BOOK).handsOver(handoffs));
    }

    private static View say(ThreadRef thread, String text) {
        return thread.invoke(MESSAGES.add(Message.human(text)));
    }
}
