package io.heddle.codec;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import io.heddle.collection.PersistentMap;
import io.heddle.graph.Values;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.step.Caller;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import java.util.List;
import java.util.Locale;

/** How the values of {@code io.heddle.step} and {@code graph} are written and read. */
final class StepForms {
    private StepForms() {}

    /** An array: channel, kind of change, and what the kind needs. */
    static void write(JsonAssembly out, ChannelUpdate update) {
        ChangeForms.write(out.openArray().text(update.channel()), update.change());
        out.closeArray();
    }

    static ChannelUpdate update(JsonSlice stored) {
        List<JsonSlice> parts = stored.elements();
        return new ChannelUpdate(parts.getFirst().text(), ChangeForms.change(parts.subList(1, parts.size())));
    }

    static void write(Fields out, TaskOutcome.Succeeded outcome) {
        out.list("writes", ChannelUpdate.tracked(outcome.updates()), StepForms::write)
                .values("folds", outcome.reduced())
                .list("next", outcome.next(), FrontierForms::write)
                .texts("streamed", outcome.streamed())
                .nested("handoff", outcome.handoff(), FrontierForms::write);
    }

    static TaskOutcome.Succeeded outcome(Members in) {
        return new TaskOutcome.Succeeded(
                in.list("writes", StepForms::update),
                in.values("folds"),
                FrontierForms.next(in),
                in.texts("streamed"),
                in.nestedOrNull("handoff", FrontierForms::handoff));
    }

    static void write(Fields out, Checkpoint checkpoint) {
        out.text("id", checkpoint.id().value())
                .text(
                        "parent",
                        checkpoint.parent() == null ? null : checkpoint.parent().value())
                .number("step", checkpoint.step(), -1)
                .text("source", checkpoint.source().wire(), "loop")
                .text("run", checkpoint.run() == null ? null : checkpoint.run().value())
                .texts("writers", checkpoint.writers())
                .number("at", checkpoint.at(), 0);
    }

    static Checkpoint checkpoint(Members in) {
        return new Checkpoint(
                new CheckpointId(in.text("id")),
                in.idOrNull("parent", CheckpointId::new),
                in.whole("step", -1),
                source(in.text("source", "loop")),
                in.idOrNull("run", RunId::new),
                in.texts("writers"),
                in.number("at", 0));
    }

    static Checkpoint.Source source(String text) {
        return Members.word(Checkpoint.Source.values(), Checkpoint.Source::wire, text);
    }

    static void write(JsonAssembly out, DueTask task) {
        Fields.object(
                out,
                task,
                (fields, due) -> fields.text("node", due.node())
                        .text("id", due.id())
                        .text("visit", due.visit(), due.id())
                        .number("attempt", due.attempt(), 1)
                        .number("dispatch", due.dispatch(), 0)
                        .text("stage", written(due.stage()), "running")
                        .nested("sent", due.sent(), FrontierForms::write));
    }

    static DueTask due(JsonSlice stored) {
        Members in = Members.of(stored);
        String id = in.text("id");
        return new DueTask(
                in.text("node"),
                id,
                in.text("visit", id),
                in.whole("attempt", 1),
                in.number("dispatch", 0),
                Members.word(DueTask.Stage.values(), StepForms::written, in.text("stage", "running")),
                in.nestedOrNull("sent", FrontierForms::sent));
    }

    static void write(JsonAssembly out, GraphState graph) {
        Fields.object(
                out,
                graph,
                (fields, state) -> fields.map("values", state.values().tracked().channels(), ValueForms::write)
                        .nested("head", state.head(), StepForms::write)
                        .list("due", state.due(), StepForms::write)
                        .map("finished", state.finished(), (each, done) -> Fields.object(each, done, StepForms::write))
                        .map("failed", state.failed(), (each, why) -> Fields.object(each, why, RunForms::write))
                        .nested("waiting", state.waiting().isEmpty() ? null : state.waiting(), FrontierForms::write)
                        .map("visits", state.visits(), FrontierForms::write)
                        .number("steps", state.steps(), 0)
                        .map("folded", state.folded(), ValueForms::elements)
                        .nested("caller", state.caller(), StepForms::write)
                        .nested("failure", state.failure(), RunForms::write));
    }

    static GraphState graph(JsonSlice stored) {
        Members in = Members.of(stored);
        return new GraphState(
                Values.of(in.map("values", ValueForms::value)),
                in.nestedOrNull("head", StepForms::checkpoint),
                in.list("due", StepForms::due),
                PersistentMap.from(in.map("finished", done -> outcome(Members.of(done)))),
                PersistentMap.from(in.map("failed", why -> RunForms.error(Members.of(why)))),
                FrontierForms.waiting(in),
                PersistentMap.from(in.map("visits", FrontierForms::visit)),
                in.whole("steps", 0),
                PersistentMap.from(in.map("folded", ValueForms::elements)),
                in.nestedOrNull("caller", StepForms::caller),
                in.nestedOrNull("failure", RunForms::error));
    }

    private static void write(Fields out, Caller caller) {
        out.text("ns", caller.namespace(), "").text("visit", caller.visit());
    }

    private static Caller caller(Members in) {
        return new Caller(in.text("ns", ""), in.text("visit"));
    }

    private static String written(DueTask.Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
