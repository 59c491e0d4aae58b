package io.heddle.prebuilt;

import io.heddle.api.Message;
import io.heddle.graph.NodeContext;
import java.util.ArrayList;
import java.util.List;

/** A model's turn in a conversation, one of a loop that has a step limit. */
final class Turn {
    /** The model, what it asked for, and the model again. */
    private static final int SUPERSTEPS_OF_A_ROUND = 3;

    private static final String OUT_OF_STEPS = "I ran out of steps before I was done.";

    private Turn() {}

    /** What the model says; if it asks for something that could not be answered any more, that it ran out of steps. */
    static Message of(
            ChatModel model, String prompt, List<Message> conversation, List<ToolSpec> tools, NodeContext context)
            throws Exception {
        Message reply = model.reply(prompted(prompt, conversation), tools, context);
        if (reply.toolCalls().isEmpty() || context.stepsLeft() >= SUPERSTEPS_OF_A_ROUND) {
            return reply;
        }
        Message instead = Message.ai(OUT_OF_STEPS);
        return reply.id().map(instead::withId).orElse(instead);
    }

    private static List<Message> prompted(String prompt, List<Message> conversation) {
        if (prompt.isEmpty()) {
            return conversation;
        }
        List<Message> prompted = new ArrayList<>();
        prompted.add(Message.system(prompt));
        prompted.addAll(conversation);
        return prompted;
    }
}
