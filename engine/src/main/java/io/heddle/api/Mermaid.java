package io.heddle.api;

import io.heddle.api.GraphDescription.Edge;
import io.heddle.api.GraphDescription.Node;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Draws a graph as Mermaid text. What LangGraph draws looks the same: round nodes, solid edges, dotted ones that may be gone or
 * not. Besides, joins are thick, sends and errors say so, subgraphs have double sides, and nodes at which runs pause are
 * dashed. Opened subgraphs are boxes.
 */
final class Mermaid {
    /** Words that Mermaid takes for its own where an id stands. */
    private static final Set<String> RESERVED = Set.of(
            "_blank",
            "_parent",
            "_self",
            "_top",
            "call",
            "class",
            "classDef",
            "click",
            "default",
            "end",
            "flowchart",
            "graph",
            "href",
            "interpolate",
            "linkStyle",
            "style",
            "subgraph");

    private static final Pattern PLAIN_LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private final GraphDescription graph;
    private final Map<String, String> ids = new HashMap<>();
    private final StringBuilder text = new StringBuilder("graph TD;\n");

    Mermaid(GraphDescription graph) {
        this.graph = graph;
        name();
    }

    String text() {
        drawNodes();
        graph.edges().forEach(this::draw);
        List<String> paused = graph.nodes().stream()
                .filter(node -> node.pausesBefore() || node.pausesAfter())
                .map(node -> id(node.id()))
                .toList();
        if (!paused.isEmpty()) {
            line(0, "class %s paused;".formatted(String.join(",", paused)));
        }
        line(0, "classDef default fill:#f2f0ff,line-height:1.2");
        line(0, "classDef first fill-opacity:0");
        line(0, "classDef last fill:#bfb6fc");
        if (!paused.isEmpty()) {
            line(0, "classDef paused stroke-dasharray:4");
        }
        return text.toString();
    }

    /** Nodes that can be called as they are get their names first, so that no other's stand-in takes them. */
    private void name() {
        Set<String> all = new HashSet<>();
        for (Node node : graph.nodes()) {
            all.addAll(around(node.id()));
            all.add(node.id());
        }
        Set<String> taken = new HashSet<>(RESERVED);
        all.stream().filter(id -> id.matches("\\w+") && !RESERVED.contains(id)).forEach(id -> {
            ids.put(id, id);
            taken.add(id);
        });
        all.stream().filter(id -> !ids.containsKey(id)).sorted().forEach(id -> {
            String standIn = id.replaceAll("\\W", "_");
            while (!taken.add(standIn)) {
                standIn += "_";
            }
            ids.put(id, standIn);
        });
    }

    private void drawNodes() {
        List<String> open = new ArrayList<>();
        for (Node node : graph.nodes()) {
            List<String> around = around(node.id());
            while (!open.isEmpty() && !around.containsAll(open)) {
                open.removeLast();
                line(open.size(), "end");
            }
            for (String box : around.subList(open.size(), around.size())) {
                line(open.size(), "subgraph %s[%s]".formatted(id(box), box.substring(box.lastIndexOf(':') + 1)));
                open.add(box);
            }
            line(open.size(), shape(node));
        }
        while (!open.isEmpty()) {
            open.removeLast();
            line(open.size(), "end");
        }
    }

    /** The ids of the opened subgraphs around a node, the outermost first. */
    private static List<String> around(String id) {
        List<String> around = new ArrayList<>();
        for (int colon = id.indexOf(':'); colon >= 0; colon = id.indexOf(':', colon + 1)) {
            around.add(id.substring(0, colon));
        }
        return around;
    }

    private String shape(Node node) {
        String id = id(node.id());
        return switch (node.kind()) {
            case START -> id + "([start]):::first";
            case END -> id + "([end]):::last";
            case PLAIN, WORKER -> id + "(" + label(node) + ")";
            case SUBGRAPH -> id + "[[" + label(node) + "]]";
        };
    }

    private static String label(Node node) {
        List<String> notes = new ArrayList<>();
        if (!node.description().isEmpty()) {
            notes.add(node.description());
        }
        notes.addAll(node.policies());
        if (node.pausesBefore()) {
            notes.add("pauses before");
        }
        if (node.pausesAfter()) {
            notes.add("pauses after");
        }
        node.metadata().forEach((name, value) -> notes.add(name + " = " + shown(value)));
        if (notes.isEmpty() && PLAIN_LABEL.matcher(node.name()).matches()) {
            return node.name();
        }
        return "\"%s<hr/><small><em>%s</em></small>\""
                .formatted(
                        node.name(),
                        String.join(
                                "<br/>", notes.stream().map(Mermaid::escaped).toList()));
    }

    private static String shown(JsonValue value) {
        return value.node().isTextual() ? value.node().textValue() : value.toString();
    }

    /** Mermaid's entities: it has no other way to write these inside quotes. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.strip().lines().forEach(line -> {
            escaped.append(escaped.isEmpty() ? "" : "<br/>");
            line.codePoints().forEach(point -> {
                if ("#\"<>&`*_;\\".indexOf(point) >= 0) {
                    escaped.append('#').append(point).append(';');
                } else {
                    escaped.appendCodePoint(point);
                }
            });
        });
        return escaped.toString();
    }

    private void draw(Edge edge) {
        String arrow = switch (edge.kind()) {
            case ALWAYS -> "-->";
            case JOIN -> "==>";
            case ROUTE, COMMAND -> "-.->";
            case SEND -> "-. send .->";
            case ERROR -> "-. error .->";
        };
        line(0, "%s %s %s;".formatted(id(edge.source()), arrow, id(edge.target())));
    }

    private String id(String id) {
        return ids.getOrDefault(id, id);
    }

    private void line(int depth, String line) {
        text.append("    ".repeat(depth + 1)).append(line).append('\n');
    }
}
