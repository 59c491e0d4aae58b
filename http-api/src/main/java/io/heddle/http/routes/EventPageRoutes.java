package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.RunView;
import io.heddle.api.Runs;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.api.Threads;
import io.heddle.http.sse.FramePage;
import io.heddle.http.sse.LastEventId;
import io.heddle.http.wire.EventsJson;
import io.heddle.http.wire.QueryParams;
import io.heddle.http.wire.StreamModes;
import io.heddle.http.wire.ThreadStreamModes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * {@code /threads/{thread_id}/events} and {@code /threads/{thread_id}/runs/{run_id}/events}: the events of the streams for
 * clients that cannot keep one open. Asked at once, or with {@code wait} as soon as there is something; the cursor is the one
 * of the streams.
 */
public record EventPageRoutes(Runs runs, Threads threads) {
    private static final int LONGEST_PAGE = 1_000;
    private static final int LONGEST_WAIT_SECONDS = 60;

    /** What is there comes at once; where nothing is, somebody has to say so some time. */
    private static final Duration AT_ONCE = Duration.ofMillis(200);

    /** What has ended is told whole, however long it takes to read. */
    private static final Duration AT_LAST = Duration.ofSeconds(LONGEST_WAIT_SECONDS);

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/threads/{thread_id}/runs/{run_id}/events", this::ofRun),
                Endpoint.get("/threads/{thread_id}/events", this::ofThread));
    }

    private HttpResponse ofRun(Call call) throws Exception {
        QueryParams query = call.query();
        var request = new StreamRequest(after(query), StreamModes.ofQuery(query));
        Duration wait = waiting(query);
        int limit = limit(query);
        RunView run = await(runs.get(call.thread(), call.run()));
        var page = FramePage.read(
                runs.stream(call.thread(), run.id(), request),
                limit,
                run.status().ended() ? AT_LAST : wait);
        return Reply.ok(EventsJson.ofRun(page.frames(), request.after(), page.ended())
                .with("run_id", run.id().value())
                .with(
                        "status",
                        await(runs.get(call.thread(), run.id())).status().wire())
                .json());
    }

    private HttpResponse ofThread(Call call) throws Exception {
        QueryParams query = call.query();
        ThreadKey thread = await(threads.get(call.thread())).key();
        long after = after(query);
        var page = FramePage.read(
                runs.stream(thread, ThreadStreamModes.ofQuery(query).request(after)), limit(query), waiting(query));
        return Reply.ok(EventsJson.ofThread(page.frames(), after)
                .with("thread_id", thread.thread().value())
                .json());
    }

    private static long after(QueryParams query) {
        String after = query.text("after");
        return after == null ? StreamRequest.FROM_START : LastEventId.after(Optional.of(after));
    }

    private static Duration waiting(QueryParams query) {
        Duration asked = Duration.ofSeconds(query.number("wait", 0, 0, LONGEST_WAIT_SECONDS));
        return asked.isZero() ? AT_ONCE : asked;
    }

    private static int limit(QueryParams query) {
        return query.number("limit", LONGEST_PAGE, 1, LONGEST_PAGE);
    }
}
