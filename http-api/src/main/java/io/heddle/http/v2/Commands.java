package io.heddle.http.v2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.CheckpointView;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunQuery;
import io.heddle.api.RunView;
import io.heddle.api.Runs;
import io.heddle.api.StateQuery;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStatus;
import io.heddle.api.ThreadView;
import io.heddle.api.Threads;
import io.heddle.http.problem.Refusals;
import io.heddle.http.wire.Fields;
import io.heddle.http.wire.FreshIds;
import io.heddle.http.wire.Members;
import io.heddle.http.wire.RunBody;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries commands out; whatever becomes of one is an answer. Blocking, so for virtual threads only. Thread-safe. */
public record Commands(Runs runs, Threads threads) {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final Set<String> NOT_SUPPORTED =
            Set.of("input.inject", "state.fork", "state.listCheckpoints", "subscription.reconnect");
    private static final Set<String> SPELT_OTHERWISE = Set.of("input", "multitaskStrategy", "langsmith_tracer");

    /** Refused; nothing has changed. */
    private static final class CommandRefused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;

        CommandRefused(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    /** The number of a command, or null where it names none. */
    public static @Nullable JsonNode id(Fields command) {
        JsonNode id = command.any("id");
        return id.isIntegralNumber() && id.longValue() >= 0 ? id : null;
    }

    /** Carries out {@code {id, method, params}} on a thread. */
    public JsonValue answer(ThreadKey thread, Fields command) {
        JsonNode named = id(command);
        JsonNode id = named == null ? NullNode.getInstance() : named;
        try {
            String method = command.requiredText("method");
            Fields params = command.inner("params");
            Fields given = params == null ? Fields.ofBody(JsonNodeFactory.instance.objectNode()) : params;
            return CommandReply.success(id, thread.thread(), carryOut(thread, method, given));
        } catch (CommandRefused refused) {
            return CommandReply.error(id, thread.thread(), refused.code, String.valueOf(refused.getMessage()));
        } catch (ProblemException refused) {
            return CommandReply.error(id, thread.thread(), refused.problem());
        } catch (Exception bug) {
            LOG.error("command failed unexpectedly thread={}", thread, bug);
            return CommandReply.error(
                    id, thread.thread(), "unknown_error", "Internal error; the server's log has the cause.");
        }
    }

    private JsonValue carryOut(ThreadKey thread, String method, Fields params) throws Exception {
        return switch (method) {
            case "run.start" -> start(thread, params);
            case "input.respond" -> respond(thread, params);
            case "agent.getTree" -> tree(thread);
            case "state.get" -> state(thread, params);
            default ->
                throw NOT_SUPPORTED.contains(method)
                        ? new CommandRefused("not_supported", "Command %s is not supported.".formatted(method))
                        : new CommandRefused("unknown_command", "Unknown protocol command: %s".formatted(method));
        };
    }

    /** Input for a thread that waits for an answer is the answer, unless the run starts somewhere else. */
    private JsonValue start(ThreadKey thread, Fields params) throws Exception {
        ObjectNode body = body(params);
        JsonNode strategy = params.any("multitaskStrategy");
        if (!strategy.isNull() && !body.has("multitask_strategy")) {
            body.set("multitask_strategy", strategy);
        }
        JsonNode input = params.any("input");
        boolean elsewhere = body.at("/config/configurable").has("checkpoint_id");
        if (!input.isNull() && !elsewhere && !open(thread).isEmpty()) {
            body.putObject("command").set("resume", input);
        } else {
            body.set("input", input);
        }
        return started(thread, body);
    }

    private JsonValue respond(ThreadKey thread, Fields params) throws Exception {
        @Nullable List<RunView> last = foundOrNull(runs.list(thread, new RunQuery(1, 0, null)));
        if (last == null || last.isEmpty()) {
            throw new CommandRefused("no_such_run", "Thread %s has no run.".formatted(thread.thread()));
        }
        Set<String> open = open(thread);
        if (open.isEmpty()) {
            throw new CommandRefused("invalid_argument", "Thread %s waits for no answer.".formatted(thread.thread()));
        }
        ObjectNode answers = answers(params);
        for (String interrupt : (Iterable<String>) answers::fieldNames) {
            if (!open.contains(interrupt)) {
                throw new CommandRefused(
                        "no_such_interrupt",
                        "Interrupt %s is not open; open: %s.".formatted(interrupt, String.join(", ", open)));
            }
        }
        ObjectNode body = body(params);
        Set.of("namespace", "interrupt_id", "response", "responses", "update", "goto")
                .forEach(body::remove);
        body.put("assistant_id", last.getFirst().assistant().value());
        ObjectNode command = body.putObject("command");
        command.set("resume", answers);
        for (String order : List.of("update", "goto")) {
            if (params.has(order)) {
                command.set(order, params.any(order));
            }
        }
        started(thread, body);
        return JsonValue.EMPTY_OBJECT;
    }

    private static ObjectNode answers(Fields params) {
        ObjectNode answers = JsonNodeFactory.instance.objectNode();
        if (params.has("responses")) {
            for (JsonNode each : params.any("responses")) {
                if (!each.path("interrupt_id").isTextual()) {
                    throw params.refuse("responses", each, "objects with interrupt_id and response");
                }
                answers.set(each.path("interrupt_id").textValue(), each.path("response"));
            }
        } else {
            answers.set(params.requiredText("interrupt_id"), params.any("response"));
        }
        return answers;
    }

    /** The parameters as the body of a run whose whole stream is kept. */
    private static ObjectNode body(Fields params) {
        ObjectNode body = (ObjectNode) params.without(SPELT_OTHERWISE).node().deepCopy();
        var modes = body.putArray("stream_mode");
        ThreadEvents.MODES.stream().map(StreamMode::wire).forEach(modes::add);
        return body.put("stream_subgraphs", true).put("stream_resumable", true).put("if_not_exists", "create");
    }

    private JsonValue started(ThreadKey thread, ObjectNode body) throws Exception {
        RunBody run = RunBody.read(Fields.ofBody(body), FreshIds.run());
        RunView started = await(runs.start(thread, run.request()));
        return new Members().with("run_id", started.id().value()).json();
    }

    private JsonValue tree(ThreadKey thread) throws Exception {
        ThreadView view = await(threads.get(thread));
        CheckpointView state = await(threads.state(thread, StateQuery.HEAD.withSubgraphs()));
        JsonNode graph = view.metadata().node().path("graph_id");
        return new Members()
                .with("tree", branch(state, graph.asText(""), status(view.status())))
                .json();
    }

    private static JsonValue branch(CheckpointView state, String graph, String status) {
        JsonAssembly children = new JsonAssembly().openArray();
        for (CheckpointView.TaskView task : state.tasks()) {
            if (task.state() != null) {
                children.value(branch(task.state(), task.node(), status));
            }
        }
        return new Members()
                .with("namespace", JsonValue.encode(Namespace.segments(state.namespace())))
                .with("status", status)
                .with("graph_name", graph)
                .with("children", children.closeArray().done())
                .json();
    }

    private static String status(ThreadStatus status) {
        return switch (status) {
            case BUSY -> "running";
            case IDLE -> "completed";
            case INTERRUPTED -> "interrupted";
            case ERROR -> "failed";
        };
    }

    private JsonValue state(ThreadKey thread, Fields params) throws Exception {
        CheckpointView state = await(threads.state(thread));
        List<String> keys = params.texts("keys");
        JsonValue values = state.values();
        if (keys != null) {
            values = JsonValue.of(((ObjectNode) values.node().deepCopy()).retain(keys));
        }
        JsonValue checkpoint = new Members()
                .with("id", state.id() == null ? null : state.id().value())
                .with("ns", state.namespace())
                .json();
        return new Members()
                .with("values", values)
                .with("checkpoint", checkpoint)
                .json();
    }

    /** The questions that the thread waits for, by id; none if there is no such thread. */
    private Set<String> open(ThreadKey thread) throws Exception {
        ThreadView view = foundOrNull(threads.get(thread));
        Set<String> open = new HashSet<>();
        if (view != null && view.status() == ThreadStatus.INTERRUPTED) {
            view.interrupts()
                    .node()
                    .forEach(ofTask ->
                            ofTask.forEach(each -> open.add(each.path("id").asText())));
        }
        return open;
    }

    private static <T> @Nullable T foundOrNull(CompletionStage<T> stage) throws Exception {
        try {
            return await(stage);
        } catch (ProblemException refused) {
            if (refused.problem() instanceof Problem.ThreadNotFound) {
                return null;
            }
            throw refused;
        }
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw Refusals.unwrap(failed) instanceof Exception cause ? cause : failed;
        }
    }
}
