package io.heddle.task;

import io.heddle.api.AssistantView;
import io.heddle.api.Interrupt;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunCommand;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.graph.ConfigKey;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.OnFailure;
import io.heddle.graph.SystemAssistants;
import io.heddle.graph.Write;
import io.heddle.json.JsonMembers;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import io.heddle.thread.Breakpoints;
import io.heddle.thread.RunOrders;
import io.heddle.thread.RunSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a caller asks for into what a thread may accept: names resolved, input checked against the channels' types,
 * messages given ids. Runs users' typed decoding, so never on an actor. Thread-safe.
 */
public final class Admission {
    private static final int DIGEST_BYTES = 8;
    private static final byte[] NOTHING = "null".getBytes(StandardCharsets.UTF_8);
    private static final String CONFIG = "config.configurable";

    private final GraphCatalog graphs;

    public Admission(GraphCatalog graphs) {
        this.graphs = graphs;
    }

    /**
     * What a run goes on with.
     *
     * @param config what the run before it was configured with
     * @param open the questions that wait for an answer
     */
    public record Before(JsonValue config, List<Interrupt> open) {
        /** A run that begins anew. */
        public static final Before NOTHING = new Before(JsonValue.EMPTY_OBJECT, List.of());

        public Before {
            open = List.copyOf(open);
        }
    }

    /** Whether a run takes what it is not told of its configuration from the run that it goes on with. */
    public boolean inherits(AssistantView assistant, RunRequest request) {
        boolean goesOn = request.input() == null || request.command() != null;
        return goesOn && !graph(assistant).config().isEmpty();
    }

    /** Whether a run can be admitted where it is asked for: nothing is looked up for it, and no code of users runs. */
    public boolean isPlain(AssistantView assistant, RunRequest request) {
        return request.checkpoint() == null
                && request.command() == null
                && !graph(assistant).readsWithUserCode();
    }

    /** As {@link #admit(AssistantView, RunRequest, RunId, Before)}, for a run that takes nothing from others. */
    public RunSpec admit(AssistantView assistant, RunRequest request, RunId id) {
        return admit(assistant, request, id, Before.NOTHING);
    }

    /**
     * Throws a {@link ProblemException} that says what does not fit.
     *
     * @param assistant the one that the request names; fills in what the request leaves open
     * @param before what it goes on with: configuration that the graph does not declare is not passed on
     */
    public RunSpec admit(AssistantView assistant, RunRequest request, RunId id, Before before) {
        JsonValue given = config(graph(assistant), before.config(), request.config());
        JsonValue config = Assisted.config(assistant, given);
        Graph graph = configured(graph(assistant), config);
        RunCommand command = request.command();
        if (command != null && command.resume() != null) {
            AnswerCheck.check(graph, before.open(), command.resume());
        }
        JsonValue input = request.input();
        return new RunSpec(
                id,
                assistant.id(),
                graph.id(),
                input == null ? null : accepted(graph, input),
                request.checkpoint(),
                config,
                Assisted.metadata(assistant, isSystem(assistant), request.metadata()),
                Assisted.stepLimit(assistant, request.stepLimit()),
                request.modes(),
                request.subgraphs(),
                request.resumable(),
                request.strategy(),
                orders(graph, request.command()),
                new Breakpoints(
                        known(graph, "interrupt_before", request.pauseBefore()),
                        known(graph, "interrupt_after", request.pauseAfter())),
                request.caller(),
                digest(request));
    }

    private static boolean isSystem(AssistantView assistant) {
        return assistant.id().equals(SystemAssistants.idOf(assistant.graphId()));
    }

    private Graph graph(AssistantView assistant) {
        return graphs.find(assistant.graphId())
                .orElseThrow(() -> new ProblemException(
                        new Problem.AssistantNotFound(assistant.id().value())));
    }

