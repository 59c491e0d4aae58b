package io.heddle.thread;

import io.heddle.graph.Graph;
import io.heddle.graph.Values;
import io.heddle.step.Arrival;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.Frontier;
import io.heddle.step.Stepper;
import io.heddle.step.Waiting;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One checkpoint of a hand edit. Whatever user code had to say, folds and routers, has been said: {@code updates} holds no
 * operands.
 *
 * @param writers the nodes that are taken to have written it; none for a copy
 * @param next where the writers lead; of a copy, what is due where it is copied from
 */
public record EditStep(
        List<ChannelUpdate> updates,
        List<String> writers,
        List<Arrival> next,
        Checkpoint.Source source,
        @Nullable String author,
        @Nullable String reason) {
    public EditStep {
        updates = List.copyOf(updates);
        writers = List.copyOf(writers);
        next = List.copyOf(next);
    }

    /** The values it makes of others. */
    public Values applied(Values start) {
        return Stepper.apply(source == Checkpoint.Source.FORK ? start : start.faded(), updates, Map.of());
    }

    /** What is due after it; without their graph, nodes are taken as they are. */
    public Frontier frontier(@Nullable Graph graph, Waiting waiting) {
        return writers.isEmpty() || graph == null
                ? new Frontier(next.stream().map(Arrival::to).toList(), waiting)
                : Frontier.of(graph, waiting, next);
    }
}
