package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.CronId;
import io.heddle.api.CronPage;
import io.heddle.api.CronQuery;
import io.heddle.api.CronView;
import io.heddle.api.Crons;
import io.heddle.api.TenantId;
import io.heddle.http.wire.CronJson;
import io.heddle.json.JsonValue;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /runs/crons} and {@code /threads/{thread_id}/runs/crons}: runs that start by the clock. */
public record CronRoutes(Crons crons) {
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/runs/crons", this::create),
                Endpoint.post("/threads/{thread_id}/runs/crons", this::createOnThread),
                Endpoint.post("/runs/crons/search", this::search),
                Endpoint.post("/runs/crons/count", this::count),
                Endpoint.get("/runs/crons/{cron_id}", this::get),
                Endpoint.patch("/runs/crons/{cron_id}", this::patch),
                Endpoint.delete("/runs/crons/{cron_id}", this::delete));
    }

    private HttpResponse create(Call call) throws Exception {
        return reply(await(crons.create(TenantId.DEFAULT, CronJson.creation(call.body(), null))));
    }

    private HttpResponse createOnThread(Call call) throws Exception {
        return reply(await(crons.create(
                TenantId.DEFAULT, CronJson.creation(call.body(), call.thread().thread()))));
    }

    private HttpResponse search(Call call) throws Exception {
        CronQuery query = CronJson.search(call.body());
        List<String> select = call.body().texts("select");
        CronPage found = await(crons.search(TenantId.DEFAULT, query));
        List<JsonValue> page = found.crons().stream()
                .map(cron -> CronJson.of(cron).only(select).json())
                .toList();
        return Reply.page(page, query.limit(), query.offset(), found.total());
    }

    private HttpResponse count(Call call) throws Exception {
        CronQuery query = CronJson.search(call.body());
        return Reply.ok(
                JsonValue.encode(await(crons.search(TenantId.DEFAULT, query)).total()));
    }

    private HttpResponse get(Call call) throws Exception {
        return reply(await(crons.get(TenantId.DEFAULT, cron(call))));
    }

    /** What a tick starts is kept as one body; the members given take the place of those that were. */
    private HttpResponse patch(Call call) throws Exception {
        JsonValue payload = CronJson.changesRun(call.body())
                ? await(crons.get(TenantId.DEFAULT, cron(call))).payload()
                : JsonValue.EMPTY_OBJECT;
        return reply(await(crons.patch(TenantId.DEFAULT, cron(call), CronJson.patch(call.body(), payload))));
    }

    private HttpResponse delete(Call call) throws Exception {
        await(crons.delete(TenantId.DEFAULT, cron(call)));
        return Reply.noContent();
    }

    private static CronId cron(Call call) {
        return new CronId(call.path("cron_id"));
    }

    private static HttpResponse reply(CronView cron) {
        return Reply.ok(CronJson.of(cron).json());
    }
}
