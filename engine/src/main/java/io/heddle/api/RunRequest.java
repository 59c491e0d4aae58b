package io.heddle.api;

import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
 * @param subgraphs whether it numbers the events of graphs inside too
 * @param resumable whether tokens and custom events are kept so that a reader can come back for them
 * @param strategy what happens if the thread is busy
 * @param command what the run does first instead of taking input; null for most
 * @param pauseBefore nodes before which it pauses; {@code *} stands for all
 * @param pauseAfter nodes after which it pauses; {@code *} stands for all
 * @param caller who asks, as nodes are told; null if nobody says
 * @param webhook where to tell of the run's end: a URL, or a path of this server; null for nowhere
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
        boolean subgraphs,
        boolean resumable,
        MultitaskStrategy strategy,
        @Nullable RunCommand command,
        List<String> pauseBefore,
        List<String> pauseAfter,
        @Nullable String caller,
        @Nullable String webhook,
        boolean createThread) {
    /** Supersteps allowed when nobody says otherwise. */
    public static final int DEFAULT_STEP_LIMIT = 25;

    public RunRequest {
        modes = Set.copyOf(modes);
        pauseBefore = List.copyOf(pauseBefore);
        pauseAfter = List.copyOf(pauseAfter);
        if (input != null && command != null) {
            throw new ProblemException(new Problem.InvalidRequest(
                    "command", "a command together with input", "one of them; write with the command's update"));
        }
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
                false,
                MultitaskStrategy.ENQUEUE,
                null,
                List.of(),
                List.of(),
                null,
                null,
                false);
    }

    public RunRequest withRunId(RunId id) {
        return with(draft -> draft.runId = id);
    }

    /** The same request for a run whose id is yet to be chosen. */
    public RunRequest withoutRunId() {
        return with(draft -> draft.runId = null);
    }

    public RunRequest from(CheckpointId older) {
        return with(draft -> draft.checkpoint = older);
    }

    public RunRequest withConfig(JsonValue values) {
        return with(draft -> draft.config = values);
    }

    public RunRequest withMetadata(JsonValue values) {
        return with(draft -> draft.metadata = values);
    }

    public RunRequest withStepLimit(int limit) {
        return with(draft -> draft.stepLimit = limit);
    }

    public RunRequest streaming(StreamMode... wanted) {
        return with(draft -> draft.modes = Set.of(wanted));
    }

    /** Streams the events of graphs inside as well, under their namespaces. */
    public RunRequest withSubgraphs() {
        return with(draft -> draft.subgraphs = true);
    }

    public RunRequest keptForReplay() {
        return with(draft -> draft.resumable = true);
    }

    public RunRequest when(MultitaskStrategy busy) {
        return with(draft -> draft.strategy = busy);
    }

    public RunRequest commanding(RunCommand first) {
        return with(draft -> draft.command = first);
    }

    public RunRequest pausingBefore(String... nodes) {
        return with(draft -> draft.pauseBefore = List.of(nodes));
    }

    public RunRequest pausingAfter(String... nodes) {
        return with(draft -> draft.pauseAfter = List.of(nodes));
    }

    /** One superstep, then a pause. */
    public RunRequest oneStep() {
        return pausingAfter("*");
    }

    public RunRequest askedBy(String who) {
        return with(draft -> draft.caller = who);
    }

    /** Tells of the run's end there, at least once; null tells nobody. */
    public RunRequest telling(@Nullable String url) {
        return with(draft -> draft.webhook = url);
    }

    public RunRequest creatingThread() {
        return with(draft -> draft.createThread = true);
    }

    private RunRequest with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    private static final class Draft {
        private final String assistant;
        private @Nullable RunId runId;
        private @Nullable JsonValue input;
        private @Nullable CheckpointId checkpoint;
        private JsonValue config;
        private JsonValue metadata;
        private int stepLimit;
        private Set<StreamMode> modes;
        private boolean subgraphs;
        private boolean resumable;
        private MultitaskStrategy strategy;
        private @Nullable RunCommand command;
        private List<String> pauseBefore;
        private List<String> pauseAfter;
        private @Nullable String caller;
        private @Nullable String webhook;
        private boolean createThread;

        Draft(RunRequest from) {
            assistant = from.assistant;
            runId = from.runId;
            input = from.input;
            checkpoint = from.checkpoint;
            config = from.config;
            metadata = from.metadata;
            stepLimit = from.stepLimit;
            modes = from.modes;
            subgraphs = from.subgraphs;
            resumable = from.resumable;
            strategy = from.strategy;
            command = from.command;
            pauseBefore = from.pauseBefore;
            pauseAfter = from.pauseAfter;
            caller = from.caller;
            webhook = from.webhook;
            createThread = from.createThread;
        }

        RunRequest done() {
            return new RunRequest(
                    assistant,
                    runId,
                    input,
                    checkpoint,
                    config,
                    metadata,
                    stepLimit,
                    modes,
                    subgraphs,
                    resumable,
                    strategy,
                    command,
                    pauseBefore,
                    pauseAfter,
                    caller,
                    webhook,
                    createThread);
        }
    }
}
