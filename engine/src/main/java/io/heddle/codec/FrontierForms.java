package io.heddle.codec;

import io.heddle.graph.OnFailure;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.step.Ask;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Visit;
import io.heddle.step.Waiting;
import java.util.List;
import java.util.Locale;

/** How what is due, what waits, and what a visit remembers are written and read. */
final class FrontierForms {
    private FrontierForms() {}

    static void write(Fields out, List<Destination> next, Waiting waiting) {
        out.list("next", next, FrontierForms::write)
                .nested("waiting", waiting.isEmpty() ? null : waiting, FrontierForms::write);
    }

    static List<Destination> next(Members in) {
        return in.list("next", FrontierForms::destination);
    }

    static Waiting waiting(Members in) {
        Waiting waiting = in.nestedOrNull("waiting", FrontierForms::waits);
        return waiting == null ? Waiting.NOTHING : waiting;
    }

    /** A node is its name; what was sent, or arrived at a join, is an object. */
    static void write(JsonAssembly out, Destination to) {
        switch (to) {
            case Destination.Node node -> out.text(node.name());
            case Destination.Sent sent -> Fields.object(out, sent, FrontierForms::write);
            case Destination.Joined joined ->
                Fields.object(out, joined, (fields, it) -> fields.text("join", it.join()));
        }
    }

    static Destination destination(JsonSlice stored) {
        if (!stored.isObject()) {
            return new Destination.Node(stored.text());
        }
        Members in = Members.of(stored);
        String join = in.textOrNull("join");
        return join == null ? sent(in) : new Destination.Joined(join);
    }

    static void write(Fields out, Destination.Sent sent) {
        OnFailure rule = sent.onFailure();
        out.text("to", sent.node())
                .value("input", sent.input())
                .text("on-failure", word(rule.kind()), "fail")
                .text("channel", rule.channel())
                .number("timeout", sent.timeout(), 0);
    }

    static Destination.Sent sent(Members in) {
        OnFailure.Kind kind = Members.word(OnFailure.Kind.values(), FrontierForms::word, in.text("on-failure", "fail"));
        return new Destination.Sent(
                in.text("to"),
                in.value("input"),
                new OnFailure(kind, in.textOrNull("channel")),
                in.number("timeout", 0));
    }

    static void write(Fields out, TaskOutcome.Handoff handoff) {
        out.list("writes", ChannelUpdate.tracked(handoff.updates()), StepForms::write)
                .list("to", handoff.goTo(), FrontierForms::write);
    }

    static TaskOutcome.Handoff handoff(Members in) {
        return new TaskOutcome.Handoff(in.list("writes", StepForms::update), in.list("to", FrontierForms::destination));
    }

    static void write(JsonAssembly out, Visit visit) {
        Fields.object(
                out,
                visit,
                (fields, it) -> fields.values("calls", it.calls()).list("asks", it.asks(), FrontierForms::write));
    }

    static Visit visit(JsonSlice stored) {
        Members in = Members.of(stored);
        return Visit.of(in.values("calls"), in.list("asks", FrontierForms::ask));
    }

    static void write(JsonAssembly out, Ask ask) {
        Fields.object(
                out,
                ask,
                (fields, it) -> fields.text("key", it.key())
                        .text("id", it.id())
                        .value("value", it.value())
                        .value("answer", it.answer()));
    }

    static Ask ask(JsonSlice stored) {
        Members in = Members.of(stored);
        return new Ask(in.text("key"), in.text("id"), in.value("value"), in.valueOrNull("answer"));
    }

    static void write(Fields out, Waiting waiting) {
        out.map("joins", waiting.joins(), (each, arrived) -> {
                    each.openArray();
                    arrived.forEach(each::text);
                    each.closeArray();
                })
                .texts("deferred", waiting.deferred());
    }

    private static Waiting waits(Members in) {
        return new Waiting(in.map("joins", arrived -> Members.list(arrived, JsonSlice::text)), in.texts("deferred"));
    }

    private static String word(OnFailure.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
