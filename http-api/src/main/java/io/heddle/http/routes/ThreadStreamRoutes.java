package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.Runs;
import io.heddle.api.StreamEvent;
import io.heddle.api.ThreadFrame;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadView;
import io.heddle.api.Threads;
import io.heddle.http.problem.Refusal;
import io.heddle.http.sse.LastEventId;
import io.heddle.http.sse.LiveReplies;
import io.heddle.http.sse.SseWriter;
import io.heddle.http.v2.Commands;
import io.heddle.http.v2.EventFilter;
import io.heddle.http.v2.EventSocket;
import io.heddle.http.v2.ThreadEvents;
import io.heddle.http.wire.ThreadStreamModes;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.JavaFlowSupport;
import org.apache.pekko.stream.javadsl.Source;

/**
 * {@code /threads/{thread_id}/stream} and {@code /commands}: a whole thread followed across its runs, in the words of either
 * generation of the protocol, and steered by the younger one's commands.
 */
public record ThreadStreamRoutes(
        Runs runs, Threads threads, Commands commands, ThreadEvents events, LiveReplies replies) {
    private static final Runnable NOTHING = () -> {};

    public ThreadStreamRoutes(Runs runs, Threads threads, LiveReplies replies) {
        this(runs, threads, new Commands(runs, threads), new ThreadEvents(runs), replies);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/threads/{thread_id}/stream", this::stream),
                Endpoint.post("/threads/{thread_id}/commands", this::command),
                Endpoint.post("/threads/{thread_id}/stream/events", this::events),
                Endpoint.get("/threads/{thread_id}/stream/events", this::socket));
    }

    private HttpResponse stream(Call call) throws Exception {
        ThreadKey thread = call.thread();
        ThreadStreamModes modes = ThreadStreamModes.ofQuery(call.query());
        long after = LastEventId.after(call.header(LastEventId.HEADER));
        ThreadView known = await(threads.get(thread));
        Source<ThreadFrame, ?> frames = JavaFlowSupport.Source.fromPublisher(
                        runs.stream(known.key(), modes.request(after)))
                .filter(frame -> modes.runs() || frame.event() instanceof StreamEvent.StateEdited);
        return replies.stream(frames.map(frame -> SseWriter.write(frame)), call.connection(), NOTHING);
    }

    private HttpResponse command(Call call) {
        if (Commands.id(call.body()) == null || !call.body().any("method").isTextual()) {
            throw Refusal.malformedCommand();
        }
        return Reply.ok(commands.answer(call.thread(), call.body()));
    }

    private HttpResponse events(Call call) {
        EventFilter filter = EventFilter.read(call.body());
        long said = call.body().any("since").asLong(ThreadEvents.NOTHING_SEEN);
        long seen = LastEventId.after(call.header(LastEventId.HEADER));
        return replies.stream(
                events.open(call.thread(), filter, Math.max(said, seen))
                        .map(event -> SseWriter.write(event.method(), event.json(), event.seq())),
                call.connection(),
                NOTHING);
    }

    private HttpResponse socket(Call call) {
        return call.upgrade()
                .map(upgrade -> upgrade.handleMessagesWith(new EventSocket(call.thread(), commands, events).flow()))
                .orElseThrow(Refusal::upgradeRequired);
    }
}
