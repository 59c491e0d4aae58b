package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
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
     */
    record RunTasks(
            RunId run,
            String namespace,
            List<DueTask> tasks,
            long epoch,
            Values values,
            int step,
            int stepsLeft,
            RunSpec spec)
            implements Effect {
        public RunTasks {
            tasks = List.copyOf(tasks);
        }
    }

    /** Tell the thread's tasks to stop, and report when they have or when their grace is over. */
    record StopTasks(Fence fence) implements Effect {}

    /** Run the reducers of these folds over their operands. */
    record Reduce(Fence fence, String graphId, Values values, Map<String, List<JsonValue>> operands)
            implements Effect {}

    /** Read the state at an older checkpoint. */
    record LoadBase(Fence fence, CheckpointId checkpoint) implements Effect {}
}
