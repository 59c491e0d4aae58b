package io.heddle.thread;

import io.heddle.api.Message;
import io.heddle.api.MessageHead;
import io.heddle.api.RunId;
import io.heddle.graph.ChangeRefused;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.MessageList;
import io.heddle.graph.OpenCalls.OpenCall;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.TaskIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tool calls that nobody will answer any more. Pure. */
public final class OpenToolCalls {
    private OpenToolCalls() {}

    /**
     * Answers to the tool calls that new input leaves behind, so that no model ever sees a call without its answer: those of
     * messages that were there before the input, if they would be open after it. A call whose message the input rewrites and
     * ends with is not left behind, but put forth again. The answers' ids are functions of the run and the calls.
     *
     * @param leftovers what is written before the input besides
     */
    public static List<ChannelUpdate> closing(
            Values values, List<ChannelUpdate> leftovers, List<ChannelUpdate> input, RunId run) {
        List<ChannelUpdate> closing = new ArrayList<>();
        for (String channel : channels(values, leftovers)) {
            List<JsonValue> answers = abandoned(channel, values, leftovers, input).stream()
                    .map(call -> answer(call, run))
                    .toList();
            if (!answers.isEmpty()) {
                closing.add(new ChannelUpdate(channel, new ChannelChange.Upsert(answers)));
            }
        }
        return closing;
    }

    private static Set<String> channels(Values values, List<ChannelUpdate> leftovers) {
        Set<String> channels = new TreeSet<>(values.channels().keySet());
        leftovers.forEach(update -> channels.add(update.channel()));
        return channels;
    }

    private static List<OpenCall> abandoned(
            String channel, Values values, List<ChannelUpdate> leftovers, List<ChannelUpdate> input) {
        try {
            Values before = after(values, channel, leftovers);
            MessageList held = conversation(before, channel).counted();
            MessageList kept = conversation(after(before, channel, input), channel);
            String again = putForth(held, kept);
            return kept.openCalls().calls().stream()
                    .filter(call -> held.contains(call.message()))
                    .filter(call -> !call.message().equals(again))
                    .toList();
        } catch (ChangeRefused misfit) {
            return List.of();
        }
    }

    /** The id of the last message if the input has written it. */
    private static String putForth(MessageList before, MessageList after) {
        if (after.messages().isEmpty()) {
            return "";
        }
        JsonValue last = after.messages().getLast();
        String id = MessageHead.of(last).id();
        return last.equals(before.find(id)) ? "" : id;
    }

    private static Values after(Values values, String channel, List<ChannelUpdate> updates) {
        Values next = values;
        for (ChannelUpdate update : updates) {
            if (update.channel().equals(channel) && !(update.change() instanceof ChannelChange.Combine)) {
                next = next.with(channel, update.change());
            }
        }
        return next;
    }

    private static MessageList conversation(Values values, String channel) {
        return values.get(channel) instanceof ChannelValue.Messages messages ? messages.list() : MessageList.EMPTY;
    }

    private static JsonValue answer(OpenCall call, RunId run) {
        return Message.tool(
                        new Message.ToolCall(call.id(), call.tool(), JsonValue.EMPTY_OBJECT),
                        "The call of %s was not carried out because a new request came first."
                                .formatted(call.tool().isEmpty() ? "a tool" : call.tool()),
                        false)
                .withId(TaskIds.closing(run, call.message(), call.id()))
                .json();
    }
}
