package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.Interrupt;
import io.heddle.step.Ask;
import io.heddle.step.Caller;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Folds a stretch of journal and remembers every checkpoint on the way, those of subgraphs included. A checkpoint is the state
 * at its event; what its tasks came to is learned from the events after it. One that was made before the stretch is none of it,
 * even if the thread goes back there. Not thread-safe; used by one reader.
 */
public final class HistoryFold {
    private final Map<Place, Moment> moments = new LinkedHashMap<>();
    private final boolean whole;
    private ThreadState state;

    /**
     * @param start the state before the first row; its heads were made before, and do not count
     */
    public HistoryFold(ThreadState start) {
        this.state = start;
        this.whole = start.sequence() == 0;
    }

    /** Whether it began with the thread's first row. */
    public boolean isWhole() {
        return whole;
    }

    public ThreadState state() {
        return state;
    }

    public void row(ThreadRow row) {
        for (Traced traced : Traced.row(state, row)) {
            learn(traced);
        }
        state = ThreadEvolver.evolve(state, row);
    }

    /** Those of one graph, in the order of their making. */
    public List<Moment> moments(String namespace) {
        return moments.values().stream()
                .filter(moment -> moment.namespace().equals(namespace))
                .toList();
    }

    /** Where a graph stands at the end of the stretch, or stood when it was last there; empty if it never began. */
    public Optional<Moment> latest(String namespace) {
        Checkpoint head = state.graph(namespace).head();
        return head == null ? moments(namespace).stream().reduce((older, newer) -> newer) : at(namespace, head.id());
    }

    /** Of whichever graph it is. */
    public Optional<Moment> at(CheckpointId id) {
        return moments.values().stream()
                .filter(moment -> moment.checkpoint().id().equals(id))
                .findFirst();
    }

    public Optional<Moment> at(String namespace, CheckpointId id) {
        return Optional.ofNullable(moments.get(new Place(namespace, id)));
    }

    /** Where the input of an input's checkpoint has been taken in, which is where going on begins; any other as it is. */
    public Moment takenIn(Moment moment) {
        if (moment.input() == null || !moment.made().due().isEmpty()) {
            return moment;
        }
        return moments(moment.namespace()).stream()
                .filter(next ->
                        moment.checkpoint().id().equals(next.checkpoint().parent()))
                .findFirst()
                .orElse(moment);
    }

    /** An event leaves the graphs that it does not touch as the objects they are. */
    @SuppressWarnings("ReferenceEquality")
    private void learn(Traced traced) {
        if (traced.event() instanceof ThreadEvent.ThreadDeleted) {
            moments.clear();
            return;
        }
        if (traced.event() instanceof ThreadEvent.RunsHidden) {
            moments.values().removeIf(moment -> traced.after().isHidden(moment.checkpoint()));
            return;
        }
        if (traced.event() instanceof ThreadEvent.StateRebased) {
            moments.clear();
        }
        Map<String, GraphState> before = traced.before().graphs();
        traced.after().graphs().forEach((namespace, graph) -> {
            Checkpoint head = graph.head();
            if (head != null && before.get(namespace) != graph) {
                learn(traced, namespace, head);
            }
        });
        if (traced.event() instanceof ThreadEvent.TaskInterrupted asked) {
            asked.asks().forEach(ask -> asked(traced.after(), asked.namespace(), asked.task(), ask));
        } else if (traced.event() instanceof ThreadEvent.AskAnswered answered) {
            answered(traced.after(), answered);
        } else if (traced.event() instanceof ThreadEvent.TaskFailed failed
                && !failed.task().isEmpty()) {
            outwards(
                    traced.after(),
                    failed.namespace(),
                    failed.task(),
                    (moment, task) -> moment.failed(task, failed.error()));
        }
    }

    private void learn(Traced traced, String namespace, Checkpoint head) {
        Place place = new Place(namespace, head.id());
        if (moments.containsKey(place)) {
            if (!(traced.event() instanceof ThreadEvent.Rewound)) {
                learned(traced.after(), namespace);
            }
            return;
        }
        if (leadsBack(traced.event())) {
            return;
        }
        Moment made = Moment.made(traced.after(), namespace, head);
        switch (traced.event()) {
            case ThreadEvent.InputApplied applied ->
                put(Moment.input(traced.before(), made, written(traced.before().activeSpec())));
            case ThreadEvent.SubgraphEntered entered
            when entered.child().equals(namespace) -> put(Moment.input(traced.before(), made, entered.updates()));
            case ThreadEvent.StateUpdated edit -> made = byHand(traced, made, edit);
            case ThreadEvent other -> {}
        }
        put(made);
        learned(traced.after(), namespace);
    }

    /** Whether an event makes no checkpoint, but may lead to one that was made before. */
    private static boolean leadsBack(ThreadEvent event) {
        return event instanceof ThreadEvent.RunEnded
                || (event instanceof ThreadEvent.Rewound rewound && !rewound.forked());
    }

    /** An input by hand is told by the superstep that takes it in. */
    private Moment byHand(Traced traced, Moment made, ThreadEvent.StateUpdated edit) {
        Moment edited = made.madeByHand(edit.author(), edit.reason());
        if (edit.source() == Checkpoint.Source.INPUT) {
            return edited.taking(List.of());
        }
        if (edit.writers().contains(Names.START)) {
            change(
                    traced.before(),
                    edit.namespace(),
                    input -> input.input() == null ? input : input.taking(edit.updates()));
        }
        return edited;
    }

    /** What a graph has come to is news for the graphs around it as well. */
    private void learned(ThreadState now, String namespace) {
        Caller caller = now.graph(namespace).caller();
        change(now, namespace, moment -> moment.learned(now));
        if (caller != null) {
            learned(now, caller.namespace());
        }
    }

    private void answered(ThreadState now, ThreadEvent.AskAnswered answered) {
        GraphState graph = now.graph(answered.namespace());
        graph.dueTask(answered.task())
                .flatMap(task -> graph.visit(task).asks().stream()
                        .filter(ask -> ask.key().equals(answered.key()))
                        .findFirst())
                .ifPresent(ask -> asked(now, answered.namespace(), answered.task(), ask));
    }

    private void asked(ThreadState now, String namespace, String id, Ask ask) {
        DueTask asking = now.graph(namespace).dueTask(id).orElseThrow();
        Interrupt question = Interrupts.of(namespace, asking, ask);
        outwards(now, namespace, id, (moment, task) -> moment.asked(task, question));
    }

    /** What a task in a graph comes to, the tasks come to that the graphs around it run for. */
    private void outwards(ThreadState now, String namespace, String id, BiFunction<Moment, String, Moment> change) {
        String place = namespace;
        String task = id;
        while (true) {
            String known = task;
            change(now, place, moment -> change.apply(moment, known));
            Caller caller = now.graph(place).caller();
            if (caller == null) {
                return;
            }
            task = Namespaces.callingTask(now, place).id();
            place = caller.namespace();
        }
    }

    private void change(ThreadState now, String namespace, UnaryOperator<Moment> change) {
        Checkpoint head = now.graph(namespace).head();
        if (head != null) {
            moments.computeIfPresent(new Place(namespace, head.id()), (place, moment) -> change.apply(moment));
        }
    }

    private static List<ChannelUpdate> written(RunSpec spec) {
        return spec.input() == null ? List.of() : spec.input();
    }

    private void put(Moment moment) {
        if (!Namespaces.forgets(moment.namespace())) {
            moments.put(new Place(moment.namespace(), moment.checkpoint().id()), moment);
        }
    }

    private record Place(String namespace, CheckpointId id) {}
}
