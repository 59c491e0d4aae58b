package io.heddle.graph;

import java.util.regex.Pattern;

/**
 * A node's identity: edges and routers name nodes by constants, not by strings.
 *
 * @param <I> the type of the node's private input; {@code Void} for a node that reads the graph's state
 */
public record NodeKey<I>(String name) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    public NodeKey {
        if (!FORM.matcher(name).matches() || (name.startsWith("__") && !Graph.isRim(name))) {
            throw new IllegalArgumentException(
                    ("node name \"%s\": expected a letter, then at most 63 letters, digits, _ . or -,"
                                    + " and no leading __")
                            .formatted(name));
        }
    }

    public static NodeKey<Void> of(String name) {
        return new NodeKey<>(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
