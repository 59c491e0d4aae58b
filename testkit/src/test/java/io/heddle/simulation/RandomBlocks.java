package io.heddle.simulation;

import io.heddle.graph.Channel;
import io.heddle.graph.Command;
import io.heddle.graph.Failure;
import io.heddle.graph.GraphBuilder;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.NodeHandle;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeTimeoutException;
import io.heddle.graph.OnFailure;
import io.heddle.graph.Retry;
import io.heddle.graph.Send;
import io.heddle.graph.Target;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The blocks of random graphs that have no graph inside: single nodes, fan-outs, choices, cycles, commands, guarded nodes. */
final class RandomBlocks {
    private static final Retry PATIENT = Retry.upTo(100).on(NodeTimeoutException.class);

    private final Random random;
    private final Aim aim;
    private final RandomNodes nodes;
    private final Map<String, Set<Feature>> features = new HashMap<>();
    private int numbers;

    /** Whether what is made stands beside a graph, whose progress would depend on when its sibling fails. */
    private boolean sound;

    RandomBlocks(Random random, Aim aim, Outside outside) {
        this.random = random;
        this.aim = aim;
        this.nodes = new RandomNodes(random, aim, outside);
    }

    /** Where a block begins and where it ends; both are single nodes. */
    record Block(NodeKey<?> first, NodeKey<?> last) {}

    /** What each node shows, by its name. */
    Map<String, Set<Feature>> features() {
        return features;
    }

    boolean isSound() {
        return sound;
    }

    /** From now on, nodes whose failure nobody deals with are made or not. */
    void sound(boolean only) {
        sound = only;
    }

    /** One node; perhaps one that is tried again, or one that may run out of time. */
    Block single(GraphBuilder g) {
        NodeKey<Void> node = NodeKey.of(name());
        boolean aimed = random.nextBoolean();
        int kind = random.nextInt(5);
        switch (aimed && aim.at(Feature.RETRY) ? 0 : aimed && aim.at(Feature.TIMEOUT) ? 1 : kind) {
            case 0 -> add(g, node, some(node, Feature.RETRY), policy -> policy.retry(Retry.upTo(RandomNodes.TRIES)));
            case 1 ->
                add(
                        g,
                        node,
                        some(node, Feature.TIMEOUT, Feature.RECORDED_CALL),
                        policy -> policy.timeout(Duration.ofSeconds(2)).retry(PATIENT));
            default -> add(g, node, some(node), policy -> {});
        }
        return new Block(node, node);
    }

    /** A block that may stand beside others. */
    Block branch(GraphBuilder g) {
        int kind = random.nextInt(10);
        if (random.nextBoolean()) {
            return aimed(g);
        }
        return switch (kind) {
            case 0 -> choice(g);
            case 1 -> cycle(g);
            case 2 -> command(g);
            case 3, 4 -> fanOut(g);
            default -> single(g);
        };
    }

    /** The block without a graph inside that shows what is aimed at. */
    Block aimed(GraphBuilder g) {
        return switch (aim.feature()) {
            case SEND, FORGIVING_SEND -> fanOut(g);
            case ROUTE -> choice(g);
            case CYCLE -> cycle(g);
            case COMMAND -> command(g);
            case ERROR_HANDLER -> guarded(g);
            default -> single(g); // tidy: whatever else is shown by single nodes, or by whole graphs
        };
    }

    /** What becomes of sends that fail. */
    OnFailure rule() {
        return switch (random.nextInt(aim.at(Feature.FORGIVING_SEND) ? 2 : 3)) {
            case 0 -> OnFailure.IGNORE;
            case 1 -> OnFailure.collectInto(RandomNodes.FAILURES);
            default -> OnFailure.FAIL;
        };
    }

    /** Up to three tasks of one node, each with an item of its own. */
    Block fanOut(GraphBuilder g) {
        NodeKey<Void> fork = node(g, some(Feature.SEND));
        NodeKey<Void> meet = node(g, some());
        NodeKey<String> worker = NodeKey.of(name(), String.class);
        OnFailure rule = rule();
        boolean fails = rule.kind() != OnFailure.Kind.FAIL && random.nextBoolean();
        RandomNodes.Doing work = fails ? nodes.failing(worker.name()) : some(worker);
        features.put(worker.name(), work.features());
        g.node(worker, (view, context) -> Update.of(writes(work, view, context, context.input(worker))));
        int most = 1 + random.nextInt(3);
        g.after(fork)
                .routeAll(
                        view -> {
                            List<Send<String>> sends = IntStream.rangeClosed(0, seen(view) % (most + 1))
                                    .mapToObj(i -> Send.to(worker, "/" + i).onFailure(rule))
                                    .toList();
                            return sends.size() == 1 ? List.<Target>of(meet) : sends;
                        },
                        worker,
                        meet);
        g.after(worker).to(meet);
        return new Block(fork, meet);
    }

