package io.heddle.api;

import io.heddle.json.JsonValue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks a run to be.
 *
 * @param assistant assistant id or graph name
 * @param runId chosen by the caller to make a repeated request harmless; null lets the engine choose
 * @param input a JSON object, channel name to written value; null goes on from where the thread stands
 * @param checkpoint start from this older checkpoint instead of the head
 * @param config what nodes may read: a JSON object of {@code configurable} values
 * @param metadata a JSON object kept with the run
 * @param stepLimit supersteps allowed before the run fails, at least 1
 * @param modes the events the run numbers; later readers choose among them
 * @param resumable whether tokens and custom events are kept so that a reader can come back for them
 * @param strategy what happens if the thread is busy
 * @param createThread whether a missing thread is made, with the run's metadata, instead of refused
 */
public record RunRequest(
        String assistant,
        @Nullable RunId runId,
        @Nullable JsonValue input,
        @Nullable CheckpointId checkpoint,
        JsonValue config,
        JsonValue metadata,
        int stepLimit,
        Set<StreamMode> modes,
        boolean resumable,
        MultitaskStrategy strategy,
        boolean createThread) {
    /** Supersteps allowed when nobody says otherwise. */
    public static final int DEFAULT_STEP_LIMIT = 25;

    public RunRequest {
        modes = Set.copyOf(modes);
        if (stepLimit < 1) {
            throw new ProblemException(new Problem.InvalidRequest(
                    "config.recursion_limit", String.valueOf(stepLimit), "a whole number of at least 1"));
        }
    }

    /** A run of {@code assistant} with the defaults: enqueued when busy, values streamed, not resumable. */
    public static RunRequest of(String assistant, @Nullable JsonValue input) {
        return new RunRequest(
                assistant,
                null,
                input,
                null,
                JsonValue.EMPTY_OBJECT,
                JsonValue.EMPTY_OBJECT,
                DEFAULT_STEP_LIMIT,
                Set.of(StreamMode.VALUES),
                false,
                MultitaskStrategy.ENQUEUE,
                false);
    }

    public RunRequest withRunId(RunId id) {
        return new RunRequest(
                assistant,
                id,
                input,
                checkpoint,
                config,
                metadata,
                stepLimit,
                modes,
                resumable,
                strategy,
                createThread);
    }

    public RunRequest from(CheckpointId older) {
        return new RunRequest(
                assistant, runId, input, older, config, metadata, stepLimit, modes, resumable, strategy, createThread);
    }

    public RunRequest withConfig(JsonValue values) {
        return new RunRequest(
                assistant,
                runId,
                input,
                checkpoint,
                values,
                metadata,
                stepLimit,
                modes,
                resumable,
                strategy,
                createThread);
    }

    public RunRequest withMetadata(JsonValue values) {
        return new RunRequest(
                assistant,
                runId,
                input,
                checkpoint,
                config,
                values,
                stepLimit,
                modes,
                resumable,
                strategy,
                createThread);
    }

    public RunRequest withStepLimit(int limit) {
        return new RunRequest(
                assistant, runId, input, checkpoint, config, metadata, limit, modes, resumable, strategy, createThread);
    }

    public RunRequest streaming(StreamMode... wanted) {
        return new RunRequest(
                assistant,
                runId,
                input,
                checkpoint,
                config,
                metadata,
                stepLimit,
                Set.of(wanted),
                resumable,
                strategy,
                createThread);
    }

    public RunRequest keptForReplay() {
        return new RunRequest(
                assistant, runId, input, checkpoint, config, metadata, stepLimit, modes, true, strategy, createThread);
    }

    public RunRequest when(MultitaskStrategy busy) {
        return new RunRequest(
                assistant, runId, input, checkpoint, config, metadata, stepLimit, modes, resumable, busy, createThread);
    }

    public RunRequest creatingThread() {
        return new RunRequest(
                assistant, runId, input, checkpoint, config, metadata, stepLimit, modes, resumable, strategy, true);
    }
}
