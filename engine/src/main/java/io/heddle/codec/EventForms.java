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
            case ThreadEvent.RollbackRequested e -> e.run();
            case ThreadEvent.RunEnded e -> e.run();
            case ThreadEvent.OrdersApplied e -> e.run();
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
            case ThreadEvent.CallRecorded e -> null;
            case ThreadEvent.TaskInterrupted e -> null;
            case ThreadEvent.AskAnswered e -> null;
            case ThreadEvent.SubgraphEntered e -> null;
            case ThreadEvent.SubgraphLeft e -> null;
            case ThreadEvent.RunsHidden e -> null;
            case ThreadEvent.TtlSet e -> null;
            case ThreadEvent.ThreadForked e -> null;
            case ThreadEvent.StateRebased e -> null;
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
            case ThreadEvent.InputApplied e -> {
                out.text("ns", e.namespace(), "")
                        .run(e.run())
                        .flag("carried", e.carried())
                        .list("closing", ChannelUpdate.tracked(e.closing()), StepForms::write)
                        .values("folds", e.reduced());
                FrontierForms.write(out, e.next(), e.waiting());
                out.flag("held", e.held());
            }
            case ThreadEvent.OrdersApplied e -> {
                out.text("ns", e.namespace(), "")
                        .run(e.run())
                        .list("closing", ChannelUpdate.tracked(e.closing()), StepForms::write)
                        .values("folds", e.reduced());
                FrontierForms.write(out, e.next(), e.waiting());
                out.flag("dropped", e.dropped());
            }
            case ThreadEvent.CallRecorded e ->
                out.text("ns", e.namespace(), "")
                        .text("task", e.task())
                        .text("call", e.call())
                        .value("result", e.result());
            case ThreadEvent.TaskInterrupted e ->
                out.text("ns", e.namespace(), "").text("task", e.task()).list("asks", e.asks(), FrontierForms::write);
            case ThreadEvent.AskAnswered e ->
                out.text("ns", e.namespace(), "")
                        .text("task", e.task())
                        .text("key", e.key())
                        .value("answer", e.answer());
            case ThreadEvent.SubgraphEntered e -> {
                out.text("ns", e.namespace(), "")
                        .text("task", e.task())
                        .text("child", e.child())
                        .list("writes", ChannelUpdate.tracked(e.updates()), StepForms::write)
                        .values("folds", e.reduced());
                FrontierForms.write(out, e.next(), e.waiting());
                out.flag("held", e.held());
            }
            case ThreadEvent.SubgraphLeft e ->
                out.text("ns", e.namespace(), "")
                        .text("task", e.task())
                        .text("child", e.child())
                        .nested("failure", e.failure(), RunForms::write);
            case ThreadEvent.TtlSet e -> out.nested("ttl", e.ttl(), StateForms::write);
            case ThreadEvent.ThreadForked e -> out.nested("base", e.base(), StateForms::write);
            case ThreadEvent.StateRebased e -> out.nested("state", e.state(), StateForms::write);
            case ThreadEvent.AttemptGranted e -> out.text("ns", e.namespace(), "");
            case ThreadEvent.TaskSucceeded e -> {
                out.text("ns", e.namespace(), "").text("task", e.task());
                StepForms.write(out, e.outcome());
            }
            case ThreadEvent.TaskFailed e ->
                out.text("ns", e.namespace(), "").text("task", e.task()).nested("error", e.error(), RunForms::write);
            case ThreadEvent.StepCommitted e -> {
                out.text("ns", e.namespace(), "").values("folds", e.reduced());
                FrontierForms.write(out, e.next(), e.waiting());
                out.flag("held", e.held());
            }
            case ThreadEvent.CancelRequested e -> out.run(e.run());
            case ThreadEvent.RollbackRequested e -> out.run(e.run());
            case ThreadEvent.RunsHidden e ->
                out.texts("runs", e.runs().stream().map(RunId::value).toList());
            case ThreadEvent.RunEnded e ->
                out.run(e.run())
                        .text("status", e.status().wire(), "success")
                        .nested("error", e.error(), RunForms::write);
            case ThreadEvent.StateUpdated e -> {
                out.text("ns", e.namespace(), "")
                        .list("writes", ChannelUpdate.tracked(e.updates()), StepForms::write)
                        .texts("writers", e.writers());
                FrontierForms.write(out, e.next(), e.waiting());
                out.text("source", e.source().wire(), "update")
                        .text("author", e.author())
                        .text("reason", e.reason());
            }
            case ThreadEvent.Rewound e -> {
                out.text("ns", e.namespace(), "").nested("head", e.head(), StepForms::write);
                FrontierForms.write(out, e.next(), e.waiting());
                out.list("changes", e.changes(), StepForms::write).flag("forked", e.forked());
            }
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
                new ThreadEvent.InputApplied(
                        namespace(in),
                        in.run(),
                        in.flag("carried"),
                        in.list("closing", StepForms::update),
                        in.values("folds"),
                        FrontierForms.next(in),
                        FrontierForms.waiting(in),
                        in.flag("held"));
            case ORDERS_APPLIED ->
                new ThreadEvent.OrdersApplied(
                        namespace(in),
                        in.run(),
                        in.list("closing", StepForms::update),
                        in.values("folds"),
                        FrontierForms.next(in),
                        FrontierForms.waiting(in),
                        in.flag("dropped"));
            case CALL_RECORDED ->
                new ThreadEvent.CallRecorded(namespace(in), in.text("task"), in.text("call"), in.value("result"));
            case TASK_INTERRUPTED ->
                new ThreadEvent.TaskInterrupted(namespace(in), in.text("task"), in.list("asks", FrontierForms::ask));
            case ASK_ANSWERED ->
                new ThreadEvent.AskAnswered(namespace(in), in.text("task"), in.text("key"), in.value("answer"));
            case SUBGRAPH_ENTERED ->
                new ThreadEvent.SubgraphEntered(
                        namespace(in),
                        in.text("task"),
                        in.text("child"),
                        in.list("writes", StepForms::update),
                        in.values("folds"),
                        FrontierForms.next(in),
                        FrontierForms.waiting(in),
                        in.flag("held"));
            case SUBGRAPH_LEFT ->
                new ThreadEvent.SubgraphLeft(
                        namespace(in), in.text("task"), in.text("child"), in.nestedOrNull("failure", RunForms::error));
            case TTL_SET -> new ThreadEvent.TtlSet(in.nestedOrNull("ttl", StateForms::ttl));
            case THREAD_FORKED -> new ThreadEvent.ThreadForked(StateForms.state(in.nested("base")));
            case STATE_REBASED -> new ThreadEvent.StateRebased(StateForms.state(in.nested("state")));
            case ATTEMPT_GRANTED -> new ThreadEvent.AttemptGranted(namespace(in));
            case TASK_SUCCEEDED -> new ThreadEvent.TaskSucceeded(namespace(in), in.text("task"), StepForms.outcome(in));
            case TASK_FAILED ->
                new ThreadEvent.TaskFailed(namespace(in), in.text("task"), RunForms.error(in.nested("error")));
            case STEP_COMMITTED ->
                new ThreadEvent.StepCommitted(
                        namespace(in),
                        in.values("folds"),
                        FrontierForms.next(in),
                        FrontierForms.waiting(in),
                        in.flag("held"));
            case CANCEL_REQUESTED -> new ThreadEvent.CancelRequested(in.run());
            case ROLLBACK_REQUESTED -> new ThreadEvent.RollbackRequested(in.run());
            case RUNS_HIDDEN -> new ThreadEvent.RunsHidden(in.list("runs", run -> new RunId(run.text())));
            case RUN_ENDED ->
                new ThreadEvent.RunEnded(in.run(), RunForms.status(in), in.nestedOrNull("error", RunForms::error));
            case STATE_UPDATED ->
                new ThreadEvent.StateUpdated(
                        namespace(in),
                        in.list("writes", StepForms::update),
                        in.texts("writers"),
                        FrontierForms.next(in),
                        FrontierForms.waiting(in),
                        StepForms.source(in.text("source", "update")),
                        in.textOrNull("author"),
                        in.textOrNull("reason"));
            case REWOUND ->
                new ThreadEvent.Rewound(
                        namespace(in),
                        StepForms.checkpoint(in.nested("head")),
                        FrontierForms.next(in),
                        FrontierForms.waiting(in),
                        in.list("changes", StepForms::update),
                        in.flag("forked"));
        };
    }

    private static String namespace(Members in) {
        return in.text("ns", "");
    }
}
