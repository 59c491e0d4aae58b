package io.heddle.node;

import io.heddle.api.Engine;
import io.heddle.graph.GraphCatalog;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * The engine of this node.
 *
 * @param closeGate no superstep begins from now on; completes when the tasks in flight are done or the deadline has passed
 */
record NodeEngine(Engine engine, Function<Duration, CompletionStage<Done>> closeGate) {
    /** Returns when threads can be reached. */
    static NodeEngine start(ActorSystem<?> system, GraphCatalog graphs) {
        throw new StartRefusedException(
                "this build has no clustered engine for %d graphs on %s"
                        .formatted(graphs.all().size(), system.name()),
                "heddle.engine",
                "use a newer build");
    }
}
