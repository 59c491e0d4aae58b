package io.heddle.codec;

import io.heddle.api.RunId;
import io.heddle.step.ChannelUpdate;
import io.heddle.thread.ThreadEvent;
import org.jspecify.annotations.Nullable;

/** The fields of each event, in its newest version: what is written, and beside it how it is read back. */
final class EventForms {
    private EventForms() {}

    /** The run that an event names; null if it names none. */
    static @Nullable RunId run(ThreadEvent event) {
        return switch (event) {
            case ThreadEvent.RunQueued e -> e.spec().id();
            case ThreadEvent.RunStarted e -> e.run();
            case ThreadEvent.InputApplied e -> e.run();
            case ThreadEvent.CancelRequested e -> e.run();
            case ThreadEvent.RunEnded e -> e.run();
            case ThreadEvent.ThreadCreated e -> null;
            case ThreadEvent.MetadataPatched e -> null;
            case ThreadEvent.ThreadDeleted e -> null;
            case ThreadEvent.RunClaimed e -> null;
            case ThreadEvent.AttemptGranted e -> null;
            case ThreadEvent.TaskSucceeded e -> null;
            case ThreadEvent.TaskFailed e -> null;
            case ThreadEvent.StepCommitted e -> null;
            case ThreadEvent.StateUpdated e -> null;
            case ThreadEvent.Rewound e -> null;
        };
    }

    static void write(Fields out, ThreadEvent event) {
        switch (event) {
            case ThreadEvent.ThreadCreated e -> out.object("metadata", e.metadata());
            case ThreadEvent.MetadataPatched e -> out.object("metadata", e.metadata());
            case ThreadEvent.ThreadDeleted e ->
                out.number("incarnation", e.incarnation(), 0)
                        .number("epoch", e.epoch(), 0)
                        .number("dispatches", e.dispatches(), 0)
                        .number("tick", e.tick(), 0);
            case ThreadEvent.RunQueued e -> RunForms.write(out, e.spec());
            case ThreadEvent.RunStarted e -> out.run(e.run()).number("version", e.graphVersion(), 0);
            case ThreadEvent.RunClaimed e -> out.number("epoch", e.epoch(), 0);
            case ThreadEvent.InputApplied e ->
                out.text("ns", e.namespace(), "")
                        .run(e.run())
                        .values("folds", e.reduced())
                        .texts("next", e.next());
            case ThreadEvent.AttemptGranted e -> out.text("ns", e.namespace(), "");
            case ThreadEvent.TaskSucceeded e -> {
                out.text("ns", e.namespace(), "").text("task", e.task());
                StepForms.write(out, e.outcome());
            }
            case ThreadEvent.TaskFailed e ->
                out.text("ns", e.namespace(), "").text("task", e.task()).nested("error", e.error(), RunForms::write);
            case ThreadEvent.StepCommitted e ->
                out.text("ns", e.namespace(), "").values("folds", e.reduced()).texts("next", e.next());
            case ThreadEvent.CancelRequested e -> out.run(e.run());
            case ThreadEvent.RunEnded e ->
                out.run(e.run())
                        .text("status", e.status().wire(), "success")
                        .nested("error", e.error(), RunForms::write);
            case ThreadEvent.StateUpdated e ->
                out.text("ns", e.namespace(), "")
                        .list("writes", ChannelUpdate.tracked(e.updates()), StepForms::write)
                        .texts("writers", e.writers())
                        .texts("next", e.next())
                        .text("source", e.source().wire(), "update")
                        .text("author", e.author())
                        .text("reason", e.reason());
            case ThreadEvent.Rewound e ->
                out.text("ns", e.namespace(), "")
                        .nested("head", e.head(), StepForms::write)
                        .texts("next", e.next())
                        .list("changes", e.changes(), StepForms::write)
                        .flag("forked", e.forked());
        }
    }

    static ThreadEvent read(EventKind kind, Members in) {
        return switch (kind) {
            case THREAD_CREATED -> new ThreadEvent.ThreadCreated(in.object("metadata"));
            case METADATA_PATCHED -> new ThreadEvent.MetadataPatched(in.object("metadata"));
            case THREAD_DELETED ->
                new ThreadEvent.ThreadDeleted(
                        in.whole("incarnation", 0),
                        in.number("epoch", 0),
                        in.number("dispatches", 0),
                        in.number("tick", 0));
            case RUN_QUEUED -> new ThreadEvent.RunQueued(RunForms.spec(in));
            case RUN_STARTED -> new ThreadEvent.RunStarted(in.run(), in.whole("version", 0));
            case RUN_CLAIMED -> new ThreadEvent.RunClaimed(in.number("epoch", 0));
            case INPUT_APPLIED ->
                new ThreadEvent.InputApplied(namespace(in), in.run(), in.values("folds"), in.texts("next"));
            case ATTEMPT_GRANTED -> new ThreadEvent.AttemptGranted(namespace(in));
            case TASK_SUCCEEDED -> new ThreadEvent.TaskSucceeded(namespace(in), in.text("task"), StepForms.outcome(in));
            case TASK_FAILED ->
                new ThreadEvent.TaskFailed(namespace(in), in.text("task"), RunForms.error(in.nested("error")));
            case STEP_COMMITTED -> new ThreadEvent.StepCommitted(namespace(in), in.values("folds"), in.texts("next"));
            case CANCEL_REQUESTED -> new ThreadEvent.CancelRequested(in.run());
            case RUN_ENDED ->
                new ThreadEvent.RunEnded(in.run(), RunForms.status(in), in.nestedOrNull("error", RunForms::error));
            case STATE_UPDATED ->
                new ThreadEvent.StateUpdated(
                        namespace(in),
                        in.list("writes", StepForms::update),
                        in.texts("writers"),
                        in.texts("next"),
                        StepForms.source(in.text("source", "update")),
                        in.textOrNull("author"),
                        in.textOrNull("reason"));
            case REWOUND ->
                new ThreadEvent.Rewound(
                        namespace(in),
                        StepForms.checkpoint(in.nested("head")),
                        in.texts("next"),
                        in.list("changes", StepForms::update),
                        in.flag("forked"));
        };
    }

    private static String namespace(Members in) {
        return in.text("ns", "");
    }
}
