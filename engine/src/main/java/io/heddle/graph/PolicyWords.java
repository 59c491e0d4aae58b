package io.heddle.graph;

import java.util.ArrayList;
import java.util.List;

/** How a node is run, in words for those who look at the graph. Where it leads is drawn instead. */
final class PolicyWords {
    private PolicyWords() {}

    static List<String> of(NodePolicy policy) {
        List<String> words = new ArrayList<>();
        if (policy.deferred()) {
            words.add("deferred");
        }
        return words;
    }
}
