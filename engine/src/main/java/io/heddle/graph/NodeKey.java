package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node's identity: edges, routers and commands name nodes by constants, not by strings. Two keys with one name are equal.
 *
 * @param <I> the type of the node's private input; {@code Void} for a node that reads the graph's state
 */
public final class NodeKey<I> implements Target {
    private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    private final String name;
    private final @Nullable TypedJson<I> input;

    private NodeKey(String name, @Nullable TypedJson<I> input) {
        if (!FORM.matcher(name).matches() || (name.startsWith("__") && !Graph.isRim(name))) {
            throw new IllegalArgumentException(
                    ("node name \"%s\": expected a letter, then at most 63 letters, digits, _ . or -,"
                                    + " and no leading __")
                            .formatted(name));
        }
        this.name = name;
        this.input = input;
    }

    /** A node that reads the graph's state. */
    public static NodeKey<Void> of(String name) {
        return new NodeKey<>(name, null);
    }

    /** A node that works on what it is sent: an {@code I}. */
    public static <I> NodeKey<I> of(String name, Class<I> input) {
        return new NodeKey<>(name, TypedJson.of("node " + name, input));
    }

    /** As {@link #of(String, Class)}, for generic types. */
    public static <I> NodeKey<I> of(String name, TypeRef<I> input) {
        return new NodeKey<>(name, TypedJson.of("node " + name, input));
    }

    public String name() {
        return name;
    }

    /** Whether the node works on what it is sent. */
    public boolean takesInput() {
        return input != null;
    }

    /** Whether the node works on what it is sent, and that is a {@code type}. */
    boolean takes(Class<?> type) {
        return input != null && input.type().hasRawClass(type);
    }

    /** Whether both keys stand for a node with the same input, or with none. */
    boolean takesTheSameAs(NodeKey<?> other) {
        return input == null
                ? other.input == null
                : other.input != null && input.type().equals(other.input.type());
    }

    /** What the node is sent, for messages. */
    String inputName() {
        return input == null ? "no input" : "input " + input.shortName();
    }

    @Override
    public NodeKey<I> node() {
        return this;
    }

    /** Reads what a task of this node was sent. */
    public I decode(JsonValue sent) {
        return form().decode(sent);
    }

    /** The form of the private input; throws if the node has none. */
    TypedJson<I> form() {
        if (input == null) {
            throw new IllegalStateException(
                    "node %s takes no input of its own; declare it as NodeKey.of(\"%s\", Type.class)"
                            .formatted(name, name));
        }
        return input;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeKey<?> key && key.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
