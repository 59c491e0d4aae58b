package io.heddle.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunRequest;
import io.heddle.api.StreamMode;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a cron starts, as it is kept and as clients see it: the body that would start the run. Pure. */
final class CronPayload {
    private CronPayload() {}

    static JsonValue of(RunRequest run) {
        JsonAssembly json = new JsonAssembly().openObject().member("assistant_id", run.assistant());
        json.member("input", run.input() == null ? JsonValue.NULL : run.input());
        json.name("config").openObject();
        json.member("configurable", run.config()).member("recursion_limit", run.stepLimit());
        json.closeObject().member("metadata", run.metadata());
        texts(
                json,
                "stream_mode",
                run.modes().stream().map(StreamMode::wire).sorted().toList());
        json.name("stream_subgraphs").flag(run.subgraphs());
        json.name("stream_resumable").flag(run.resumable());
        json.member("multitask_strategy", run.strategy().wire());
        texts(json, "interrupt_before", run.pauseBefore());
        texts(json, "interrupt_after", run.pauseAfter());
        json.member("webhook", JsonValue.encode(run.webhook()));
        return json.closeObject().done();
    }

    static RunRequest read(JsonValue payload) {
        JsonNode json = payload.node();
        JsonNode input = json.path("input");
        JsonNode config = json.path("config");
        RunRequest run = RunRequest.of(
                        json.path("assistant_id").asText(), input.isObject() ? JsonValue.of(input) : null)
                .withConfig(JsonValue.of(config.path("configurable")))
                .withStepLimit(config.path("recursion_limit").asInt(RunRequest.DEFAULT_STEP_LIMIT))
                .withMetadata(JsonValue.of(json.path("metadata")))
                .streaming(texts(json.path("stream_mode")).stream()
                        .map(CronPayload::mode)
                        .toArray(StreamMode[]::new))
                .when(strategy(json.path("multitask_strategy").asText()))
                .pausingBefore(texts(json.path("interrupt_before")).toArray(String[]::new))
                .pausingAfter(texts(json.path("interrupt_after")).toArray(String[]::new));
        run = json.path("webhook").isTextual()
                ? run.telling(json.path("webhook").textValue())
                : run;
        run = json.path("stream_subgraphs").asBoolean() ? run.withSubgraphs() : run;
        return json.path("stream_resumable").asBoolean() ? run.keptForReplay() : run;
    }

    private static StreamMode mode(String wire) {
        return Arrays.stream(StreamMode.values())
                .filter(mode -> mode.wire().equals(wire))
                .findFirst()
                .orElseThrow();
    }

    private static MultitaskStrategy strategy(String wire) {
        return Arrays.stream(MultitaskStrategy.values())
                .filter(strategy -> strategy.wire().equals(wire))
                .findFirst()
                .orElseThrow();
    }

    private static void texts(JsonAssembly json, String name, List<String> texts) {
        json.name(name).openArray();
        texts.forEach(json::text);
        json.closeArray();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
