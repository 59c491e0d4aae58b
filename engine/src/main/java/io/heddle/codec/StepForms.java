package io.heddle.codec;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.MessageList;
import io.heddle.graph.Values;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import java.util.List;

/** How the values of {@code io.heddle.step} and {@code graph} are written and read. */
final class StepForms {
    private StepForms() {}

    /** An array: channel, kind of change, and what the kind needs. */
    static void write(JsonAssembly out, ChannelUpdate update) {
        out.openArray().text(update.channel());
        switch (update.change()) {
            case ChannelChange.Assign assign -> out.text("set").value(assign.value());
            case ChannelChange.Append append -> elements(out.text("append"), append.elements());
            case ChannelChange.Upsert upsert -> elements(out.text("upsert"), upsert.messages());
            case ChannelChange.Combine combine -> elements(out.text("combine"), combine.operands());
            case ChannelChange.Truncate cut -> elements(out.text("truncate").number(cut.size()), cut.appended());
            case ChannelChange.Rewind back -> elements(out.text("rewind").number(back.size()), back.appended());
            case ChannelChange.Clear clear -> out.text("clear");
        }
        out.closeArray();
    }

    static ChannelUpdate update(JsonSlice stored) {
        List<JsonSlice> parts = stored.elements();
        String kind = parts.get(1).text();
        ChannelChange change = switch (kind) {
            case "set" -> new ChannelChange.Assign(parts.get(2).value());
            case "append" -> new ChannelChange.Append(elements(parts.get(2)));
            case "upsert" -> new ChannelChange.Upsert(elements(parts.get(2)));
            case "combine" -> new ChannelChange.Combine(elements(parts.get(2)));
            case "truncate" -> new ChannelChange.Truncate(size(parts.get(2)), elements(parts.get(3)));
            case "rewind" -> new ChannelChange.Rewind(size(parts.get(2)), elements(parts.get(3)));
            case "clear" -> new ChannelChange.Clear();
            default -> throw Members.unknown("change", kind);
        };
        return new ChannelUpdate(parts.get(0).text(), change);
    }

    static void write(Fields out, TaskOutcome.Succeeded outcome) {
        out.list("writes", outcome.updates(), StepForms::write)
                .values("folds", outcome.reduced())
                .texts("next", outcome.next())
                .texts("streamed", outcome.streamed());
    }

    static TaskOutcome.Succeeded outcome(Members in) {
        return new TaskOutcome.Succeeded(
                in.list("writes", StepForms::update), in.values("folds"), in.texts("next"), in.texts("streamed"));
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
                        .number("dispatch", due.dispatch(), 0));
    }

    static DueTask due(JsonSlice stored) {
        Members in = Members.of(stored);
        String id = in.text("id");
        return new DueTask(in.text("node"), id, in.text("visit", id), in.whole("attempt", 1), in.number("dispatch", 0));
    }

    static void write(JsonAssembly out, GraphState graph) {
        Fields.object(
                out,
                graph,
                (fields, state) -> fields.map("values", state.values().channels(), StepForms::write)
                        .nested("head", state.head(), StepForms::write)
                        .list("due", state.due(), StepForms::write)
                        .map(
                                "finished",
                                state.finished(),
                                (each, done) -> Fields.object(each, done, StepForms::write)));
    }

    static GraphState graph(JsonSlice stored) {
        Members in = Members.of(stored);
        return new GraphState(
                Values.of(in.map("values", StepForms::channel)),
                in.nestedOrNull("head", StepForms::checkpoint),
                in.list("due", StepForms::due),
                in.map("finished", done -> outcome(Members.of(done))));
    }

    private static void write(JsonAssembly out, ChannelValue value) {
        out.openArray();
        switch (value) {
            case ChannelValue.Single single -> out.text("value").value(single.json());
            case ChannelValue.Log log -> elements(out.text("log"), log.elements());
            case ChannelValue.Messages messages -> elements(out.text("messages"), messages.elements());
        }
        out.closeArray();
    }

    private static ChannelValue channel(JsonSlice stored) {
        List<JsonSlice> parts = stored.elements();
        String kind = parts.get(0).text();
        return switch (kind) {
            case "value" -> new ChannelValue.Single(parts.get(1).value());
            case "log" -> ChannelValue.Log.of(elements(parts.get(1)));
            case "messages" -> new ChannelValue.Messages(MessageList.of(elements(parts.get(1))));
            default -> throw Members.unknown("kind of channel", kind);
        };
    }

    private static void elements(JsonAssembly out, List<JsonValue> elements) {
        out.openArray().members(elements).closeArray();
    }

    private static List<JsonValue> elements(JsonSlice array) {
        return Members.list(array, JsonSlice::value);
    }

    private static int size(JsonSlice number) {
        return Math.toIntExact(number.number());
    }
}
