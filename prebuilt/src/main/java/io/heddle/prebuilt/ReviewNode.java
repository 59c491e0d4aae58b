package io.heddle.prebuilt;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;

import io.heddle.api.Message;
import io.heddle.graph.Command;
import io.heddle.graph.NodeContext;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The node that asks a person before tools are called. Thread-safe. */
final class ReviewNode {
    private final Set<String> reviewed;

    ReviewNode(Set<String> reviewed) {
        this.reviewed = Set.copyOf(reviewed);
    }

    boolean wants(Message.ToolCall call) {
        return call.readable() && reviewed.contains(call.name());
    }

    /** Calls what nobody minds; a rejected call is answered here, an edited one takes the place of what the model wrote. */
    Command run(View state, NodeContext context) {
        Message asking = AgentNodes.asking(state);
        List<Message.ToolCall> wanted = asking.toolCalls();
        Iterator<Decision<ToolReview.Action>> decisions =
                decisions(wanted.stream().filter(this::wants).toList(), context).iterator();
        List<Message.ToolCall> approved = new ArrayList<>();
        List<Message.ToolCall> shown = new ArrayList<>();
        List<Write> rejections = new ArrayList<>();
        for (Message.ToolCall call : wanted) {
            switch (wants(call) ? decisions.next() : Decision.<ToolReview.Action>approve()) {
                case Decision.Approve<ToolReview.Action>() -> {
                    shown.add(call);
                    approved.add(call);
                }
                case Decision.Edit<ToolReview.Action>(ToolReview.Action action) -> {
                    Message.ToolCall edited = new Message.ToolCall(call.id(), action.name(), action.args());
                    shown.add(edited);
                    approved.add(edited);
                }
                case Decision.Reject<ToolReview.Action>(String why) -> {
                    shown.add(call);
                    rejections.add(MESSAGES.add(Message.tool(call, rejection(why), false)));
                }
            }
        }
        Command next =
                approved.isEmpty() ? Command.goTo(AgentNodes.MODEL) : Command.goToAll(AgentNodes.sends(approved));
        if (!shown.equals(wanted)) {
            next = next.update(MESSAGES.add(asking.withToolCalls(shown)));
        }
        return next.update(rejections.toArray(new Write[0]));
    }

    /** Asks until there is a decision for each call. */
    private static List<Decision<ToolReview.Action>> decisions(List<Message.ToolCall> calls, NodeContext context) {
        ToolReview.Request request = ToolReview.Request.of(calls);
        ToolReview.Answer answer = context.ask(ToolReview.QUESTION, request);
        for (int again = 1; answer.decisions().size() != calls.size(); again++) {
            answer = context.ask(ToolReview.QUESTION.at(again), request);
        }
        return answer.decisions();
    }

    private static String rejection(String why) {
        return why.isEmpty() ? "A person decided against this call." : why;
    }
}
