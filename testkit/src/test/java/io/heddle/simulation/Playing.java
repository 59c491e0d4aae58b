package io.heddle.simulation;

import io.heddle.graph.OnFailure;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.thread.ThreadState;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which features are in play on a thread: those of the tasks that are due anywhere on it, of what waits, and of what its client asks. */
final class Playing {
    private final Set<Feature> playing = EnumSet.noneOf(Feature.class);

    private Playing(Set<Feature> asked) {
        playing.addAll(asked);
    }

    /**
     * @param features those of each node, by its name
     * @param asked those that its client has asked for
     */
    static Collection<String> on(ThreadState state, Map<String, Set<Feature>> features, Set<Feature> asked) {
        Playing playing = new Playing(asked);
        for (String namespace : state.openNamespaces()) {
            playing.depth(namespace);
            playing.graph(state.graph(namespace), features);
        }
        return playing.playing.stream().map(Feature::title).toList();
    }

    private void depth(String namespace) {
        long outer = namespace.chars().filter(c -> c == '|').count();
        note(outer >= 1, Feature.SUBGRAPH_IN_SUBGRAPH);
        note(outer >= 2, Feature.THREE_DEEP);
    }

    private void graph(GraphState graph, Map<String, Set<Feature>> features) {
        note(!graph.waiting().joins().isEmpty(), Feature.JOIN);
        note(!graph.waiting().deferred().isEmpty(), Feature.DEFERRED);
        for (DueTask task : graph.due()) {
            boolean sent = task.sent() != null;
            playing.addAll(features.get(task.node()));
            note(sent, Feature.SEND);
            note(sent && task.sent().onFailure().kind() != OnFailure.Kind.FAIL, Feature.FORGIVING_SEND);
            note(graph.standing(task) == GraphState.Standing.HELD, Feature.BREAKPOINT);
        }
    }

    private void note(boolean is, Feature feature) {
        if (is) {
            playing.add(feature);
        }
    }
}
