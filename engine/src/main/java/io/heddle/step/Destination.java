package io.heddle.step;

import io.heddle.graph.OnFailure;
import io.heddle.json.JsonValue;
import java.util.Arrays;
import java.util.List;

/** Where a task leads, as the journal keeps it. */
public sealed interface Destination {
    /** A node becomes due; once, however many lead there. */
    record Node(String name) implements Destination {}

    /**
     * A node becomes due once more, with an input of its own.
     *
     * @param timeout milliseconds an attempt may take; 0 for the node's own limit
     */
    record Sent(String node, JsonValue input, OnFailure onFailure, long timeout) implements Destination {}

    /** A join has one more of its sources. */
    record Joined(String join) implements Destination {}

    static List<Destination> nodes(String... names) {
        return Arrays.stream(names).<Destination>map(Node::new).toList();
    }
}
