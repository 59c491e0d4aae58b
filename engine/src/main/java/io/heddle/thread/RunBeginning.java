package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunError;
import io.heddle.api.RunStatus;
import io.heddle.graph.Graph;
import io.heddle.json.JsonValue;
import io.heddle.step.Arrival;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.Frontier;
import io.heddle.step.GraphState;
import io.heddle.step.Stepper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run begins: with input, with orders, or with nothing but the wish to go on. Each function says whether there is more to
 * do at once; if not, an effect is under way that will report.
 */
final class RunBeginning {
    private RunBeginning() {}

    static boolean load(Turn turn, RunSpec spec) {
        CheckpointId base = spec.checkpoint();
        if (base == null) {
            throw new IllegalStateException("run %s loads a base it does not name".formatted(spec.id()));
        }
        turn.effect(new Effect.LoadBase(turn.state().fence(), base, spec.input() == null));
        return false;
    }

    /**
     * Brings a run's input in, or what it goes on from; false if user code has to run first. Going on from a checkpoint that
     * is not the newest begins a branch of its own, since what is due there may have run before.
     */
    static boolean begin(Turn turn, RunSpec spec, Graph graph) {
        GraphState root = turn.state().root();
        RunOrders orders = spec.orders();
        List<ChannelUpdate> input = spec.input();
        if (input != null) {
            List<ChannelUpdate> written = written(root, input);
            if (!Stepper.operands(written).isEmpty() || !graph.entry().routes().isEmpty()) {
                turn.effect(new Effect.PrepareInput(turn.state().fence(), spec, root.values(), written, true));
                return false;
            }
            applyInput(turn, spec, graph, Map.of(), entry(graph));
            return true;
        }
        boolean nothing = (orders == null || orders.resume() != null) ? root.head() == null : !orders.changesState();
        if (nothing) {
            turn.endActive(
                    RunStatus.ERROR,
                    new RunError(
                            "EmptyInputError",
                            "the run has no input and thread %s has no state to go on from"
                                    .formatted(turn.state().key().thread())));
            return true;
        }
        if (root.head() != null && root.head().id().tick() < turn.state().newest() && !isOpen(turn.state())) {
            turn.goBack(ThreadState.ROOT, root, true);
        }
        if (orders != null && !Stepper.operands(orders.updates()).isEmpty()) {
            turn.effect(new Effect.PrepareInput(
                    turn.state().fence(), spec, turn.state().root().values(), orders.updates(), false));
            return false;
        }
        goOn(turn, spec, graph, Map.of());
        return true;
    }

    /** What begins when the reducers of the input have run and the entry's routers have chosen. */
    static void prepared(Turn turn, Graph graph, ThreadCommand.InputPrepared prepared) {
        RunSpec spec = turn.state().activeSpec();
        if (spec.input() != null) {
            applyInput(turn, spec, graph, prepared.reduced(), prepared.next());
        } else {
            goOn(turn, spec, graph, prepared.reduced());
        }
    }

    private static void applyInput(
            Turn turn, RunSpec spec, Graph graph, Map<String, JsonValue> reduced, List<Destination> first) {
        GraphState root = turn.state().root();
        List<ChannelUpdate> input = spec.input() == null ? List.of() : spec.input();
        List<ChannelUpdate> closing = OpenToolCalls.closing(root.values(), root.leftovers(), input, spec.id());
        List<ChannelUpdate> all = new ArrayList<>(root.leftovers());
        all.addAll(closing);
        all.addAll(input);
        RunError misfit = Fit.of(root.values(), all, reduced);
        if (misfit != null) {
            turn.endActive(RunStatus.ERROR, misfit);
            return;
        }
        Frontier frontier = Frontier.of(graph, root.waiting(), Arrival.from(Names.START, first));
        boolean held = Pauses.before(graph, ThreadState.ROOT, spec, frontier);
        turn.emit(new ThreadEvent.InputApplied(
                ThreadState.ROOT,
                spec.id(),
                !root.leftovers().isEmpty(),
                closing,
                reduced,
                frontier.next(),
                frontier.waiting(),
                held));
    }

    private static void goOn(Turn turn, RunSpec spec, Graph graph, Map<String, JsonValue> reduced) {
        RunOrders orders = spec.orders();
        if (orders != null) {
            RunError refused = Answering.answer(turn, orders.resume());
            if (refused == null && orders.changesState()) {
                refused = applyOrders(turn, spec, orders, graph, reduced);
            }
            if (refused != null) {
                turn.endActive(RunStatus.ERROR, refused);
                return;
            }
        }
        turn.state().openNamespaces().forEach(open -> turn.emit(new ThreadEvent.AttemptGranted(open)));
    }

    private static @Nullable RunError applyOrders(
            Turn turn, RunSpec spec, RunOrders orders, Graph graph, Map<String, JsonValue> reduced) {
        GraphState root = turn.state().root();
        boolean dropped = orders.goTo().contains(new Destination.Node(Names.END));
        List<ChannelUpdate> closing =
                dropped ? OpenToolCalls.closing(root.values(), List.of(), orders.updates(), spec.id()) : List.of();
        List<ChannelUpdate> all = new ArrayList<>(closing);
        all.addAll(orders.updates());
        RunError misfit = Fit.of(root.values(), all, reduced);
        if (misfit != null) {
            return misfit;
        }
        Frontier frontier = Frontier.of(graph, root.waiting(), Arrival.from(Names.START, orders.goTo()));
        turn.emit(new ThreadEvent.OrdersApplied(
                ThreadState.ROOT, spec.id(), closing, reduced, frontier.next(), frontier.waiting(), dropped));
        return null;
    }

    /** An input comes after what finished tasks of a step that will not commit wanted written. */
    private static List<ChannelUpdate> written(GraphState root, List<ChannelUpdate> input) {
        List<ChannelUpdate> all = new ArrayList<>(root.leftovers());
        all.addAll(input);
        return all;
    }

    private static List<Destination> entry(Graph graph) {
        return graph.entry().always().stream()
                .<Destination>map(Destination.Node::new)
                .toList();
    }

    /** Whether the newest checkpoint is one of a subgraph that somebody is in, so that going on there is no branch. */
    private static boolean isOpen(ThreadState state) {
        return state.openNamespaces().stream().anyMatch(namespace -> {
            Checkpoint head = state.graph(namespace).head();
            return head != null && head.id().tick() == state.newest();
        });
    }
}
