package io.heddle.task;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.thread.Effect;

/**
 * One hand-out of a task, complete.
 *
 * @param stepsLeft supersteps left before the run fails, this one included
 * @param now milliseconds since the Unix epoch at which it was handed out
 */
public record TaskOrder(
        ThreadKey thread,
        RunId run,
        String graphId,
        String namespace,
        DueTask task,
        Fence fence,
        Values values,
        int step,
        int stepsLeft,
        JsonValue config,
        long now) {
    /** The order for one task of an effect. */
    public static TaskOrder of(ThreadKey thread, Effect.RunTasks effect, DueTask task, long now) {
        return new TaskOrder(
                thread,
                effect.run(),
                effect.spec().graphId(),
                effect.namespace(),
                task,
                new Fence(effect.epoch(), task.dispatch()),
                effect.values(),
                effect.step(),
                effect.stepsLeft(),
                effect.spec().config(),
                now);
    }
}
