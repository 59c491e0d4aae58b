package io.heddle.http.routes;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** The forms of a success. Clients take 202 and 204 as "no body" and parse every other body as JSON. */
final class Reply {
    private Reply() {}

    static HttpResponse ok(JsonValue json) {
        return HttpResponse.create().withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, json.utf8()));
    }

    static HttpResponse ok(Iterable<JsonValue> list) {
        return ok(new JsonAssembly().openArray().members(list).closeArray().done());
    }

    /** A page of a list: how many there are in all, and where the next page begins if there is one. */
    static HttpResponse page(Iterable<JsonValue> list, int limit, int offset, long total) {
        HttpResponse page = with(ok(list), "X-Pagination-Total", String.valueOf(total));
        long next = (long) offset + limit;
        return next < total ? with(page, "X-Pagination-Next", String.valueOf(next)) : page;
    }

    static HttpResponse accepted() {
        return HttpResponse.create().withStatus(202);
    }

    static HttpResponse noContent() {
        return HttpResponse.create().withStatus(204);
    }

    static HttpResponse with(HttpResponse response, String header, String value) {
        return response.addHeader(RawHeader.create(header, value));
    }
}
