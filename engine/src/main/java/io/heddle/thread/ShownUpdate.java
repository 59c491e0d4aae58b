package io.heddle.thread;

import io.heddle.graph.Graph;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a task wrote, in the form in which it is shown: a JSON object, channel name to what was written to it. */
final class ShownUpdate {
    private ShownUpdate() {}

    /** Null if nothing was written, or nothing that {@code graph} knows. */
    static @Nullable JsonValue of(@Nullable Graph graph, List<ChannelUpdate> updates) {
        List<ChannelUpdate> tracked = ChannelUpdate.tracked(updates);
        if (graph == null || tracked.isEmpty()) {
            return null;
        }
        JsonAssembly out = new JsonAssembly().openObject();
        for (ChannelUpdate update : tracked) {
            if (graph.channel(update.channel()).isPresent()) {
                out.member(update.channel(), update.change().shown());
            }
        }
        return out.closeObject().done();
    }
}
