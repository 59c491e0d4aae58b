package io.heddle.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.GraphDescription;
import io.heddle.api.GraphSchemas;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A graph: a value that can be printed, drawn, compared and run on any number of threads. Immutable and thread-safe; built
 * and validated by {@link #define}.
 */
public final class Graph {
    /** Where every run begins; not a node. */
    public static final String START_NAME = "__start__";

    /** Where a run comes to rest; not a node. */
    public static final String END_NAME = "__end__";

    /** Where every run begins: {@code g.after(START).route(…)} chooses where. */
    public static final NodeKey<Void> START = NodeKey.of(START_NAME);

    /** Leads out of the graph. */
    public static final NodeKey<Void> END = NodeKey.of(END_NAME);

    private static final Pattern ID_FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private final String id;
    private final int version;
    private final Map<String, Channel<?>> channels = new LinkedHashMap<>();
    private final Map<String, NodeDefinition> nodes = new LinkedHashMap<>();
    private final Outgoing entry;
    private final Map<String, Join> joins = new LinkedHashMap<>();
    private final Set<String> input = new HashSet<>();
    private final Set<String> output = new HashSet<>();
    private final Map<String, ConfigKey<?>> config = new LinkedHashMap<>();
    private final Map<String, Question<?, ?>> questions = new LinkedHashMap<>();
    private final Set<String> pauseBefore;
    private final Set<String> pauseAfter;
    private final GraphSchemas schemas;
    private final String fingerprint;
    private final @Nullable GraphVariants variants;
    private final boolean ownTypesOnly;

    private Graph(String id, int version, GraphDraft draft, @Nullable GraphVariants variants) {
        this.id = id;
        this.version = version;
        draft.channels().forEach(channel -> channels.put(channel.name(), channel));
        draft.nodes().forEach(node -> nodes.put(node.name(), node));
        this.entry = draft.outgoing(START_NAME);
        draft.joins().forEach(join -> joins.put(join.name(), join));
        draft.input().forEach(channel -> input.add(channel.name()));
        draft.output().forEach(channel -> output.add(channel.name()));
        draft.config().forEach(this::configuredWith);
        draft.questions().forEach(question -> questions.put(question.name(), question));
        nodes.values().stream()
                .map(NodeDefinition::subgraph)
                .filter(Objects::nonNull)
                .forEach(subgraph -> subgraph.graph().config().forEach(this::configuredWith));
        this.pauseBefore = Set.copyOf(draft.pauseBefore());
        this.pauseAfter = Set.copyOf(draft.pauseAfter());
        this.schemas = new GraphSchemas(
                id,
                StateSchema.of(
                        id + " input", channels().stream().filter(this::accepts).toList()),
                StateSchema.of(id + " output", StateSchema.shown(outputs())),
                StateSchema.of(id + " state", StateSchema.shown(channels())),
                configSchema(),
                configSchema());
        this.fingerprint = Fingerprint.of(this);
        this.variants = variants;
        this.ownTypesOnly = channels().stream().map(Channel::type).noneMatch(UserTypes::runs);
    }

    /**
     * Builds a graph.
     *
     * @param version yours; raise it when the meaning of nodes or channels changes
     * @throws InvalidGraphException with every fault found
     */
    public static Graph define(String id, int version, Consumer<GraphBuilder> definition) {
        return define(id, version, definition, null);
    }

    /**
     * Builds a graph that depends on what a run is configured with: which nodes there are and where they lead, not which
     * channels. This one is the graph of a run that says nothing; others are built when a run asks for them.
     *
     * @param dependsOn each must have a value for runs that give none
     * @param definition must make the same graph of the same values, also tomorrow and on another machine
     * @throws InvalidGraphException with every fault found
     */
    public static Graph define(
            String id, int version, List<ConfigKey<?>> dependsOn, BiConsumer<GraphBuilder, RunConfig> definition) {
        ConfigKey<?>[] keys = dependsOn.toArray(ConfigKey[]::new);
        Function<RunConfig, Consumer<GraphBuilder>> configured =
                config -> g -> definition.accept(g.config(keys), config);
        return define(
                id,
                version,
                configured.apply(new RunConfig(dependsOn, JsonValue.EMPTY_OBJECT)),
                new GraphVariants(id, dependsOn, config -> define(id, version, configured.apply(config))));
    }

    private static Graph define(
            String id, int version, Consumer<GraphBuilder> definition, @Nullable GraphVariants variants) {
        if (!ID_FORM.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "graph id \"%s\": expected a letter, then at most 63 letters, digits, _ . or -".formatted(id));
        }
        GraphBuilder builder = new GraphBuilder();
        definition.accept(builder);
        GraphDraft draft = builder.draft();
        GraphValidator.check(id, draft);
        return new Graph(id, version, draft, variants);
    }

    public String id() {
        return id;
    }

    public int version() {
        return version;
    }

    /** In declared order. */
    public Collection<Channel<?>> channels() {
        return channels.values();
    }

    public Optional<Channel<?>> channel(String name) {
        return Optional.ofNullable(channels.get(name));
    }

    public Optional<NodeDefinition> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** In declared order. */
    public Collection<NodeDefinition> nodes() {
        return nodes.values();
    }

    /** The names of all nodes, for messages. */
    public String nodeNames() {
        return String.join(", ", nodes.keySet());
    }

    /** Where a run with new input begins. */
    public Outgoing entry() {
        return entry;
    }

    public Optional<Join> join(String name) {
        return Optional.ofNullable(joins.get(name));
    }

    /** Whether a run's input may write this channel. */
    public boolean accepts(Channel<?> channel) {
        return input.isEmpty() || input.contains(channel.name());
    }

    /** The channels that are a run's result, in declared order. */
    public Collection<Channel<?>> outputs() {
        return output.isEmpty()
                ? channels()
                : channels().stream()
                        .filter(channel -> output.contains(channel.name()))
                        .toList();
    }

    /** What a run is configured with, subgraphs included. */
    public Collection<ConfigKey<?>> config() {
        return config.values();
    }

    /**
     * Checks what a run is configured with; names that nobody declared are let through.
     *
     * @param path where the object stands in the request, for errors
     * @throws ProblemException {@link Problem.InvalidRequest} naming the value that is missing or does not fit
     */
    public void checkConfig(String path, JsonValue values) {
        if (!config.isEmpty()) {
            config.values().forEach(key -> key.check(path, values.node()));
        }
    }

    /** A declared question of this graph, not of those inside it, in whatever round it is asked. */
    public Optional<Question<?, ?>> question(String name) {
        return Optional.ofNullable(questions.get(name.replaceFirst("@.*", "")));
    }

    /** Whether reading a run's input runs code of users: their types, or a definition that depends on configuration. */
    public boolean readsWithUserCode() {
        return !ownTypesOnly || varies() || !config.isEmpty();
    }

    /** Whether nodes and edges depend on what a run is configured with. */
    public boolean varies() {
        return variants != null;
    }

    /** The graph of a run that is configured so; runs the definition if it depends on that, so never on an actor. */
    public Graph configured(JsonValue values) {
        return variants == null || !variants.matter(values) ? this : checked(variants.build(values));
    }

    /** As {@link #configured}, but nothing is run: empty if such a graph has not been built here lately. */
    public Optional<Graph> ifBuilt(JsonValue values) {
        return variants == null || !variants.matter(values) ? Optional.of(this) : variants.find(values);
    }

    @Nullable
    GraphVariants variants() {
        return variants;
    }

    /** States, schemas and searches do not know which run they are about, so no run may have channels of its own. */
    private Graph checked(Graph variant) {
        boolean alike = variant.channels.size() == channels.size()
                && variant.channels().stream()
                        .allMatch(channel ->
                                channel(channel.name()).filter(channel::isLike).isPresent());
        if (!alike) {
            throw new IllegalArgumentException(
                    "graph %s has channels %s for one run and %s for another; declare all of them always"
                            .formatted(id, channels(), variant.channels()));
        }
        return variant;
    }

    /** The nodes before which every run pauses. */
    public Set<String> pauseBefore() {
        return pauseBefore;
    }

    /** The nodes after which every run pauses. */
    public Set<String> pauseAfter() {
        return pauseAfter;
    }

    /** The graph that a namespace stands for: itself for {@code ""}, else the subgraph that its path of nodes names. */
    public Optional<Graph> within(String namespace) {
        Graph graph = this;
        for (String segment : namespace.isEmpty() ? new String[0] : namespace.split("\\|")) {
            int colon = segment.indexOf(':');
            NodeDefinition node = graph.nodes.get(colon < 0 ? segment : segment.substring(0, colon));
            if (node == null || node.subgraph() == null) {
                return Optional.empty();
            }
            graph = node.subgraph().graph();
        }
        return Optional.of(graph);
    }

    /**
     * The graphs that are nodes of this one, by the path of nodes that leads to them: {@code outer|inner}.
     *
     * @param deep whether those inside them count as well
     */
    public Map<String, Graph> subgraphs(boolean deep) {
        Map<String, Graph> found = new LinkedHashMap<>();
        for (NodeDefinition node : nodes()) {
            Subgraph subgraph = node.subgraph();
            if (subgraph != null) {
                found.put(node.name(), subgraph.graph());
                if (deep) {
                    subgraph.graph()
                            .subgraphs(true)
                            .forEach((path, inner) -> found.put(node.name() + "|" + path, inner));
                }
            }
        }
        return found;
    }

    /** Reads a state that was shown as JSON back, so that it can be looked at with types. */
    public View view(JsonValue shown) {
        Map<String, ChannelValue> held = new HashMap<>();
        shown.node()
                .properties()
                .forEach(member -> channel(member.getKey())
                        .ifPresent(channel -> held.put(channel.name(), channel.restore(member.getValue()))));
        return view(Values.of(held));
    }

    public View view(Values values) {
        return new View(channels(), values);
    }

    /**
     * Checks written values from outside against the channels' types; unknown names are left out.
     *
     * @param path where the object stands in the request, for errors
     */
    public List<Write> decode(String path, JsonValue object) {
        JsonNode tree = object.node();
        if (!tree.isObject()) {
            throw new ProblemException(new Problem.InvalidRequest(
                    path,
                    tree.toString(),
                    "a JSON object of channel values; channels: " + String.join(", ", channels.keySet())));
        }
        List<Write> writes = new ArrayList<>();
        tree.properties()
                .forEach(field -> channel(field.getKey())
                        .ifPresent(channel -> writes.add(
                                new Write(channel, channel.decode(path + "." + field.getKey(), field.getValue())))));
        return writes;
    }

    /** What the graph takes, gives and holds; derived from its channels' types when it is first read. */
    public GraphSchemas schemas() {
        return schemas;
    }

    /** Equal for graphs of equal topology, channels and kinds of policies, whatever their functions do. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The graph for those who look at it; subgraphs stay closed. */
    public GraphDescription describe() {
        return describe(0);
    }

    /**
     * The graph for those who look at it.
     *
     * @param xray how many levels of subgraphs are opened; {@code Integer.MAX_VALUE} for all
     */
    public GraphDescription describe(int xray) {
        return GraphDrawing.of(this, xray);
    }

    /** A value that somebody cannot do without is needed, whatever others would do. */
    private void configuredWith(ConfigKey<?> key) {
        config.merge(key.name(), key, (one, other) -> one.required() ? one : other);
    }

    private JsonValue configSchema() {
        return config.isEmpty() ? JsonValue.NULL : StateSchema.ofConfig(id + " config", config.values());
    }

    static boolean isRim(String name) {
        return name.equals(START_NAME) || name.equals(END_NAME);
    }

    @Override
    public String toString() {
        return id + " v" + version;
    }
}
