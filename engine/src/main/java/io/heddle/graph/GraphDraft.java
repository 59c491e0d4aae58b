package io.heddle.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph as it was written down, before anybody looked whether it can work. Immutable.
 *
 * @param channels as declared, repetitions included
 * @param nodes as added, repetitions included
 * @param workers the keys of nodes that were added to work on what they are sent
 * @param outgoing where the start and the nodes lead, in the order in which they were spoken of
 * @param fanOuts the routers that are fan-outs
 * @param keys every key in use, nodes and targets alike
 */
record GraphDraft(
        List<Channel<?>> channels,
        List<Channel<?>> input,
        List<Channel<?>> output,
        List<ConfigKey<?>> config,
        List<Question<?, ?>> questions,
        List<NodeDefinition> nodes,
        List<NodeKey<?>> workers,
        Map<String, Outgoing> outgoing,
        List<Join> joins,
        List<FanOut> fanOuts,
        List<String> pauseBefore,
        List<String> pauseAfter,
        List<NodeKey<?>> keys) {
    GraphDraft {
        channels = List.copyOf(channels);
        input = List.copyOf(input);
        output = List.copyOf(output);
        config = List.copyOf(config);
        questions = List.copyOf(questions);
        nodes = List.copyOf(nodes);
        workers = List.copyOf(workers);
        outgoing = Collections.unmodifiableMap(new LinkedHashMap<>(outgoing));
        joins = List.copyOf(joins);
        fanOuts = List.copyOf(fanOuts);
        pauseBefore = List.copyOf(pauseBefore);
        pauseAfter = List.copyOf(pauseAfter);
        keys = List.copyOf(keys);
    }

    /** A router that makes one task of a worker for each of some items. */
    record FanOut(String source, NodeKey<?> worker, OnFailure onFailure) {}

    Optional<NodeDefinition> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The names of all nodes, each once. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        nodes.forEach(node -> names.add(node.name()));
        return names;
    }

    Outgoing outgoing(String source) {
        return outgoing.getOrDefault(source, Outgoing.NOWHERE);
    }

    /** What may follow a node, or the start, by itself: edges, routes, commands, the handler of its failure; no joins. */
    Set<String> followers(String source) {
        Set<String> followers = new LinkedHashSet<>(outgoing(source).always());
        outgoing(source).routes().forEach(route -> followers.addAll(route.targets()));
        node(source).map(NodeDefinition::policy).ifPresent(policy -> {
            followers.addAll(policy.mayGoTo());
            if (policy.onError() != null) {
                followers.add(policy.onError());
            }
        });
        return followers;
    }

    /** What may follow a node, or the start, together with others or by itself. */
    Set<String> followersAndJoins(String source) {
        Set<String> followers = followers(source);
        outgoing(source).joins().forEach(join -> followers.add(join.target()));
        return followers;
    }

    /** A node, the start or the end, as messages speak of it. */
    static String spoken(String name) {
        return switch (name) {
            case Graph.START_NAME -> "the start";
            case Graph.END_NAME -> "the end";
            default -> "node " + name;
        };
    }
}
