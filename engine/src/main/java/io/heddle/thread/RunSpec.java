package io.heddle.thread;

import io.heddle.api.AssistantId;
import io.heddle.api.CheckpointId;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunId;
import io.heddle.api.StreamMode;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run as it was accepted: checked, decoded, complete. Kept until the run ends.
 *
 * @param input what it writes first; null goes on from where the thread stands
 * @param checkpoint the older checkpoint it starts from; null for the head
 * @param subgraphs whether its stream tells of graphs inside too
 * @param orders what it does first instead of taking input; null for most
 * @param pauses where it pauses
 * @param caller who asked for it; null if nobody said
 * @param digest tells a repeated request from another one under the same id
 */
public record RunSpec(
        RunId id,
        AssistantId assistant,
        String graphId,
        @Nullable List<ChannelUpdate> input,
        @Nullable CheckpointId checkpoint,
        JsonValue config,
        JsonValue metadata,
        int stepLimit,
        Set<StreamMode> modes,
        boolean subgraphs,
        boolean resumable,
        MultitaskStrategy strategy,
        @Nullable RunOrders orders,
        Breakpoints pauses,
        @Nullable String caller,
        String digest) {
    public RunSpec {
        input = input == null ? null : List.copyOf(input);
        modes = Set.copyOf(modes);
    }

    /** A run that takes its input, or goes on, without orders or breakpoints. */
    public RunSpec(
            RunId id,
            AssistantId assistant,
            String graphId,
            @Nullable List<ChannelUpdate> input,
            @Nullable CheckpointId checkpoint,
            JsonValue config,
            JsonValue metadata,
            int stepLimit,
            Set<StreamMode> modes,
            boolean resumable,
            MultitaskStrategy strategy,
            String digest) {
        this(
                id,
                assistant,
                graphId,
                input,
                checkpoint,
                config,
                metadata,
                stepLimit,
                modes,
                false,
                resumable,
                strategy,
                null,
                Breakpoints.NONE,
                null,
                digest);
    }
}
