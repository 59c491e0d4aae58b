package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.SessionView;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadPage;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadTtl;
import io.heddle.api.ThreadView;
import io.heddle.api.Threads;
import io.heddle.http.wire.Extracts;
import io.heddle.http.wire.Fields;
import io.heddle.http.wire.FreshIds;
import io.heddle.http.wire.StorageJson;
import io.heddle.http.wire.ThreadJson;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /threads}: made, read, changed, deleted, searched, counted. */
public record ThreadRoutes(Threads threads) {
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/threads", this::create),
                Endpoint.post("/threads/search", this::search),
                Endpoint.post("/threads/count", this::count),
                Endpoint.post("/threads/prune", this::prune),
                Endpoint.get("/threads/{thread_id}", this::get),
                Endpoint.patch("/threads/{thread_id}", this::patch),
                Endpoint.delete("/threads/{thread_id}", this::delete),
                Endpoint.post("/threads/{thread_id}/copy", this::copy),
                Endpoint.get("/threads/{thread_id}/storage", this::storage));
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
        List<String> include = call.query().texts("include");
        SessionView session = include.contains("session") ? await(threads.session(call.thread())) : null;
        ThreadView thread = await(threads.get(call.thread()));
        return Reply.ok(ThreadJson.including(thread, include, session).json());
    }

    private HttpResponse patch(Call call) throws Exception {
        Fields body = call.body();
        ThreadTtl ttl = ThreadJson.ttl(body);
        JsonValue metadata = body.has("metadata") ? ThreadJson.metadata(body) : null;
        ThreadView patched = await(
                metadata == null
                        ? ttl == null ? threads.get(call.thread()) : threads.lasting(call.thread(), ttl)
                        : threads.patch(call.thread(), metadata, ttl));
        boolean minimal = call.header("Prefer").filter("return=minimal"::equals).isPresent();
        return minimal ? Reply.noContent() : reply(patched);
    }

    private HttpResponse delete(Call call) throws Exception {
        await(threads.delete(call.thread()));
        return Reply.noContent();
    }

    private HttpResponse copy(Call call) throws Exception {
        ThreadKey copy = new ThreadKey(call.thread().tenant(), FreshIds.thread());
        return reply(await(threads.copy(call.thread(), copy)));
    }

    private HttpResponse storage(Call call) throws Exception {
        return Reply.ok(StorageJson.of(call.thread(), await(threads.storage(call.thread()))));
    }

    /** Threads that are not there, or that work just now, are left out of the count. */
    private HttpResponse prune(Call call) throws Exception {
        List<ThreadId> ids = ThreadJson.pruned(call.body());
        ThreadTtl.Strategy strategy = ThreadJson.pruning(call.body());
        int pruned = 0;
        for (ThreadId id : ids) {
            ThreadKey key = new ThreadKey(TenantId.DEFAULT, id);
            try {
                if (strategy == ThreadTtl.Strategy.DELETE) {
                    await(threads.delete(key));
                } else {
                    await(threads.prune(key));
                }
                pruned++;
            } catch (ProblemException left) {
                if (!(left.problem() instanceof Problem.ThreadNotFound
                        || left.problem() instanceof Problem.ThreadBusy)) {
                    throw left;
                }
            }
        }
        return Reply.ok(JsonValue.encode(Map.of("pruned_count", pruned)));
    }

    private static HttpResponse reply(ThreadView thread) {
        return Reply.ok(ThreadJson.of(thread).json());
    }
}
