package io.heddle.graph;

import static io.heddle.graph.GraphDraft.spoken;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules of names and types: channels, nodes and keys, each declared once and used as declared. */
final class DeclarationRules {
    private final GraphDraft draft;
    private final Findings findings;
    private final Map<String, Channel<?>> channels = new HashMap<>();

    DeclarationRules(GraphDraft draft, Findings findings) {
        this.draft = draft;
        this.findings = findings;
        draft.channels().forEach(channel -> channels.putIfAbsent(channel.name(), channel));
    }

    void check() {
        everyChannelIsDeclaredOnce();
        everyChannelInUseIsDeclared();
        everyNodeIsAddedOnce();
        noNodeIsCalledLikeTheRims();
        everyPauseNamesANode();
        everyKeyKeepsItsType();
        everyConfigKeyHasOneType();
        whatWorksOnInputTakesInput();
        sharedChannelsAgree();
        noGraphTakesInput();
        noGraphInsideVaries();
    }

    private void everyChannelIsDeclaredOnce() {
        Set<String> seen = new HashSet<>();
        for (Channel<?> channel : draft.channels()) {
            if (!seen.add(channel.name())) {
                findings.add(
                        GraphFault.DUPLICATE_CHANNEL,
                        "channel " + channel,
                        "is declared twice",
                        "drop one, or give it another name");
            }
        }
    }

    private void everyChannelInUseIsDeclared() {
        draft.input().forEach(channel -> declared("input", "takes", channel.name()));
        draft.output().forEach(channel -> declared("output", "shows", channel.name()));
        for (GraphDraft.FanOut fanOut : draft.fanOuts()) {
            String log = fanOut.onFailure().channel();
            if (log != null) {
                declared(
                        "fan-out of " + spoken(fanOut.source()) + " to " + fanOut.worker(),
                        "collects failures in",
                        log);
            }
        }
    }

    private void declared(String subject, String uses, String channel) {
        if (!channels.containsKey(channel)) {
            findings.add(
                    GraphFault.UNKNOWN_CHANNEL,
                    subject,
                    uses + " channel " + channel + ", which is not declared",
                    "add it to channels(…)");
        }
    }

    private void everyNodeIsAddedOnce() {
        Set<String> seen = new HashSet<>();
        for (NodeDefinition node : draft.nodes()) {
            if (!seen.add(node.name())) {
                findings.add(
                        GraphFault.DUPLICATE_NODE,
                        "node " + node.name(),
                        "is added twice",
                        "give one of them another key");
            }
        }
    }

    private void noNodeIsCalledLikeTheRims() {
        for (NodeDefinition node : draft.nodes()) {
            if (Graph.isRim(node.name())) {
                findings.add(
                        GraphFault.NOT_A_NODE,
                        "node " + node.name(),
                        "is part of every graph and cannot be added",
                        "add a node of your own, and lead to it or from it");
            }
        }
    }

    private void everyPauseNamesANode() {
        pauses("pauseBefore", draft.pauseBefore());
        pauses("pauseAfter", draft.pauseAfter());
    }

    private void pauses(String subject, List<String> names) {
        for (String name : names) {
            if (Graph.isRim(name)) {
                findings.add(
                        GraphFault.NOT_A_NODE,
                        subject,
                        "names " + name + ", where nothing runs",
                        "name the node before which or after which to pause");
            } else if (draft.node(name).isEmpty()) {
                findings.add(
                        GraphFault.UNKNOWN_NODE,
                        subject,
                        "names " + name + ", which is not a node",
                        "add node(" + name + ", …), or drop it here");
            }
        }
    }

    private void everyKeyKeepsItsType() {
        Map<String, NodeKey<?>> first = new HashMap<>();
        for (NodeKey<?> key : draft.keys()) {
            NodeKey<?> other = first.putIfAbsent(key.name(), key);
            if (other != null && !other.takesTheSameAs(key)) {
                findings.add(
                        GraphFault.TWO_INPUTS,
                        "node " + key,
                        "is used with " + other.inputName() + " and with " + key.inputName(),
                        "use one NodeKey constant for it everywhere");
            }
        }
    }

