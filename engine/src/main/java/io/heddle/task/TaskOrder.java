package io.heddle.task;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import io.heddle.step.Visit;
import io.heddle.thread.Effect;
import org.jspecify.annotations.Nullable;

/**
 * One hand-out of a task, complete.
 *
 * @param stepsLeft supersteps left before the run fails, this one included
 * @param visit what the task has recorded and asked before
 * @param child where the graph stands that the task's node is; null for a plain node
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
        @Nullable String caller,
        Visit visit,
        @Nullable GraphState child,
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
                effect.spec().caller(),
                effect.visits().getOrDefault(task.visit(), Visit.NEW),
                effect.children().get(task.id()),
                now);
    }
}