    private static JsonValue config(Graph graph, JsonValue inherited, JsonValue given) {
        if (graph.config().isEmpty()) {
            return given;
        }
        JsonMembers set = JsonSlice.of(given).fields();
        JsonMembers before = JsonSlice.of(inherited).fields();
        JsonValue both = given;
        for (ConfigKey<?> key : graph.config()) {
            JsonSlice old = before.get(key.name());
            if (old != null && set.get(key.name()) == null) {
                both = both.with(key.name(), old.value());
            }
        }
        return both;
    }

    /** The graph that a run configured so is a run of. */
    private static Graph configured(Graph graph, JsonValue config) {
        graph.checkConfig(CONFIG, config);
        try {
            return graph.configured(config);
        } catch (RuntimeException unbuilt) {
            throw new ProblemException(new Problem.InvalidRequest(
                    CONFIG,
                    config.toString(),
                    "values that graph %s can be built of: %s".formatted(graph.id(), unbuilt.getMessage())));
        }
    }

    /** A run's input: what the graph does not accept is left out, as unknown names are. */
    private static List<ChannelUpdate> accepted(Graph graph, JsonValue input) {
        return updates(graph, "input", input).stream()
                .filter(update ->
                        graph.channel(update.channel()).filter(graph::accepts).isPresent())
                .toList();
    }

    /** Values written from outside, checked, as updates; messages without an id get one. */
    static List<ChannelUpdate> updates(Graph graph, String path, JsonValue values) {
        List<Write> writes = graph.decode(path, values);
        return writes.stream()
                .map(write -> new ChannelUpdate(
                        write.channel().name(), MessageIds.given(write.change(), Identifiers::message)))
                .toList();
    }

    private static @Nullable RunOrders orders(Graph graph, @Nullable RunCommand command) {
        if (command == null) {
            return null;
        }
        JsonValue update = command.update();
        return new RunOrders(
                command.resume(),
                update == null ? List.of() : updates(graph, "command.update", update),
                command.goTo().stream().map(to -> destination(graph, to)).toList());
    }

    private static Destination destination(Graph graph, RunCommand.Goto to) {
        known(graph, "command.goto", List.of(to.node()));
        JsonValue input = to.input();
        return input == null
                ? new Destination.Node(to.node())
                : new Destination.Sent(to.node(), input, OnFailure.FAIL, 0);
    }

    private static List<String> known(Graph graph, String field, List<String> nodes) {
        for (String node : nodes) {
            if (graph.node(node).isEmpty() && !node.equals("*") && !node.equals(Graph.END_NAME)) {
                throw new ProblemException(new Problem.InvalidRequest(
                        field, node, "a node of graph %s: %s".formatted(graph.id(), graph.nodeNames())));
            }
        }
        return nodes;
    }

    private static String digest(RunRequest request) {
        Digest digest = new Digest();
        digest.add(request.assistant())
                .add(request.input())
                .add(String.valueOf(request.checkpoint()))
                .add(request.config())
                .add(request.metadata())
                .add(String.valueOf(request.stepLimit()))
                .add(request.modes().stream().map(Enum::name).sorted().toList().toString())
                .add(String.valueOf(request.subgraphs()))
                .add(request.strategy().name())
                .add(String.valueOf(request.resumable()))
                .add(String.valueOf(request.command()))
                .add(request.pauseBefore().toString())
                .add(request.pauseAfter().toString());
        return digest.done();
    }

    /** Tells requests apart; their parts go in as lines. */
    private static final class Digest {
        private final MessageDigest hash;
        private boolean first = true;

        Digest() {
            try {
                this.hash = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        Digest add(@Nullable JsonValue part) {
            return add(part == null ? NOTHING : part.utf8());
        }

        Digest add(String part) {
            return add(part.getBytes(StandardCharsets.UTF_8));
        }

        private Digest add(byte[] part) {
            if (!first) {
                hash.update((byte) '\n');
            }
            first = false;
            hash.update(part);
            return this;
        }

        String done() {
            return HexFormat.of().formatHex(hash.digest(), 0, DIGEST_BYTES);
        }
    }
}