    private void everyConfigKeyHasOneType() {
        Map<String, ConfigKey<?>> first = new HashMap<>();
        draft.config().forEach(key -> configured(first, key, "the graph"));
        for (NodeDefinition node : draft.nodes()) {
            Subgraph subgraph = node.subgraph();
            if (subgraph != null) {
                subgraph.graph().config().forEach(key -> configured(first, key, "subgraph " + node.name()));
            }
        }
    }

    private void configured(Map<String, ConfigKey<?>> first, ConfigKey<?> key, String where) {
        ConfigKey<?> other = first.putIfAbsent(key.name(), key);
        if (other != null && !other.isLike(key)) {
            findings.add(
                    GraphFault.CONFIG_CLASH,
                    "config key " + key,
                    "is %s for %s, but %s elsewhere".formatted(key.typeName(), where, other.typeName()),
                    "use one ConfigKey constant for it everywhere, or give one of them another name");
        }
    }

    private void whatWorksOnInputTakesInput() {
        for (NodeKey<?> worker : draft.workers()) {
            if (!worker.takesInput()) {
                missingInput(worker.name(), "is a worker");
            }
        }
        for (GraphDraft.FanOut fanOut : draft.fanOuts()) {
            if (!fanOut.worker().takesInput()) {
                missingInput(fanOut.worker().name(), "gets what the fan-out of " + spoken(fanOut.source()) + " sends");
            }
        }
    }

    private void missingInput(String node, String why) {
        findings.add(
                GraphFault.MISSING_INPUT,
                "node " + node,
                why + ", but its key takes no input",
                "declare the key as NodeKey.of(\"" + node + "\", Type.class)");
    }

    private void sharedChannelsAgree() {
        for (NodeDefinition node : draft.nodes()) {
            Subgraph subgraph = node.subgraph();
            if (subgraph != null) {
                subgraph.shared().forEach(inner -> agrees(node, inner));
            }
        }
    }

    private void agrees(NodeDefinition node, Channel<?> inner) {
        Channel<?> outer = channels.get(inner.name());
        if (outer != null && !outer.isLike(inner)) {
            findings.add(
                    GraphFault.CHANNEL_CLASH,
                    "subgraph " + node.name(),
                    "shares channel %s, which is %s here and %s there".formatted(inner, outer.shape(), inner.shape()),
                    "give one of them another name, or map the state: subgraph(" + node.name() + ", graph, in, out)");
        }
    }

    private void noGraphTakesInput() {
        for (NodeDefinition node : draft.nodes()) {
            if (node.subgraph() != null && node.key().takesInput()) {
                findings.add(
                        GraphFault.SUBGRAPH_WITH_INPUT,
                        "subgraph " + node.name(),
                        "reads state, but its key takes an input, which nothing in it would see",
                        "declare the key as NodeKey.of(\"%s\"), and send it a state: Send.to(%s, CHANNEL.set(…))"
                                .formatted(node.name(), node.name()));
            }
        }
    }

    private void noGraphInsideVaries() {
        for (NodeDefinition node : draft.nodes()) {
            GraphVariants variants =
                    node.subgraph() == null ? null : node.subgraph().graph().variants();
            if (variants != null) {
                findings.add(
                        GraphFault.VARYING_SUBGRAPH,
                        "subgraph " + node.name(),
                        "depends on what a run is configured with (%s), but here would be the same for all runs"
                                .formatted(String.join(
                                        ", ",
                                        variants.keys().stream()
                                                .map(ConfigKey::name)
                                                .toList())),
                        "let this graph depend on it too, and add the subgraph as config.get(graph)");
            }
        }
    }
}
