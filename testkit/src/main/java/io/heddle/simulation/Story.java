package io.heddle.simulation;

import io.heddle.api.RunId;
import io.heddle.step.Checkpoint;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a simulated life, a line each, with commands and events in few words. Silent unless somebody listens. */
final class Story {
    private final List<String> lines = new ArrayList<>();
    private final boolean heard;

    Story(boolean heard) {
        this.heard = heard;
    }

    List<String> lines() {
        return lines;
    }

    void tell(String form, Object... what) {
        if (heard) {
            lines.add((lines.size() + 1) + " "
                    + form.formatted(Arrays.stream(what).map(Story::brief).toArray()));
        }
    }

    /** A command, an event, or several. */
    static String brief(Object one) {
        String what = one.getClass().getSimpleName();
        return switch (one) {
            case List<?> several ->
                String.join(", ", several.stream().map(Story::brief).toList());
            case ThreadCommand.Start e -> what + " " + brief(e.spec());
            case ThreadCommand.Cancel e -> what + " " + id(e.run());
            case ThreadCommand.Edit e -> "%s %s at %s".formatted(what, e.steps(), base(e.base()));
            case ThreadCommand.TaskReported e ->
                place(what, e.namespace(), e.task()) + " " + e.fence() + " " + outcome(e.outcome());
            case ThreadCommand.RecordCall e ->
                place(what, e.namespace(), e.task()) + " " + e.fence() + " " + e.call() + "=" + e.result();
            case ThreadCommand.Reduced e -> fenced(what, e.fence());
            case ThreadCommand.InputPrepared e -> fenced(what, e.fence());
            case ThreadCommand.BaseLoaded e -> fenced(what, e.fence());
            case ThreadCommand.TasksStopped e -> fenced(what, e.fence());
            case ThreadEvent.RunStarted e -> what + " " + id(e.run());
            case ThreadEvent.RunEnded e -> "%s %s %s %s".formatted(what, id(e.run()), e.status(), e.error());
            case ThreadEvent.InputApplied e -> what + " next " + e.next();
            case ThreadEvent.StepCommitted e ->
                "%s at '%s' next %s %s".formatted(what, e.namespace(), e.next(), e.waiting());
            case ThreadEvent.TaskSucceeded e ->
                place(what, e.namespace(), e.task()) + " " + e.outcome().updates();
            case ThreadEvent.TaskFailed e -> place(what, e.namespace(), e.task()) + " " + e.error();
            case ThreadEvent.TaskInterrupted e -> place(what, e.namespace(), e.task()) + " " + e.asks();
            case ThreadEvent.AskAnswered e -> place(what, e.namespace(), e.task()) + " " + e.key() + "=" + e.answer();
            case ThreadEvent.CallRecorded e -> place(what, e.namespace(), e.task()) + " " + e.call();
            case ThreadEvent.SubgraphEntered e -> place(what, e.namespace(), e.task()) + " next " + e.next();
            case ThreadEvent.SubgraphLeft e -> place(what, e.namespace(), e.task()) + " " + e.failure();
            case ThreadEvent.AttemptGranted e -> "%s at '%s'".formatted(what, e.namespace());
            case ThreadEvent.Rewound e -> "%s to %s next %s %s".formatted(what, e.to(), e.next(), e.forked());
            case ThreadEvent.RunClaimed e -> what + " " + e.epoch();
            case ThreadCommand other -> what;
            case ThreadEvent other -> what;
            case RunSpec spec ->
                "%s %s input %s orders %s from %s"
                        .formatted(id(spec.id()), spec.graphId(), spec.input(), spec.orders(), spec.checkpoint());
            default -> one.toString(); // tidy: a name, a number
        };
    }

    private static String outcome(TaskOutcome outcome) {
        return outcome instanceof TaskOutcome.Failed failed
                ? failed.toString()
                : outcome.getClass().getSimpleName();
    }

    private static String place(String what, String namespace, String task) {
        return "%s %s at '%s'".formatted(what, task.substring(0, Math.min(4, task.length())), namespace);
    }

    private static String fenced(String what, Fence fence) {
        return what + " " + fence;
    }

    private static String id(RunId run) {
        String value = run.value();
        return value.substring(value.length() - 4);
    }

    private static String base(@Nullable GraphState base) {
        Checkpoint head = base == null ? null : base.head();
        return head == null ? "head" : head.id().value();
    }
}
