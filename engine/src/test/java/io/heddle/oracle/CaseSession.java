package io.heddle.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.Engine;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Interrupt;
import io.heddle.api.NewThread;
import io.heddle.api.ProblemException;
import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunView;
import io.heddle.api.StateQuery;
import io.heddle.api.StateUpdate;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.contract.FrameCollector;
import io.heddle.graph.GraphCatalog;
import io.heddle.json.JsonValue;
import io.heddle.local.LocalEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Runs a case's session in Heddle and says what happened, in the oracle's normal form. */
final class CaseSession {
    private static final String GRAPH = "case";
    private static final ThreadKey THREAD = ThreadKey.of("t");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Engine engine;

    private CaseSession(Engine engine) {
        this.engine = engine;
    }

    /**
     * What came of one action.
     *
     * @param error a kind; null if all went well
     */
    record Taken(@Nullable String error, List<StreamFrame> frames, CheckpointView state) {}

    /** Plays the whole session on an engine of its own. */
    static JsonNode play(OracleCase each) {
        Stage stage = new Stage(each);
        try (Engine engine = new LocalEngine(GraphCatalog.of(CaseGraph.of(GRAPH, each, stage)))) {
            stage.on(engine);
            JsonValue metadata = JsonValue.ofText("{\"graph_id\":\"" + GRAPH + "\"}");
            get(engine.threads().create(THREAD, new NewThread(metadata, NewThread.IfExists.RAISE)));
            CaseSession session = new CaseSession(engine);
            List<Taken> taken = new ArrayList<>();
            each.session().forEach(action -> taken.add(session.act(action)));
            return new NormalForm(each).outcome(taken, session.history());
        }
    }

    private Taken act(JsonNode action) {
        List<StreamFrame> frames = new ArrayList<>();
        String error = null;
        try {
            if (action.has("update")) {
                edit(action);
            } else if (!action.has("read")) {
                error = run(action, frames);
            }
        } catch (CompletionException failure) {
            error = NormalForm.kind(problem(failure).problem());
        } catch (ProblemException refusal) {
            error = NormalForm.kind(refusal.problem());
        }
        return new Taken(
                error,
                frames,
                get(engine.threads()
                        .state(THREAD, new StateQuery("", action.has("read") ? at(action.get("read")) : null, true))));
    }

    private String run(JsonNode action, List<StreamFrame> frames) {
        RunView run = get(engine.runs().start(THREAD, request(action)));
        FrameCollector<StreamFrame> collector = new FrameCollector<>();
        engine.runs().stream(THREAD, run.id(), StreamRequest.all()).subscribe(collector);
        frames.addAll(collector.await(PATIENCE));
        RunResult result = get(engine.runs().join(THREAD, run.id()));
        return result.error() == null ? null : NormalForm.kind(result.error());
    }

    private RunRequest request(JsonNode action) {
        RunRequest request = RunRequest.of(GRAPH, action.has("input") ? JsonValue.of(action.get("input")) : null)
                .streaming(StreamMode.VALUES, StreamMode.UPDATES)
                .pausingBefore(names(action.path("before")))
                .pausingAfter(names(action.path("after")));
        if (action.has("resume")) {
            request = request.commanding(RunCommand.resume(Resume.of(JsonValue.of(action.get("resume")))));
        } else if (action.has("answer")) {
            Map<String, JsonValue> answers = answers(action.get("answer"));
            request = answers.isEmpty() ? request : request.commanding(RunCommand.resume(new Resume.ById(answers)));
        } else if (action.has("command")) {
            request = request.commanding(command(action.get("command")));
        }
        if (action.has("limit")) {
            request = request.withStepLimit(action.get("limit").asInt());
        }
        return action.has("at") ? request.from(at(action.get("at"))) : request;
    }

    private static RunCommand command(JsonNode said) {
        List<RunCommand.Goto> goTo = new ArrayList<>();
        JsonNode targets = said.path("goto");
        for (JsonNode target : targets.isArray() ? targets : List.of(targets)) {
            if (target.isTextual()) {
                goTo.add(new RunCommand.Goto(GraphDocument.name(target.asText()), null));
            } else if (target.isObject()) {
                goTo.add(new RunCommand.Goto(target.get("to").asText(), JsonValue.of(target.get("arg"))));
            }
        }
        return new RunCommand(
                said.has("resume") ? Resume.of(JsonValue.of(said.get("resume"))) : null,
                said.has("update") ? JsonValue.of(said.get("update")) : null,
                goTo);
    }

    /** Answers by place among the open interrupts become answers by interrupt id; none where nothing is open. */
    private Map<String, JsonValue> answers(JsonNode said) {
        List<String> ids = get(engine.threads().state(THREAD)).openInterrupts().stream()
                .map(Interrupt::id)
                .toList();
        Map<String, JsonValue> byId = new HashMap<>();
        if (said.isTextual() && !ids.isEmpty()) {
            int first = said.asText().equals("last") ? ids.size() - 1 : 0;
            int end = said.asText().equals("first") ? 1 : ids.size();
            for (int place = first; place < end; place++) {
                byId.put(ids.get(place), JsonValue.ofText("\"answer " + place + "\""));
            }
        }
        said.properties()
                .forEach(answer ->
                        byId.put(ids.get(Integer.parseInt(answer.getKey())), JsonValue.of(answer.getValue())));
        return byId;
    }

    private void edit(JsonNode action) {
        JsonNode values = action.get("update");
        String node = action.path("as").asText(null);
        String as = node == null
                ? null
                : switch (node) {
                    case "END" -> "__end__";
                    case "COPY" -> "__copy__";
                    case "INPUT" -> "__input__";
                    default -> node;
                };
        get(engine.threads()
                .update(
                        THREAD,
                        new StateUpdate(
                                values.isNull() ? null : JsonValue.of(values),
                                as,
                                action.has("at") ? at(action.get("at")) : null,
                                null,
                                null)));
    }

    /** The n-th checkpoint that was ever made. */
    private CheckpointId at(JsonNode place) {
        List<CheckpointView> moments = history();
        return moments.get(moments.size() - 1 - place.asInt() % moments.size()).id();
    }

    /** Newest first. */
    private List<CheckpointView> history() {
        return get(engine.threads().history(THREAD, new HistoryQuery(1000, null, null)));
    }

    private static String[] names(JsonNode said) {
        return said.isTextual()
                ? new String[] {said.asText()}
                : StreamSupport.stream(said.spliterator(), false)
                        .map(JsonNode::asText)
                        .toArray(String[]::new);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static ProblemException problem(CompletionException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof ProblemException)) {
            cause = cause.getCause();
        }
        if (cause instanceof ProblemException problem) {
            return problem;
        }
        throw failure;
    }
}
