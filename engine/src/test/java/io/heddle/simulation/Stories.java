package io.heddle.simulation;

import io.heddle.api.RunId;
import io.heddle.step.GraphState;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadEvent;
import java.util.List;

/** Commands and events in few words, for a failing simulation's story. */
final class Stories {
    private Stories() {}

    /** Commands, or events. */
    static String brief(List<?> all) {
        return String.join(", ", all.stream().map(Stories::brief).toList());
    }

    private static String brief(Object one) {
        String what = one.getClass().getSimpleName();
        return switch (one) {
            case ThreadCommand.Start e -> what + " " + brief(e.spec());
            case ThreadCommand.Cancel e -> what + " " + brief(e.run());
            case ThreadCommand.Edit e -> "%s %s at %s".formatted(what, e.steps(), base(e.base()));
            case ThreadCommand.TaskReported e ->
                "%s %s %s %s"
                        .formatted(
                                what,
                                e.task().substring(0, 4),
                                e.fence(),
                                e.outcome().getClass().getSimpleName());
            case ThreadCommand.Reduced e -> what + " " + e.fence();
            case ThreadCommand.BaseLoaded e -> what + " " + e.fence();
            case ThreadCommand.TasksStopped e -> what + " " + e.fence();
            case ThreadEvent.RunStarted e -> what + " " + brief(e.run());
            case ThreadEvent.RunEnded e -> "%s %s %s %s".formatted(what, brief(e.run()), e.status(), e.error());
            case ThreadEvent.InputApplied e -> what + " next " + e.next();
            case ThreadEvent.StepCommitted e -> what + " next " + e.next();
            case ThreadEvent.TaskSucceeded e -> what + " " + e.task().substring(0, 4);
            case ThreadEvent.Rewound e -> "%s to %s next %s %s".formatted(what, e.to(), e.next(), e.forked());
            case ThreadEvent.RunClaimed e -> what + " " + e.epoch();
            default -> what; // tidy: for a reader's eyes; a kind without details is told by its name
        };
    }

    private static String brief(RunSpec spec) {
        return "%s %s%s%s"
                .formatted(
                        brief(spec.id()),
                        spec.graphId(),
                        spec.input() == null ? "" : " with input",
                        spec.checkpoint() == null ? "" : " from " + spec.checkpoint());
    }

    private static String brief(RunId run) {
        return run.value().substring(0, 4);
    }

    private static String base(GraphState base) {
        return base == null ? "head" : String.valueOf(base.head().id());
    }
}
