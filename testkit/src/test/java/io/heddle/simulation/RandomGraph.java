package io.heddle.simulation;

import io.heddle.graph.Command;
import io.heddle.graph.Failure;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphBuilder;
import io.heddle.graph.NodeHandle;
import io.heddle.graph.NodeKey;
import io.heddle.graph.OnFailure;
import io.heddle.graph.Send;
import io.heddle.graph.Subgraph;
import io.heddle.graph.Update;
import io.heddle.graph.Write;
import io.heddle.simulation.RandomBlocks.Block;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A graph made at random out of blocks, one after the other: single nodes, branches, fan-outs, choices, cycles, commands, and
 * graphs inside it, up to three deep. Law: what it comes to does not depend on the order in which its tasks end; so a subgraph
 * that remembers never stands where a sibling's failure or hand-over could cut it short.
 */
final class RandomGraph {
    private static final int DEEPEST = 3;

    // Kinds of blocks that can be aimed at; without a graph inside, and with one perhaps or for sure.
    private static final int FLAT = -1;
    private static final int BRANCHES = 1;
    private static final int COPIES = 7;
    private static final int SUBGRAPH = 8;

    private final Random random;
    private final Aim aim;
    private final RandomBlocks blocks;
    private final boolean hasty;
    private final Graph graph;
    private boolean limited = true;

    /** @param hasty whether deferred nodes do not wait; a planted bug */
    RandomGraph(long seed, Outside outside, boolean hasty) {
        this.random = new Random(seed);
        this.aim = Aim.of(seed);
        this.blocks = new RandomBlocks(random, aim, outside);
        this.hasty = hasty;
        this.graph = graph(0, true, null);
    }

    Graph graph() {
        return graph;
    }

    /** Whether a run may be given few steps: if not, several graphs run beside each other, and one would cut the other short. */
    boolean limited() {
        return limited;
    }

    /** What each node shows, by its name. */
    Map<String, Set<Feature>> features() {
        return blocks.features();
    }

    /**
     * A graph.
     *
     * @param remembers whether graphs inside it may live as long as the thread
     * @param exit the node of the graph around it to which its last node may hand over; null for none
     */
    private Graph graph(int depth, boolean remembers, NodeKey<?> exit) {
        String id = blocks.name();
        return Graph.define(id, 1, g -> {
            g.channels(RandomNodes.TRAIL, RandomNodes.TALLY, RandomNodes.CHAT, RandomNodes.FAILURES);
            List<Block> row = new ArrayList<>();
            int length = 1 + random.nextInt(depth == 0 ? 3 : 2);
            for (int i = 0; i < length; i++) {
                row.add(block(g, depth, remembers));
            }
            if (exit != null) {
                row.add(handingOver(g, exit));
            }
            for (int i = 1; i < row.size(); i++) {
                g.after(row.get(i - 1).last()).to(row.get(i).first());
            }
            g.after(row.getLast().last()).end();
            begin(g, row.getFirst().first());
            if (random.nextInt(aim.at(Feature.BREAKPOINT) ? 2 : 6) == 0) {
                NodeKey<?> held = row.get(random.nextInt(row.size())).first();
                blocks.features().get(held.name()).add(Feature.BREAKPOINT);
                GraphBuilder paused = random.nextBoolean() ? g.pauseBefore(held) : g.pauseAfter(held);
            }
        });
    }

    private void begin(GraphBuilder g, NodeKey<?> first) {
        if (random.nextInt(aim.at(Feature.CONDITIONAL_ENTRY) ? 2 : 3) != 0) {
            g.start(first);
            return;
        }
        NodeKey<Void> even = blocks.node(g, blocks.some(Feature.CONDITIONAL_ENTRY));
        NodeKey<Void> odd = blocks.node(g, blocks.some(Feature.CONDITIONAL_ENTRY));
        g.after(Graph.START).route(view -> RandomBlocks.seen(view) % 2 == 0 ? even : odd, even, odd);
        g.after(even).to(first);
        g.after(odd).to(first);
        blocks.features().get(first.name()).add(Feature.CONDITIONAL_ENTRY);
    }

    private Block block(GraphBuilder g, int depth, boolean remembers) {
        int kind = random.nextInt(depth < DEEPEST ? 11 : 7);
        return switch (random.nextInt(2) == 0 ? aimed(depth) : kind) {
            case FLAT -> blocks.aimed(g);
            case 0 -> blocks.single(g);
            case BRANCHES -> branches(g, depth, remembers);
            case 2 -> blocks.fanOut(g);
            case 3 -> blocks.choice(g);
            case 4 -> blocks.cycle(g);
            case 5 -> blocks.command(g);
            case 6 -> blocks.guarded(g);
            case COPIES -> copies(g, depth);
            default -> subgraph(g, depth, remembers);
        };
    }

    /** The kind of block that shows what is aimed at. */
    private int aimed(int depth) {
        if (aim.at(Feature.JOIN) || aim.at(Feature.DEFERRED)) {
            return BRANCHES;
        }
        if (!aim.atGraphs(depth) || depth == DEEPEST) {
            return FLAT;
        }
        int graphs = aim.at(Feature.STEP_LIMIT) ? 2 : 3;
        return aim.at(Feature.FORGIVING_SEND)
                ? COPIES
                : List.of(BRANCHES, SUBGRAPH, COPIES).get(random.nextInt(graphs));
    }

