package io.heddle.simulation;

import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.api.RunRequest;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeDefinition;
import io.heddle.json.JsonValue;
import io.heddle.thread.ThreadState;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client wants of a thread on a random graph: input, answers in any order, to go on, to go elsewhere, to go back. */
final class RandomClient implements Client {
    private static final int PATIENCE = 14;
    private static final int WANDERINGS = 8;

    private final long seed;
    private final Graph graph;
    private final Aim aim;
    private final boolean limited;
    private final Outside outside;
    private final Set<Feature> since = EnumSet.noneOf(Feature.class);
    private int inputs;

    RandomClient(long seed, RandomGraph random, Outside outside) {
        this.seed = seed;
        this.aim = Aim.of(seed);
        this.graph = random.graph();
        this.limited = random.limited();
        this.outside = outside;
        this.inputs = 1 + new Random(seed).nextInt(2);
    }

    /** What it has asked for since it last gave input. */
    Set<Feature> since() {
        return since;
    }

    @Override
    public @Nullable RunRequest next(Rest rest) {
        outside.turn(rest.number());
        if (rest.number() > PATIENCE) {
            return null;
        }
        Random random = new Random(seed * 1_000 + rest.number());
        RunRequest wanted = wanted(rest, random);
        return wanted == null ? null : dressed(wanted, random);
    }

    private @Nullable RunRequest wanted(Rest rest, Random random) {
        ThreadState state = rest.state();
        if (state.status() == ThreadStatus.ERROR) {
            return goingOn();
        }
        if (inputs > 0 && random.nextInt(10) == 0) {
            return withInput();
        }
        List<ThreadState.OpenAsk> open = state.openAsks().stream()
                .sorted(Comparator.comparing((ThreadState.OpenAsk ask) ->
                        ask.ask().value().toString() + ask.ask().key()))
                .toList();
        if (!open.isEmpty()) {
            return goingOn().commanding(RunCommand.resume(answers(open, random)));
        }
        if (!state.root().due().isEmpty()) {
            return random.nextInt(aim.at(Feature.ORDERS) ? 2 : 6) == 0 ? goingElsewhere(random) : goingOn();
        }
        boolean wanders = aim.at(Feature.GOING_BACK) || aim.at(Feature.ORDERS);
        if (!rest.checkpoints().isEmpty() && (wanders ? rest.number() < WANDERINGS : random.nextInt(3) == 0)) {
            return aim.at(Feature.GOING_BACK) || random.nextInt(3) != 0
                    ? goingBack(rest, random)
                    : goingElsewhere(random);
        }
        return inputs > 0 ? withInput() : null;
    }

    private RunRequest withInput() {
        inputs--;
        since.clear();
        return RunRequest.of(graph.id(), JsonValue.ofText("{\"trail\":[\"in%d\"]}".formatted(inputs)))
                .creatingThread();
    }

    private RunRequest goingOn() {
        return RunRequest.of(graph.id(), null);
    }

    private RunRequest goingBack(Rest rest, Random random) {
        since.add(Feature.GOING_BACK);
        return goingOn()
                .from(rest.checkpoints().get(random.nextInt((rest.checkpoints().size() + 2) / 2)));
    }

    private RunRequest goingElsewhere(Random random) {
        List<String> nodes = graph.nodes().stream()
                .filter(node -> !node.key().takesInput())
                .map(NodeDefinition::name)
                .toList();
        since.add(Feature.ORDERS);
        return goingOn()
                .commanding(RunCommand.goTo(nodes.get(random.nextInt(nodes.size())))
                        .updating(JsonValue.ofText("{\"trail\":[\"ordered\"]}")));
    }

    private RunRequest dressed(RunRequest wanted, Random random) {
        RunRequest dressed =
                wanted.streaming(StreamMode.VALUES, StreamMode.UPDATES, StreamMode.CUSTOM, StreamMode.MESSAGES_TUPLE);
        if (!limited || random.nextInt(aim.at(Feature.STEP_LIMIT) ? 2 : 6) != 0) {
            return dressed;
        }
        since.add(Feature.STEP_LIMIT);
        return dressed.withStepLimit(2 + random.nextInt(3));
    }

    private static Resume answers(List<ThreadState.OpenAsk> open, Random random) {
        if (open.size() == 1 && random.nextBoolean()) {
            return new Resume.Plain(answer(open.getFirst()));
        }
        Map<String, JsonValue> byName = new HashMap<>();
        Map<String, JsonValue> byId = new HashMap<>();
        for (ThreadState.OpenAsk ask : open) {
            if (byId.isEmpty() || random.nextInt(3) != 0) {
                byName.put(ask.ask().key(), answer(ask));
                byId.put(ask.ask().id(), answer(ask));
            }
        }
        long names = open.stream().map(ask -> ask.ask().key()).distinct().count();
        return names == open.size() && random.nextBoolean() ? new Resume.ByName(byName) : new Resume.ById(byId);
    }

    private static JsonValue answer(ThreadState.OpenAsk ask) {
        return JsonValue.encode("(" + Math.floorMod(ask.ask().value().toString().hashCode(), 1_000) + ")");
    }
}
