package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import io.heddle.step.Visit;
import java.util.List;
import java.util.Map;

/** What the owner of a thread must do once the events are durable; a value. */
public sealed interface Effect {
    /**
     * Hand out these tasks.
     *
     * @param epoch the first half of their fences
     * @param step the superstep's number
     * @param stepsLeft supersteps left before the run fails, this one included
     * @param visits what the tasks have recorded and asked before, by visit
     * @param children where the graphs stand that the tasks' nodes are, by task id
     */
    record RunTasks(
            RunId run,
            String namespace,
            List<DueTask> tasks,
            long epoch,
            Values values,
            int step,
            int stepsLeft,
            Map<String, Visit> visits,
            Map<String, GraphState> children,
            RunSpec spec)
            implements Effect {
        public RunTasks {
            tasks = List.copyOf(tasks);
            children = Map.copyOf(children);
        }
    }

    /** Tell the tasks of a subgraph, and of those inside it, to stop; nobody waits for them, nobody hears them. */
    record AbandonTasks(String namespace) implements Effect {}

    /** Tell the thread's tasks to stop, and report when they have or when their grace is over. */
    record StopTasks(Fence fence) implements Effect {}

    /**
     * Run the reducers of what a run writes first, and find out where it begins.
     *
     * @param updates its input, or its orders' writes
     * @param enters whether the graph's own beginning is asked for
     */
    record PrepareInput(Fence fence, RunSpec spec, Values values, List<ChannelUpdate> updates, boolean enters)
            implements Effect {}

    /** Run the reducers of these folds over their operands. */
    record Reduce(Fence fence, RunSpec spec, String namespace, Values values, Map<String, List<JsonValue>> operands)
            implements Effect {}

    /**
     * Read the state at an older checkpoint.
     *
     * @param goingOn whether the run has no input of its own, and so goes on from an input's checkpoint with that input
     */
    record LoadBase(Fence fence, CheckpointId checkpoint, boolean goingOn) implements Effect {}
}
