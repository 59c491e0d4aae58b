package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadPage;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadView;
import io.heddle.api.Threads;
import io.heddle.http.wire.Extracts;
import io.heddle.http.wire.Fields;
import io.heddle.http.wire.FreshIds;
import io.heddle.http.wire.ThreadJson;
import io.heddle.http.wire.Unsupported;
import io.heddle.json.JsonValue;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /threads}: made, read, changed, deleted, searched, counted. */
public record ThreadRoutes(Threads threads) {
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/threads", this::create),
                Endpoint.post("/threads/search", this::search),
                Endpoint.post("/threads/count", this::count),
                Endpoint.get("/threads/{thread_id}", this::get),
                Endpoint.patch("/threads/{thread_id}", this::patch),
                Endpoint.delete("/threads/{thread_id}", this::delete));
    }

    private HttpResponse create(Call call) throws Exception {
        ThreadId wanted = ThreadJson.requestedId(call.body());
        ThreadKey key = new ThreadKey(TenantId.DEFAULT, wanted == null ? FreshIds.thread() : wanted);
        return reply(await(threads.create(key, ThreadJson.creation(call.body()))));
    }

    private HttpResponse search(Call call) throws Exception {
        ThreadQuery query = ThreadJson.search(call.body());
        List<String> select = call.body().texts("select");
        Extracts extracts = Extracts.read(call.body());
        ThreadPage page = await(threads.search(TenantId.DEFAULT, query));
        List<JsonValue> found = page.threads().stream()
                .map(thread -> ThreadJson.found(thread, select, extracts))
                .toList();
        return Reply.page(found, query.limit(), query.offset(), page.total());
    }

    private HttpResponse count(Call call) throws Exception {
        return Reply.ok(JsonValue.encode(await(threads.count(TenantId.DEFAULT, ThreadJson.count(call.body())))));
    }

    private HttpResponse get(Call call) throws Exception {
        for (String extra : call.query().texts("include")) {
            throw new ProblemException(new Problem.Unsupported("include", "\"" + extra + "\"", "leave it out"));
        }
        return reply(await(threads.get(call.thread())));
    }

    private HttpResponse patch(Call call) throws Exception {
        Fields body = call.body();
        Unsupported.THREAD_PATCH.refuse(body);
        ThreadView patched = body.has("metadata")
                ? await(threads.patch(call.thread(), ThreadJson.metadata(body)))
                : await(threads.get(call.thread()));
        boolean minimal = call.header("Prefer").filter("return=minimal"::equals).isPresent();
        return minimal ? Reply.noContent() : reply(patched);
    }

    private HttpResponse delete(Call call) throws Exception {
        await(threads.delete(call.thread()));
        return Reply.noContent();
    }

    private static HttpResponse reply(ThreadView thread) {
        return Reply.ok(ThreadJson.of(thread).json());
    }
}
