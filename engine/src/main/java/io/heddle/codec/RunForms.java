package io.heddle.codec;

import io.heddle.api.AssistantId;
import io.heddle.api.CheckpointId;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.Resume;
import io.heddle.api.RunError;
import io.heddle.api.RunStatus;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadStatus;
import io.heddle.collection.PersistentMap;
import io.heddle.graph.SystemAssistants;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.thread.ActiveRun;
import io.heddle.thread.Breakpoints;
import io.heddle.thread.Footing;
import io.heddle.thread.Run;
import io.heddle.thread.RunOrders;
import io.heddle.thread.RunSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How runs are written and read. */
final class RunForms {
    /** What is left out because most runs have it. Part of the format: never changed, whatever becomes the default. */
    private static final int USUAL_STEP_LIMIT = 25;

    private static final List<String> USUAL_MODES = List.of("values");
    private static final String USUAL_STRATEGY = "enqueue";

    private RunForms() {}

    static void write(Fields out, RunSpec spec) {
        List<String> modes =
                spec.modes().stream().sorted().map(StreamMode::wire).toList();
        out.run(spec.id())
                .text("assistant", named(spec.assistant(), spec.graphId()))
                .text("graph", spec.graphId())
                .listOrNull(
                        "input", spec.input() == null ? null : ChannelUpdate.tracked(spec.input()), StepForms::write)
                .text(
                        "checkpoint",
                        spec.checkpoint() == null ? null : spec.checkpoint().value())
                .object("config", spec.config())
                .object("metadata", spec.metadata())
                .number("limit", spec.stepLimit(), USUAL_STEP_LIMIT)
                .listOrNull("modes", modes.equals(USUAL_MODES) ? null : modes, JsonAssembly::text)
                .flag("subgraphs", spec.subgraphs())
                .flag("resumable", spec.resumable())
                .text("strategy", spec.strategy().wire(), USUAL_STRATEGY)
                .nested("orders", spec.orders(), RunForms::write)
                .texts("pause-before", spec.pauses().before())
                .texts("pause-after", spec.pauses().after())
                .text("caller", spec.caller())
                .text("digest", spec.digest());
    }

    static RunSpec spec(Members in) {
        return new RunSpec(
                in.run(),
                assistant(in),
                in.text("graph"),
                in.listOrNull("input", StepForms::update),
                in.idOrNull("checkpoint", CheckpointId::new),
                in.object("config"),
                in.object("metadata"),
                in.whole("limit", USUAL_STEP_LIMIT),
                modes(in.listOrNull("modes", JsonSlice::text)),
                in.flag("subgraphs"),
                in.flag("resumable"),
                strategy(in),
                in.nestedOrNull("orders", RunForms::orders),
                new Breakpoints(in.texts("pause-before"), in.texts("pause-after")),
                in.textOrNull("caller"),
                in.text("digest"));
    }

    static void write(JsonAssembly out, Run run) {
        Fields.object(
                out,
                run,
                (fields, it) -> fields.run(it.id())
                        .text("assistant", named(it.assistant(), it.graphId()))
                        .text("graph", it.graphId())
                        .text("status", it.status().wire(), "success")
                        .text("strategy", it.strategy().wire(), USUAL_STRATEGY)
                        .object("metadata", it.metadata())
                        .flag("resumable", it.resumable())
                        .number("attempt", it.attempt(), 1)
                        .number("created", it.createdAt(), 0)
                        .number("updated", it.updatedAt(), 0)
                        .number("began", it.startedAtRow(), 0)
                        .number("ended", it.endedAtRow(), 0)
                        .number("place", it.place(), 0)
                        .text("digest", it.digest())
                        .nested("error", it.error(), RunForms::write)
                        .flag("hidden", it.hidden())
                        .nested("spec", it.spec(), RunForms::write));
    }

    static Run run(JsonSlice stored) {
        Members in = Members.of(stored);
        return new Run(
                in.run(),
                assistant(in),
                in.text("graph"),
                status(in),
                strategy(in),
                in.object("metadata"),
                in.flag("resumable"),
                in.whole("attempt", 1),
                in.number("created", 0),
                in.number("updated", 0),
                in.number("began", 0),
                in.number("ended", 0),
                in.number("place", 0),
                in.text("digest"),
                in.nestedOrNull("error", RunForms::error),
                in.flag("hidden"),
                in.nestedOrNull("spec", RunForms::spec));
    }

