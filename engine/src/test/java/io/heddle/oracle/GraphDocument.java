package io.heddle.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.graph.Graph;
import io.heddle.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The graph of a case, read but not yet built: what it says and what goes without saying. */
record GraphDocument(JsonNode document) {
    /** An edge, or a join if it has several sources. */
    record Edge(List<String> from, String to) {}

    /** Channel name to kind. */
    Map<String, String> channels() {
        Map<String, String> kinds = new LinkedHashMap<>();
        document.path("channels")
                .properties()
                .forEach(channel ->
                        kinds.put(channel.getKey(), channel.getValue().asText()));
        return document.has("channels") ? kinds : Map.of("log", "log");
    }

    /** {@code "START -> a -> b + c -> d"}: a leads to b and to c, and d waits for both. */
    List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (JsonNode line : document.path("edges")) {
            String[] groups = line.asText().split("->");
            for (int i = 1; i < groups.length; i++) {
                List<String> from = nodes(groups[i - 1]);
                for (String to : nodes(groups[i])) {
                    if (groups[i - 1].contains("+") && !to.equals(Graph.END_NAME)) {
                        edges.add(new Edge(from, to));
                    } else {
                        from.forEach(each -> edges.add(new Edge(List.of(each), to)));
                    }
                }
            }
        }
        return edges;
    }

    /** Source to route. */
    Map<String, JsonNode> routes() {
        Map<String, JsonNode> routes = new LinkedHashMap<>();
        document.path("routes").properties().forEach(route -> routes.put(name(route.getKey()), route.getValue()));
        return routes;
    }

    /** Node to behaviour; a node that is only named as a source or a target writes its name to the log. */
    Map<String, JsonNode> nodes() {
        Set<String> names = new LinkedHashSet<>();
        document.path("nodes").fieldNames().forEachRemaining(names::add);
        edges().forEach(edge -> {
            names.addAll(edge.from());
            names.add(edge.to());
        });
        routes().forEach((from, route) -> {
            names.add(from);
            names.addAll(targetsOf(route));
        });
        document.path("nodes").forEach(behaviour -> names.addAll(gotosOf(behaviour)));
        names.removeAll(List.of(Graph.START_NAME, Graph.END_NAME));
        Map<String, JsonNode> behaviours = new LinkedHashMap<>();
        for (String name : names) {
            JsonNode said = document.path("nodes").path(name);
            behaviours.put(name, said.isMissingNode() ? namesItself(name) : said);
        }
        return behaviours;
    }

    boolean isSubgraph(String node) {
        return document.path("nodes").path(node).has("graph");
    }

    Set<String> deferred() {
        return names(document.path("deferred"));
    }

    Set<String> before() {
        return names(document.path("before"));
    }

    Set<String> after() {
        return names(document.path("after"));
    }

    /** The targets that a route declares; those that it can choose unless it says otherwise. */
    static Set<String> targetsOf(JsonNode route) {
        Set<String> targets = new LinkedHashSet<>();
        if (route.has("targets")) {
            targets.addAll(targetNames(route.get("targets")));
        } else {
            route.path("when").forEach(choice -> targets.addAll(targetNames(choice)));
            targets.addAll(targetNames(route.path("else")));
        }
        return targets;
    }

    /** Where a node may go besides its edges; a subgraph's node, where the nodes in it go in the graph around it. */
    static Set<String> gotosOf(JsonNode behaviour) {
        Set<String> targets = new LinkedHashSet<>();
        if (behaviour.has("graph")) {
            for (JsonNode inner : behaviour.get("graph").path("nodes")) {
                if (!inner.has("graph")) {
                    scripts(inner)
                            .forEach(script -> targets.addAll(
                                    targetNames(script.path("parent").path("goto"))));
                }
            }
        } else {
            scripts(behaviour).forEach(script -> targets.addAll(targetNames(script.path("goto"))));
        }
        return targets;
    }

    /** The engine's word for a name. */
    static String name(String said) {
        return switch (said.strip()) {
            case "START" -> Graph.START_NAME;
            case "END" -> Graph.END_NAME;
            default -> said.strip();
        };
    }

    /** Everything that a behaviour may come to. */
    private static List<JsonNode> scripts(JsonNode behaviour) {
        List<JsonNode> all = new ArrayList<>();
        if (behaviour.isArray()) {
            behaviour.forEach(all::add);
        } else if (behaviour.has("when")) {
            behaviour.get("when").forEach(all::add);
            all.add(behaviour.path("else"));
        } else {
            all.add(behaviour);
        }
        return all;
    }

    private static Set<String> targetNames(JsonNode targets) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode target : targets.isArray()
                ? targets
                : JsonNodeFactory.instance.arrayNode().add(targets)) {
            if (target.isTextual()) {
                names.add(name(target.asText()));
            } else if (target.has("to")) {
                names.add(name(target.get("to").asText()));
            }
        }
        return names;
    }

    private JsonNode namesItself(String node) {
        ObjectNode script = JsonNodeFactory.instance.objectNode();
        if (channels().containsKey("log")) {
            script.putObject("write").putArray("log").add(node);
        }
        return script;
    }

    private static List<String> nodes(String group) {
        return Arrays.stream(group.split("[+,]")).map(GraphDocument::name).toList();
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(each -> names.add(each.asText()));
        return names;
    }

    @Override
    public String toString() {
        return new String(Json.bytes(document), StandardCharsets.UTF_8);
    }
}