    /** Two or three branches, one of them perhaps a graph, that meet again. */
    private Block branches(GraphBuilder g, int depth, boolean remembers) {
        NodeKey<Void> fork = blocks.node(g, blocks.some());
        int many = 2 + random.nextInt(2);
        int inside = depth < DEEPEST && (aim.atGraphs(depth) || random.nextInt(3) != 0) ? random.nextInt(many) : -1;
        boolean joined = aim.at(Feature.JOIN) || (!aim.at(Feature.DEFERRED) && random.nextBoolean());
        Feature meeting = joined ? Feature.JOIN : Feature.DEFERRED;
        boolean outer = blocks.isSound();
        List<NodeKey<?>> lasts = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            blocks.sound(outer || (inside >= 0 && i != inside));
            Block branch = i == inside ? subgraph(g, depth, remembers) : blocks.branch(g);
            g.after(fork).to(branch.first());
            blocks.features().get(branch.last().name()).add(meeting);
            lasts.add(branch.last());
        }
        blocks.sound(outer);
        NodeKey<Void> meet = NodeKey.of(blocks.name());
        blocks.add(g, meet, blocks.some(meet, meeting), joined || hasty ? policy -> {} : NodeHandle::deferred);
        if (joined) {
            g.afterAll(lasts.toArray(new NodeKey<?>[0])).to(meet);
        } else {
            lasts.forEach(last -> g.after(last).to(meet));
        }
        return new Block(fork, meet);
    }

    /** Two or three of one graph, each with a state of its own. */
    private Block copies(GraphBuilder g, int depth) {
        boolean outer = blocks.isSound();
        blocks.sound(true);
        limited = false;
        NodeKey<Void> fork = blocks.node(g, blocks.some(Feature.SEND));
        NodeKey<Void> meet = blocks.node(g, blocks.some());
        NodeKey<Void> copy = NodeKey.of(blocks.name());
        blocks.features().put(copy.name(), EnumSet.of(Feature.SUBGRAPH_PER_CALL, Feature.SEND));
        g.subgraph(copy, graph(depth + 1, false, null));
        int many = 2 + random.nextInt(2);
        OnFailure rule = blocks.rule();
        g.after(fork)
                .routeAll(
                        view -> IntStream.range(0, many)
                                .mapToObj(i -> Send.to(copy, RandomNodes.TRAIL.add("copy " + i))
                                        .onFailure(rule))
                                .toList(),
                        copy);
        g.after(copy).to(meet);
        blocks.sound(outer);
        return new Block(fork, meet);
    }

    private Block subgraph(GraphBuilder g, int depth, boolean remembers) {
        NodeKey<Void> node = NodeKey.of(blocks.name());
        NodeKey<Void> meet = blocks.node(g, blocks.some());
        boolean perThread = remembers && random.nextInt(aim.at(Feature.SUBGRAPH_PER_THREAD) ? 1 : 3) == 0;
        boolean handsOver = random.nextInt(aim.at(Feature.GOTO_PARENT) ? 1 : 3) == 0;
        boolean guarded = !handsOver && random.nextInt(4) == 0;
        Set<Feature> shown = EnumSet.of(perThread ? Feature.SUBGRAPH_PER_THREAD : Feature.SUBGRAPH_PER_CALL);
        blocks.features().put(node.name(), shown);
        Subgraph.Memory memory = perThread ? Subgraph.Memory.PER_THREAD : Subgraph.Memory.PER_CALL;
        NodeKey<Void> exit = NodeKey.of(blocks.name());
        Graph child = graph(depth + 1, remembers && !handsOver && !guarded, handsOver ? exit : null);
        boolean mapped = random.nextInt(4) == 0;
        Subgraph within = mapped
                ? new Subgraph(
                        child,
                        view -> Update.of(RandomNodes.TRAIL.overwrite(List.of("in:" + RandomBlocks.seen(view)))),
                        view -> Update.of(
                                RandomNodes.TRAIL.addAll(view.get(RandomNodes.TRAIL)),
                                RandomNodes.TALLY.fold(view.get(RandomNodes.TALLY))),
                        memory)
                : new Subgraph(child, null, null, memory);
        if (handsOver) {
            shown.add(Feature.GOTO_PARENT);
            blocks.add(g, exit, blocks.plain(exit, Feature.GOTO_PARENT), policy -> {});
            g.after(exit).end();
            g.subgraph(node, within, policy -> policy.mayGoTo(exit));
        } else if (guarded) {
            shown.add(Feature.ERROR_HANDLER);
            NodeKey<Failure> handler = NodeKey.of(blocks.name(), Failure.class);
            RandomNodes.Doing handling = blocks.plain(handler, Feature.ERROR_HANDLER);
            blocks.features().put(handler.name(), handling.features());
            g.node(
                    handler,
                    (view, context) -> Update.of(RandomBlocks.writes(
                            handling,
                            view,
                            context,
                            "/" + context.input(handler).error())));
            g.subgraph(node, within, policy -> policy.onError(handler));
            g.after(handler).to(meet);
        } else {
            g.subgraph(node, within);
        }
        g.after(node).to(meet);
        return new Block(node, meet);
    }

    /** A graph's last node, which hands over to the graph around it, or does not. */
    private Block handingOver(GraphBuilder g, NodeKey<?> exit) {
        NodeKey<Void> last = NodeKey.of(blocks.name());
        RandomNodes.Doing doing = blocks.some(last, Feature.GOTO_PARENT);
        blocks.features().put(last.name(), doing.features());
        g.node(last, (view, context) -> {
            Write[] writes = RandomBlocks.writes(doing, view, context, "");
            return RandomBlocks.seen(view) % 3 == 0
                    ? Update.of(writes)
                    : Command.goToInParent(exit).update(writes);
        });
        return new Block(last, last);
    }
}
