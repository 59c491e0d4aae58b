package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.NamespaceQuery;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreFilter;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.StoreRenewal;
import io.heddle.http.problem.Refusal;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Items of the store on the wire: section 14 of the protocol. Times to live are minutes, and may have fractions. */
public final class StoreJson {
    private static final double MILLIS_OF_A_MINUTE = 60_000;

    private StoreJson() {}

    public static Members of(StoreItem item) {
        return new Members()
                .with("namespace", JsonValue.encode(item.namespace().labels()))
                .with("key", item.key())
                .with("value", item.value())
                .with("created_at", item.createdAt())
                .with("updated_at", item.updatedAt());
    }

    public static JsonValue items(List<StoreItem> items) {
        JsonAssembly found = new JsonAssembly().openObject().name("items").openArray();
        items.forEach(item -> found.value(of(item).json()));
        return found.closeArray().closeObject().done();
    }

    public static JsonValue namespaces(List<StoreNamespace> namespaces) {
        return new Members()
                .with(
                        "namespaces",
                        JsonValue.encode(
                                namespaces.stream().map(StoreNamespace::labels).toList()))
                .json();
    }

    /** The body that puts an item. */
    public static StoreEntry entry(Fields body) {
        Unsupported.STORE_PUT.refuse(body);
        StoreAddress address = address(body);
        if (!body.any("value").isObject()) {
            throw body.refuse("value", body.any("value"), "a JSON object; put the value into a member of one");
        }
        return new StoreEntry(address, body.objectOrEmpty("value"), timeToLive(body));
    }

    /** The item that a body names. */
    public static StoreAddress address(Fields body) {
        return new StoreAddress(namespace(labels(body, "namespace")), body.requiredText("key"));
    }

    /** The item that a query names: clients put periods between the labels, or repeat the name. */
    public static StoreAddress address(QueryParams query) {
        List<String> labels = query.texts("namespace").stream()
                .flatMap(text -> Arrays.stream(text.split("\\.", -1)))
                .toList();
        String key = query.text("key");
        if (key == null) {
            throw new ProblemException(new Problem.InvalidRequest("key", "nothing", "the item's key"));
        }
        return new StoreAddress(namespace(labels), key);
    }

    public static StoreRenewal renewal(QueryParams query) {
        return query.text("refresh_ttl") == null
                ? StoreRenewal.AS_CONFIGURED
                : query.flag("refresh_ttl") ? StoreRenewal.RENEW : StoreRenewal.LEAVE;
    }

    /** The body that searches items. */
    public static StoreQuery search(Fields body) {
        Unsupported.STORE_SEARCH.refuse(body);
        JsonValue filter = body.object("filter");
        return new StoreQuery(
                new StoreNamespace(checked(labels(body, "namespace_prefix"))),
                filter == null ? StoreFilter.ALL : StoreFilter.parse(filter),
                body.number("limit", 10, 1, StoreQuery.MAX_LIMIT),
                body.number("offset", 0, 0, Integer.MAX_VALUE),
                !body.has("refresh_ttl")
                        ? StoreRenewal.AS_CONFIGURED
                        : body.flag("refresh_ttl", true) ? StoreRenewal.RENEW : StoreRenewal.LEAVE);
    }

    /** The body that lists namespaces. */
    public static NamespaceQuery listing(Fields body) {
        return new NamespaceQuery(
                checked(labels(body, "prefix")),
                checked(labels(body, "suffix")),
                body.number("max_depth", StoreNamespace.MAX_LABELS, 1, Integer.MAX_VALUE),
                body.number("limit", 100, 1, StoreQuery.MAX_LIMIT),
                body.number("offset", 0, 0, Integer.MAX_VALUE));
    }

    private static StoreNamespace namespace(List<String> labels) {
        if (labels.isEmpty()) {
            throw Refusal.noNamespace();
        }
        return new StoreNamespace(checked(labels));
    }

    private static List<String> checked(List<String> labels) {
        if (labels.stream().anyMatch(label -> label.isEmpty() || label.indexOf('.') >= 0)) {
            throw Refusal.namespaceLabels(String.join(".", labels));
        }
        return labels;
    }

    private static List<String> labels(Fields body, String name) {
        return Objects.requireNonNullElse(body.texts(name), List.of());
    }

    private static @Nullable Duration timeToLive(Fields body) {
        JsonNode found = body.any("ttl");
        if (found.isNull()) {
            return null;
        }
        double millis = found.isNumber() ? found.doubleValue() * MILLIS_OF_A_MINUTE : 0;
        if (!(millis >= 1 && millis <= StoreEntry.MAX_TIME_TO_LIVE.toMillis())) {
            throw body.refuse("ttl", found, "minutes above 0, at most " + StoreEntry.MAX_TIME_TO_LIVE.toMinutes());
        }
        return Duration.ofMillis(Math.round(millis));
    }
}
