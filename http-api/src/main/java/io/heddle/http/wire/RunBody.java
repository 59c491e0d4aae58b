package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.CheckpointId;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunCommand;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.json.JsonValue;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body that starts a run, on each of the routes that do: section 6.1 of the protocol.
 *
 * @param cancelOnDisconnect whether the run is cancelled when its reader goes away before the end
 */
public record RunBody(RunRequest request, boolean cancelOnDisconnect) {
    private static final Map<String, MultitaskStrategy> STRATEGIES =
            Words.of(MultitaskStrategy.values(), MultitaskStrategy::wire);
    private static final Map<String, Boolean> IF_NOT_EXISTS = Words.of("create", true, "reject", false);
    private static final Map<String, Boolean> ON_DISCONNECT = Words.of("cancel", true, "continue", false);
    private static final Map<String, Boolean> DURABILITY = Words.of("sync", true, "async", true);

    /** Keys by which clients address checkpoints; the engine gets them as a checkpoint and not as configuration. */
    private static final Set<String> ADDRESSES =
            Set.of("thread_id", "run_id", "checkpoint_id", "checkpoint_ns", "checkpoint_map");

    /** Members that change nothing here: answers are always strict. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("strict_resume");

    /** Reads the body; {@code id} makes a repeated request harmless. */
    public static RunBody read(Fields body, RunId id) {
        Unsupported.RUN.refuse(body);
        WITHOUT_EFFECT.forEach(name -> body.flag(name, false));
        body.flag("checkpoint_during", true);
        body.word("durability", DURABILITY, true);
        Fields config = body.inner("config");
        Fields configurable = config == null ? null : config.inner("configurable");
        RunCommand command = CommandJson.read(body);
        RunRequest request = new RunRequest(
                body.requiredText("assistant_id"),
                id,
                command == null ? input(body) : null,
                checkpoint(body, configurable),
                configured(configurable, body.inner("context")),
                Metadata.read(body, "metadata"),
                stepLimit(config),
                StreamModes.ofBody(body),
                body.flag("stream_subgraphs", false),
                body.flag("stream_resumable", false),
                body.word("multitask_strategy", STRATEGIES, MultitaskStrategy.ENQUEUE),
                command,
                CommandJson.breakpoints(body, "interrupt_before"),
                CommandJson.breakpoints(body, "interrupt_after"),
                null,
                body.text("webhook"),
                body.word("if_not_exists", IF_NOT_EXISTS, false));
        return new RunBody(request, body.word("on_disconnect", ON_DISCONNECT, false));
    }

    /** What the run is configured with: LangGraph's context is the younger name for the same, and wins. */
    private static JsonValue configured(@Nullable Fields configurable, @Nullable Fields context) {
        JsonValue older = configurable == null ? JsonValue.EMPTY_OBJECT : configurable.without(ADDRESSES);
        if (context == null) {
            return older;
        }
        ObjectNode both = ((ObjectNode) older.node()).deepCopy();
        context.without(Set.of()).node().properties().forEach(each -> both.set(each.getKey(), each.getValue()));
        return JsonValue.of(both);
    }

    private static @Nullable JsonValue input(Fields body) {
        JsonNode found = body.any("input");
        if (!found.isNull() && !found.isObject()) {
            throw body.refuse("input", found, "a JSON object of channels, or null");
        }
        return found.isNull() ? null : JsonValue.of(found);
    }

    private static @Nullable CheckpointId checkpoint(Fields body, @Nullable Fields configurable) {
        CheckpointId named = CheckpointRef.read(body).id();
        CheckpointId configured = CheckpointRef.inObject(configurable).id();
        return named == null ? configured : named;
    }

    private static int stepLimit(@Nullable Fields config) {
        if (config == null) {
            return RunRequest.DEFAULT_STEP_LIMIT;
        }
        config.texts("tags");
        return config.number("recursion_limit", RunRequest.DEFAULT_STEP_LIMIT, 1, Integer.MAX_VALUE);
    }
}
