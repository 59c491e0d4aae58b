package io.heddle.simulation;

import io.heddle.graph.Values;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.GraphState;
import io.heddle.step.StateDiff;
import io.heddle.thread.ThreadState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a life came to, without ids and times: the graph's checkpoints in the order of their making, how its runs ended, what it
 * and the subgraphs that live as long as the thread hold at last.
 */
public record Trail(List<String> lines) {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}");

    public Trail {
        lines = List.copyOf(lines);
    }

    /** @param made the graph as it stood at each of its checkpoints */
    static Trail of(List<GraphState> made, ThreadState last) {
        List<String> lines = new ArrayList<>();
        Map<String, String> ids = new HashMap<>();
        Values before = Values.EMPTY;
        for (GraphState graph : made) {
            Checkpoint at = Objects.requireNonNull(graph.head());
            lines.add(plain(
                    "step %d %s by %s next %s: %s"
                            .formatted(
                                    at.step(),
                                    at.source(),
                                    at.writers(),
                                    names(graph.destinations()),
                                    StateDiff.between(before, graph.values())),
                    ids));
            before = graph.values();
        }
        last.order().stream().map(last::run).filter(Objects::nonNull).forEach(run -> lines.add("run " + run.status()));
        for (String namespace : new TreeSet<>(last.graphs().keySet())) {
            if (!namespace.contains(":")) {
                GraphState graph = last.graph(namespace);
                lines.add(plain(
                        "at last %s: %s %s".formatted(namespace, graph.values().json(), graph.waiting()), ids));
            }
        }
        return new Trail(lines);
    }

    /** The first place where another life went another way; empty if it did not. */
    public String difference(Trail other) {
        int all = Math.max(lines.size(), other.lines.size());
        for (int i = 0; i < all; i++) {
            String here = i < lines.size() ? lines.get(i) : "nothing more";
            String there = i < other.lines.size() ? other.lines.get(i) : "nothing more";
            if (!here.equals(there)) {
                return "line %d of %d:%n  expected %s%n  found    %s".formatted(i + 1, all, here, there);
            }
        }
        return "";
    }

    private static List<String> names(List<Destination> next) {
        return next.stream()
                .map(to -> switch (to) {
                    case Destination.Node node -> node.name();
                    case Destination.Sent sent -> sent.node() + "(" + sent.input() + ")";
                    case Destination.Joined joined -> joined.join();
                })
                .toList();
    }

    /** Ids give way to numbers in the order in which they come up. */
    private static String plain(String text, Map<String, String> ids) {
        return ID.matcher(text).replaceAll(id -> ids.computeIfAbsent(id.group(), any -> "id" + ids.size()));
    }
}