    /** One of two nodes. */
    Block choice(GraphBuilder g) {
        NodeKey<Void> chooser = node(g, some(Feature.ROUTE));
        NodeKey<Void> even = node(g, some(Feature.ROUTE));
        NodeKey<Void> odd = node(g, some(Feature.ROUTE));
        NodeKey<Void> meet = node(g, some(Feature.ROUTE));
        g.after(chooser).route(view -> seen(view) % 2 == 0 ? even : odd, even, odd);
        g.after(even).to(meet);
        g.after(odd).to(meet);
        return new Block(chooser, meet);
    }

    /** A node that is due again until it has been often enough. */
    Block cycle(GraphBuilder g) {
        NodeKey<Void> again = NodeKey.of(name());
        NodeKey<Void> enough = node(g, some());
        ValueChannel<Integer> rounds =
                Channel.value(again.name() + "-rounds", Integer.class).startingAt(0);
        int often = 2 + random.nextInt(2);
        RandomNodes.Doing doing = some(again, Feature.CYCLE);
        features.put(again.name(), doing.features());
        g.channels(rounds);
        g.node(again, (view, context) -> {
            List<Write> writes = new ArrayList<>(doing.act(view, context, ""));
            writes.add(rounds.set(view.get(rounds) + 1));
            return new Update(writes);
        });
        g.after(again).route(view -> view.get(rounds) % often == 0 ? enough : again, again, enough);
        return new Block(again, enough);
    }

    /** A node that says itself where to go, and what to write. */
    Block command(GraphBuilder g) {
        NodeKey<Void> commander = NodeKey.of(name());
        NodeKey<Void> one = node(g, some(Feature.COMMAND));
        NodeKey<String> sent = NodeKey.of(name(), String.class);
        RandomNodes.Doing work = some(sent, Feature.COMMAND);
        features.put(sent.name(), work.features());
        g.node(sent, (view, context) -> Update.of(writes(work, view, context, context.input(sent))));
        NodeKey<Void> meet = node(g, some());
        boolean both = random.nextBoolean();
        RandomNodes.Doing doing = some(commander, Feature.COMMAND);
        features.put(commander.name(), doing.features());
        g.node(
                commander,
                (view, context) -> {
                    Command command = seen(view) % 2 == 0 || both
                            ? Command.goTo(one, Send.to(sent, "/c"))
                            : Command.goTo(Send.to(sent, "/d"), Send.to(sent, "/e"));
                    return command.update(writes(doing, view, context, ""));
                },
                policy -> policy.mayGoTo(one, sent));
        g.after(one).to(meet);
        g.after(sent).to(meet);
        return new Block(commander, meet);
    }

    /** A node that may fail, and one that takes its failures. */
    Block guarded(GraphBuilder g) {
        NodeKey<Failure> handler = NodeKey.of(name(), Failure.class);
        NodeKey<Void> meet = node(g, some());
        NodeKey<Void> risky = NodeKey.of(name());
        add(g, risky, nodes.failing(risky.name(), Feature.ERROR_HANDLER), policy -> policy.onError(handler));
        RandomNodes.Doing handling = some(handler, Feature.ERROR_HANDLER);
        features.put(handler.name(), handling.features());
        g.node(
                handler,
                (view, context) -> Update.of(writes(
                        handling, view, context, "/" + context.input(handler).message())));
        g.after(risky).to(meet);
        g.after(handler).to(meet);
        return new Block(risky, meet);
    }

    /** Some doing of a new node. */
    RandomNodes.Doing some(Feature... structure) {
        return some(NodeKey.of(name()), structure);
    }

    /** A doing that goes well at once, and asks nothing. */
    RandomNodes.Doing plain(NodeKey<?> node, Feature structure) {
        return nodes.plain(node.name(), structure);
    }

    /** Some doing of a node. */
    RandomNodes.Doing some(NodeKey<?> node, Feature... structure) {
        return sound ? nodes.sound(node.name(), structure) : nodes.some(node.name(), structure);
    }

    /** Adds a node that does this. */
    NodeKey<Void> node(GraphBuilder g, RandomNodes.Doing doing) {
        NodeKey<Void> key = NodeKey.of(doing.name());
        add(g, key, doing, policy -> {});
        return key;
    }

    /** Adds a node that does this, run like that. */
    void add(GraphBuilder g, NodeKey<?> key, RandomNodes.Doing doing, Consumer<NodeHandle> policy) {
        features.put(key.name(), doing.features());
        NodeFunction function = (view, context) -> Update.of(writes(doing, view, context, ""));
        g.node(key, function, policy);
    }

    static Write[] writes(RandomNodes.Doing doing, View view, NodeContext context, String input) throws Exception {
        return doing.act(view, context, input).toArray(new Write[0]);
    }

    /** How much a node sees in the trail. */
    static int seen(View view) {
        return view.get(RandomNodes.TRAIL).size();
    }

    /** A name that no other node or graph has. */
    String name() {
        return "n" + numbers++;
    }
}