    static void write(Fields out, ActiveRun active) {
        out.run(active.id())
                .text("phase", written(active.phase()), "stepping")
                .number("row", active.startedAtRow(), 0)
                .nested("ending", active.ending(), RunForms::write)
                .nested("footing", active.footing(), RunForms::write);
    }

    static ActiveRun active(Members in) {
        return new ActiveRun(
                in.run(),
                Members.word(ActiveRun.Phase.values(), RunForms::written, in.text("phase", "stepping")),
                in.number("row", 0),
                in.nestedOrNull("ending", RunForms::ending),
                footing(in.nested("footing")));
    }

    private static void write(Fields out, Footing footing) {
        out.map("graphs", footing.graphs(), StepForms::write)
                .text("graph", footing.graphId())
                .object("config", footing.config())
                .text("rest", footing.rest().wire(), "idle")
                .nested("error", footing.error(), RunForms::write)
                .number("newest", footing.newest(), 0);
    }

    private static Footing footing(Members in) {
        return new Footing(
                PersistentMap.from(in.map("graphs", StepForms::graph)),
                in.textOrNull("graph"),
                in.object("config"),
                rest(in),
                in.nestedOrNull("error", RunForms::error),
                in.number("newest", 0));
    }

    static ThreadStatus rest(Members in) {
        return Members.word(ThreadStatus.values(), ThreadStatus::wire, in.text("rest", "idle"));
    }

    static void write(Fields out, RunError error) {
        out.text("name", error.name()).text("message", error.message());
    }

    static RunError error(Members in) {
        return new RunError(in.text("name"), in.text("message"));
    }

    static RunStatus status(Members in) {
        return Members.word(RunStatus.values(), RunStatus::wire, in.text("status", "success"));
    }

    private static void write(Fields out, ActiveRun.Ending ending) {
        out.text("status", ending.status().wire(), "success")
                .nested("error", ending.error(), RunForms::write)
                .flag("undone", ending.undone());
    }

    private static ActiveRun.Ending ending(Members in) {
        return new ActiveRun.Ending(status(in), in.nestedOrNull("error", RunForms::error), in.flag("undone"));
    }

    private static void write(Fields out, RunOrders orders) {
        switch (orders.resume()) {
            case null -> {}
            case Resume.Plain plain -> out.value("resume", plain.answer());
            case Resume.ById byId -> out.map("resume-ids", byId.answers(), JsonAssembly::value);
            case Resume.ByName byName -> out.map("resume-names", byName.answers(), JsonAssembly::value);
        }
        out.list("writes", ChannelUpdate.tracked(orders.updates()), StepForms::write)
                .list("to", orders.goTo(), FrontierForms::write);
    }

    private static RunOrders orders(Members in) {
        return new RunOrders(
                resume(in), in.list("writes", StepForms::update), in.list("to", FrontierForms::destination));
    }

    private static @Nullable Resume resume(Members in) {
        JsonValue plain = in.valueOrNull("resume");
        Map<String, JsonValue> ids = in.values("resume-ids");
        Map<String, JsonValue> names = in.values("resume-names");
        if (plain != null) {
            return new Resume.Plain(plain);
        }
        if (!ids.isEmpty()) {
            return new Resume.ById(ids);
        }
        return names.isEmpty() ? null : new Resume.ByName(names);
    }

    /** Null for a graph's own assistant, whose id follows from the graph's. */
    private static @Nullable String named(AssistantId assistant, String graph) {
        return assistant.equals(SystemAssistants.idOf(graph)) ? null : assistant.value();
    }

    private static AssistantId assistant(Members in) {
        String named = in.textOrNull("assistant");
        return named == null ? SystemAssistants.idOf(in.text("graph")) : new AssistantId(named);
    }

    private static MultitaskStrategy strategy(Members in) {
        return Members.word(MultitaskStrategy.values(), MultitaskStrategy::wire, in.text("strategy", USUAL_STRATEGY));
    }

    private static Set<StreamMode> modes(@Nullable List<String> stored) {
        Set<StreamMode> modes = EnumSet.noneOf(StreamMode.class);
        for (String mode : stored == null ? USUAL_MODES : stored) {
            modes.add(Members.word(StreamMode.values(), StreamMode::wire, mode));
        }
        return modes;
    }

    private static String written(ActiveRun.Phase phase) {
        return switch (phase) {
            case LOADING_BASE -> "loading-base";
            case PREPARING_INPUT -> "reducing-input";
            case STEPPING -> "stepping";
        };
    }
}
