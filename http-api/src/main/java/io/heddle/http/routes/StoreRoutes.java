package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.Store;
import io.heddle.api.TenantId;
import io.heddle.http.wire.StoreJson;
import io.heddle.json.JsonValue;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /store}: long-term memory across threads, put, read, deleted, searched, listed. */
public record StoreRoutes(Store store) {
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.put("/store/items", this::put),
                Endpoint.get("/store/items", this::get),
                Endpoint.delete("/store/items", this::delete),
                Endpoint.post("/store/items/search", this::search),
                Endpoint.post("/store/namespaces", this::namespaces));
    }

    private HttpResponse put(Call call) throws Exception {
        await(store.put(TenantId.DEFAULT, StoreJson.entry(call.body())));
        return Reply.noContent();
    }

    /** What is not there is null, and no error: clients ask for it to find out. */
    private HttpResponse get(Call call) throws Exception {
        var found =
                await(store.get(TenantId.DEFAULT, StoreJson.address(call.query()), StoreJson.renewal(call.query())));
        return Reply.ok(found.map(item -> StoreJson.of(item).json()).orElse(JsonValue.NULL));
    }

    private HttpResponse delete(Call call) throws Exception {
        await(store.delete(TenantId.DEFAULT, StoreJson.address(call.body())));
        return Reply.noContent();
    }

    private HttpResponse search(Call call) throws Exception {
        return Reply.ok(StoreJson.items(await(store.search(TenantId.DEFAULT, StoreJson.search(call.body())))));
    }

    private HttpResponse namespaces(Call call) throws Exception {
        return Reply.ok(
                StoreJson.namespaces(await(store.listNamespaces(TenantId.DEFAULT, StoreJson.listing(call.body())))));
    }
}
