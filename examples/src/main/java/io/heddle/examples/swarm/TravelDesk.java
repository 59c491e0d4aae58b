package io.heddle.examples.swarm;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.examples.model.Models;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.Handoff;
import io.heddle.prebuilt.Swarm;
import io.heddle.prebuilt.Tool;
import io.heddle.prebuilt.ToolAgent;
import io.heddle.prebuilt.ToolResult;
import io.heddle.prebuilt.ToolSpec;
import java.util.List;

/** Two clerks who hand a guest over to each other: one books flights, the other rooms. Nobody is above them. */
public final class TravelDesk {
    static final NodeKey<Void> FLIGHTS = NodeKey.of("flights");
    static final NodeKey<Void> ROOMS = NodeKey.of("rooms");

    private TravelDesk() {}

    public static Graph graph() {
        return graph(Models.fromEnvironment(TravelDesk::offline));
    }

    static Graph graph(ChatModel model) {
        Tool bookFlight = books("book_flight", "Books a flight", "a flight on Friday at 9");
        Tool bookRoom = books("book_room", "Books a room", "a room with a view");
        return Swarm.define("travel-desk", 1, desk -> {
            desk.agent(FLIGHTS, clerk(model, "flights", bookFlight, Swarm.handoff(ROOMS, "The guest wants a room.")));
            desk.agent(ROOMS, clerk(model, "rooms", bookRoom, Swarm.handoff(FLIGHTS, "The guest wants to fly.")));
        });
    }

    private static Graph clerk(ChatModel model, String what, Tool books, Handoff other) {
        return ToolAgent.define(
                "clerk-for-" + what,
                1,
                model,
                agent -> agent.prompt(
                                "You book " + what + ". Leave a guest who wants something else to your colleague.")
                        .tools(books)
                        .handsOver(other));
    }

    private static Tool books(String name, String description, String booked) {
        return Tool.of(ToolSpec.of(name, description), (arguments, state, context) -> ToolResult.of(booked));
    }

    /** Stands in for a model. */
    static Message offline(List<Message> conversation, List<ToolSpec> tools) {
        Message last = conversation.getLast();
        if (last.json().node().path("name").asText().startsWith("book_")) {
            return Message.ai("I have booked " + last.text() + " for you.");
        }
        String wish = conversation.reversed().stream()
                .filter(message -> message.type().equals("human"))
                .map(Message::text)
                .findFirst()
                .orElse("");
        String booking = wish.contains("room") ? "book_room" : "book_flight";
        boolean mine = tools.stream().anyMatch(tool -> tool.name().equals(booking));
        String transfer = wish.contains("room") ? "transfer_to_rooms" : "transfer_to_flights";
        return Message.ai(
                "",
                List.of(new Message.ToolCall(
                        "call-" + conversation.size(), mine ? booking : transfer, JsonValue.EMPTY_OBJECT)));
    }

    public static void main(String[] arguments) {
        Graph desk = graph();
        try (Heddle heddle = Heddle.local(desk)) {
            ThreadRef guest = heddle.thread(desk, "guest");
            for (String wish :
                    List.of("I want to fly to Oslo", "And a room, please", "One more room", "And a flight home")) {
                View state = guest.invoke(MESSAGES.add(Message.human(wish)));
                System.out.println(wish);
                System.out.println("  %s: %s"
                        .formatted(
                                state.find(Swarm.ACTIVE).orElse(FLIGHTS.name()),
                                state.get(MESSAGES).getLast().text()));
            }
        }
    }
}
