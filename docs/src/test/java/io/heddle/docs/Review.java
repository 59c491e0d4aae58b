package io.heddle.docs;

import io.heddle.graph.Channel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;

/** The graph that the README writes. */
public final class Review {
    record Draft(String title, int words) {}

    static final ValueChannel<Draft> DRAFT = Channel.value("draft", Draft.class);
    static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    static final FoldChannel<Integer> EDITS = Channel.fold("edits", Integer.class, 0, Integer::sum);

    static final NodeKey<Void> SHORTEN = NodeKey.of("shorten");
    static final NodeKey<Void> PUBLISH = NodeKey.of("publish");

    static Graph graph() {
        return Graph.define("review", 1, g -> {
            g.channels(DRAFT, NOTES, EDITS);
            g.node(SHORTEN, Review::shorten);
            g.node(PUBLISH, Review::publish);
            g.start(SHORTEN);
            g.after(SHORTEN).route(state -> state.get(DRAFT).words() > 100 ? SHORTEN : PUBLISH, SHORTEN, PUBLISH);
            g.after(PUBLISH).end();
        });
    }

    static Update shorten(View state, NodeContext context) {
        Draft draft = state.get(DRAFT);
        Draft shorter = new Draft(draft.title(), draft.words() / 2);
        return Update.of(DRAFT.set(shorter), EDITS.fold(1), NOTES.add("cut to " + shorter.words()));
    }

    static Update publish(View state, NodeContext context) {
        return Update.of(NOTES.add("published " + state.get(DRAFT).title() + " after " + state.get(EDITS) + " cuts"));
    }
}
