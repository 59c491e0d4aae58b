package io.heddle.codec;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadTtl;
import io.heddle.collection.PersistentList;
import io.heddle.collection.PersistentMap;
import io.heddle.thread.Fork;
import io.heddle.thread.Life;
import io.heddle.thread.Run;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadStateBuilder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How a thread's whole state is written and read: in snapshots, and in the events that restate it. The latter are kept for
 * ever, so what this form has ever held stays readable.
 */
final class StateForms {
    private StateForms() {}

    static void write(Fields out, ThreadState state) {
        out.text("key", state.key().toString())
                .number("sequence", state.sequence(), 0)
                .number("incarnation", state.incarnation(), 0)
                .flag("exists", state.exists())
                .number("epoch", state.epoch(), 0)
                .number("dispatches", state.dispatches(), 0)
                .number("tick", state.tick(), 0)
                .number("newest", state.newest(), 0)
                .number("place", state.lastPlace(), 0)
                .number("created", state.createdAt(), 0)
                .number("updated", state.updatedAt(), 0)
                .number("state-updated", state.stateUpdatedAt(), 0)
                .object("metadata", state.metadata())
                .object("config", state.config())
                .text("graph", state.graphId())
                .map("graphs", state.graphs(), StepForms::write)
                .list("runs", state.order(), (each, id) -> RunForms.write(each, known(state, id)))
                .list("queue", state.queue(), (each, id) -> each.text(id.value()))
                .nested("active", state.active(), RunForms::write)
                .text("rest", state.rest().wire(), "idle")
                .nested("error", state.error(), RunForms::write)
                .number("rebased", state.life().rebased(), 0)
                .nested("fork", state.life().fork(), StateForms::write)
                .nested("ttl", state.life().ttl(), StateForms::write)
                .number("ttl-since", state.life().ttlSince(), 0);
    }

    static ThreadState state(Members in) {
        ThreadStateBuilder state = new ThreadStateBuilder(ThreadKey.parse(in.text("key")));
        state.sequence = in.number("sequence", 0);
        state.incarnation = in.whole("incarnation", 0);
        state.exists = in.flag("exists");
        state.epoch = in.number("epoch", 0);
        state.dispatches = in.number("dispatches", 0);
        state.tick = in.number("tick", 0);
        state.newest = in.number("newest", 0);
        state.lastPlace = in.number("place", 0);
        state.createdAt = in.number("created", 0);
        state.updatedAt = in.number("updated", 0);
        state.stateUpdatedAt = in.number("state-updated", 0);
        state.metadata = in.object("metadata");
        state.config = in.object("config");
        state.graphId = in.textOrNull("graph");
        state.graphs = PersistentMap.from(in.map("graphs", StepForms::graph));
        List<Run> runs = in.list("runs", RunForms::run);
        for (Run run : runs) {
            state.put(run);
            state.order = state.order.plus(run.id());
        }
        state.placed = PersistentList.from(runs.stream()
                .filter(run -> run.place() > 0)
                .sorted(Comparator.comparingLong(Run::place))
                .map(Run::id)
                .toList());
        state.queue = PersistentList.from(in.list("queue", id -> new RunId(id.text())));
        state.active = in.nestedOrNull("active", RunForms::active);
        state.rest = RunForms.rest(in);
        state.error = in.nestedOrNull("error", RunForms::error);
        state.life = new Life(
                in.number("rebased", 0),
                in.nestedOrNull("fork", StateForms::fork),
                in.nestedOrNull("ttl", StateForms::ttl),
                in.number("ttl-since", 0));
        return state.build();
    }

    static void write(Fields out, ThreadTtl ttl) {
        out.number("millis", ttl.lifetime().toMillis(), 0)
                .text("strategy", written(ttl.strategy()), "delete")
                .flag("sliding", ttl.sliding());
    }

    static ThreadTtl ttl(Members in) {
        return new ThreadTtl(
                Duration.ofMillis(in.number("millis", 0)),
                Members.word(ThreadTtl.Strategy.values(), StateForms::written, in.text("strategy", "delete")),
                in.flag("sliding"));
    }

    private static void write(Fields out, Fork fork) {
        out.text("source", fork.source().toString())
                .number("up-to", fork.upTo(), 0)
                .number("tick", fork.tick(), 0)
                .list("runs", fork.runs(), RunForms::write);
    }

    private static Fork fork(Members in) {
        return new Fork(
                ThreadKey.parse(in.text("source")),
                in.number("up-to", 0),
                in.number("tick", 0),
                in.list("runs", RunForms::run));
    }

    private static String written(ThreadTtl.Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Run known(ThreadState state, RunId id) {
        Run run = state.run(id);
        if (run == null) {
            throw new IllegalStateException("thread %s lists run %s but does not hold it".formatted(state.key(), id));
        }
        return run;
    }
}
