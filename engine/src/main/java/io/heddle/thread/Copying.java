package io.heddle.thread;

import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadStatus;
import io.heddle.collection.PersistentList;
import io.heddle.collection.PersistentMap;
import io.heddle.step.Checkpoint;
import io.heddle.step.GraphState;
import java.util.TreeSet;

/**
 * What a copy of a thread begins with: where the thread stands, as if nothing ran. Its past is not copied; see {@link Fork}.
 * Pure.
 */
public final class Copying {
    private Copying() {}

    /** Values, what is due, and what has been asked, answered and recorded stay; a step in flight is as good as cancelled. */
    public static ThreadState base(ThreadState source) {
        ThreadStateBuilder base = source.change();
        base.runs = PersistentMap.empty();
        base.order = PersistentList.empty();
        base.queue = PersistentList.empty();
        base.active = null;
        base.lastEnd = LastEnd.NEVER;
        base.error = null;
        base.life = Life.NEW;
        for (String namespace : new TreeSet<>(source.graphs().keySet())) {
            GraphState graph = source.graph(namespace);
            base.put(namespace, graph.complete() ? graph.undone() : graph);
            Checkpoint head = graph.head();
            RunId id = head == null ? null : head.run();
            Run maker = id == null ? null : source.maker(id);
            if (maker != null && !base.runs.containsKey(maker.id())) {
                base.put(ended(maker, source));
                base.order = base.order.plus(maker.id());
            }
        }
        base.forgetUntracked();
        base.rest = source.root().due().isEmpty() ? ThreadStatus.IDLE : ThreadStatus.INTERRUPTED;
        return base.build();
    }

    private static Run ended(Run run, ThreadState source) {
        return run.status().ended()
                ? run
                : run.ended(
                        RunStatus.INTERRUPTED,
                        null,
                        new Position(source.sequence(), 0, source.updatedAt()),
                        run.place());
    }
}
