package io.heddle.simulation;

import io.heddle.api.Message;
import io.heddle.graph.Call;
import io.heddle.graph.Channel;
import io.heddle.graph.Failure;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessageStream;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.Question;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What the nodes of random graphs do. A node leaves a mark in the trail that tells what it saw, what its calls gave and what it
 * was answered, so that a trail is right only if all of that was.
 */
final class RandomNodes {
    static final LogChannel<String> TRAIL = Channel.log("trail", String.class);
    static final FoldChannel<String> TALLY = Channel.fold("tally", String.class, "", String::concat);
    static final MessagesChannel CHAT = Channel.messages("chat");
    static final LogChannel<Failure> FAILURES = Channel.log("failures", Failure.class);

    /** How often a node is tried that fails at first each time it is handed out. */
    static final int TRIES = 3;

    private static final Set<Feature> DOINGS = EnumSet.of(
            Feature.RECORDED_CALL,
            Feature.ASK,
            Feature.ASK_SEVERAL,
            Feature.INTERRUPT,
            Feature.FOLD,
            Feature.MESSAGES,
            Feature.STREAM,
            Feature.FAILURE);
    private static final Call<String> CALL = Call.of("call", String.class);
    private static final Question<String, String> ASKED = Question.of("asked", String.class, String.class);
    private static final Question<String, String> OTHER = Question.of("other", String.class, String.class);

    private final Random random;
    private final Aim aim;
    private final Outside outside;

    RandomNodes(Random random, Aim aim, Outside outside) {
        this.random = random;
        this.aim = aim;
        this.outside = outside;
    }

    /** What one node does. */
    final class Doing {
        private final String name;
        private final Set<Feature> features;
        private final int calls = 1 + random.nextInt(3);
        private final int interrupts = 1 + random.nextInt(2);
        private final int mended = 1 + random.nextInt(2);

        private Doing(String name, Set<Feature> features) {
            this.name = name;
            this.features = features;
        }

        String name() {
            return name;
        }

        Set<Feature> features() {
            return features;
        }

        /** Writes that tell what happened. */
        List<Write> act(View view, NodeContext context, String input) throws Exception {
            String mark = name + input + ":" + view.get(TRAIL).size();
            List<Write> writes = new ArrayList<>();
            if (has(Feature.RECORDED_CALL)) {
                for (int i = 0; i < calls; i++) {
                    String what = name + "#" + i;
                    mark += context.once(CALL.at(i), () -> outside.does(context.taskId(), context.attempt(), what));
                }
            }
            if (has(Feature.RETRY) && (context.attempt() - 1) % TRIES == 0) {
                throw new IOException(mark + " is away");
            }
            if (has(Feature.FAILURE) && outside.isBroken(mended)) {
                throw new IllegalStateException("broken");
            }
            if (has(Feature.STREAM)) {
                context.emit(mark);
                MessageStream stream = context.openMessage();
                stream.token(mark);
                stream.token("!");
                writes.add(CHAT.add(stream.finish()));
            }
            if (has(Feature.ASK)) {
                mark += context.ask(ASKED, mark);
            }
            if (has(Feature.ASK_SEVERAL)) {
                NodeContext.Answers answers = context.askAll(List.of(ASKED.at(1).about(mark), OTHER.about(mark + "/")));
                mark += answers.to(ASKED.at(1)) + answers.to(OTHER);
            }
            if (has(Feature.INTERRUPT)) {
                for (int i = 0; i < interrupts; i++) {
                    mark += context.interrupt(mark).node().asText();
                }
            }
            if (has(Feature.FOLD)) {
                writes.add(TALLY.fold(name + input + ";"));
            }
            if (has(Feature.MESSAGES)) {
                writes.add(CHAT.add(Message.ai(mark)));
            }
            writes.add(TRAIL.add(mark));
            return writes;
        }

        private boolean has(Feature feature) {
            return features.contains(feature);
        }
    }

    /** Some doing or other of a node that also shows {@code structure}. */
    Doing some(String name, Feature... structure) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        add(features, 35, Feature.RECORDED_CALL);
        add(features, 12, Feature.ASK);
        add(features, 8, Feature.ASK_SEVERAL);
        add(features, 8, Feature.INTERRUPT);
        add(features, 35, Feature.FOLD);
        add(features, 20, Feature.MESSAGES);
        add(features, 15, Feature.STREAM);
        add(features, 6, Feature.FAILURE);
        if (DOINGS.contains(aim.feature())) {
            add(features, 50, aim.feature());
        }
        if (aim.atAnswers()) {
            add(features, 30, Feature.ASK);
        }
        features.addAll(List.of(structure));
        return new Doing(name, features);
    }

    /** Some doing that does not fail: beside a graph, whose progress would depend on when it does. */
    Doing sound(String name, Feature... structure) {
        Doing doing = some(name, structure);
        doing.features().remove(Feature.FAILURE);
        return doing;
    }

    /** A doing that goes well at once. */
    Doing plain(String name, Feature... structure) {
        Doing doing = some(name, structure);
        doing.features().removeAll(EnumSet.of(Feature.FAILURE, Feature.ASK, Feature.ASK_SEVERAL, Feature.INTERRUPT));
        doing.features().addAll(List.of(structure));
        return doing;
    }

    /** A doing that fails until its time has come. */
    Doing failing(String name, Feature... structure) {
        Doing doing = plain(name, structure);
        doing.features().add(Feature.FAILURE);
        return doing;
    }

    private void add(Set<Feature> features, int percent, Feature feature) {
        if (random.nextInt(100) < percent) {
            features.add(feature);
        }
    }
}
