package io.heddle.graph;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Tells whether two graphs have the same nodes, ways, channels and kinds of policies. What functions do is not looked at, nor in
 * which order anything was declared.
 */
final class Fingerprint {
    private static final int BYTES = 8;

    private final List<String> lines = new ArrayList<>();

    private Fingerprint() {}

    /** 16 hexadecimal digits. */
    static String of(Graph graph) {
        Fingerprint print = new Fingerprint();
        graph.channels().forEach(print::channel);
        print.outgoing(Graph.START_NAME, graph.entry());
        graph.nodes().forEach(print::node);
        return print.digest();
    }

    private void channel(Channel<?> channel) {
        line("channel", channel.name(), channel.kind(), channel.type().toCanonical());
    }

    private void node(NodeDefinition node) {
        String name = node.name();
        line("node", name, node.key().takesInput() ? node.key().form().type().toCanonical() : "");
        Subgraph subgraph = node.subgraph();
        if (subgraph != null) {
            line(
                    "subgraph",
                    name,
                    subgraph.graph().fingerprint(),
                    subgraph.memory().name(),
                    subgraph.in() == null ? "shared" : "mapped",
                    subgraph.out() == null ? "shared" : "mapped");
        }
        outgoing(name, node.outgoing());
        policy(name, node.policy());
    }

    private void outgoing(String source, Outgoing outgoing) {
        outgoing.always().forEach(target -> line("edge", source, target));
        outgoing.joins().forEach(join -> line("join", source, join.name()));
        outgoing.routes().forEach(route -> line("route", source, sorted(route.targets())));
    }

    private void policy(String name, NodePolicy policy) {
        line("commands", name, sorted(policy.mayGoTo()));
        line("errors", name, String.valueOf(policy.onError()));
        for (RecordComponent key : NodePolicy.class.getRecordComponents()) {
            if (!Objects.equals(value(key, policy), value(key, NodePolicy.PLAIN))) {
                line("policy", name, key.getName());
            }
        }
    }

    private static Object value(RecordComponent key, NodePolicy policy) {
        try {
            return key.getAccessor().invoke(policy);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a policy's " + key.getName() + " cannot be read", e);
        }
    }

    private static String sorted(Collection<String> names) {
        return String.join(",", names.stream().distinct().sorted().toList());
    }

    /** Names hold neither spaces nor line ends. */
    private void line(String... words) {
        lines.add(String.join(" ", words));
    }

    private String digest() {
        Collections.sort(lines);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
