package io.heddle.http.routes;

import io.heddle.api.RunId;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.http.problem.Refusal;
import io.heddle.http.problem.Refusals;
import io.heddle.http.sse.ClientConnection;
import io.heddle.http.wire.BodyJson;
import io.heddle.http.wire.Fields;
import io.heddle.http.wire.QueryParams;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.Uri;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;
import org.jspecify.annotations.Nullable;

/** One request on its way through a handler. Not thread-safe. */
public final class Call {
    private final HttpRequest request;
    private final Map<String, String> path;
    private final byte[] body;
    private final ClientConnection connection;
    private @Nullable Fields fields;
    private List<Fields> several = List.of();

    /** @param path values of the path's parameters, decoded */
    public Call(HttpRequest request, Map<String, String> path, byte[] body, ClientConnection connection) {
        this.request = request;
        this.path = Map.copyOf(path);
        this.body = body;
        this.connection = connection;
    }

    /** The value of a parameter of the path. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("the path has no parameter " + name);
        }
        return value;
    }

    public HttpRequest request() {
        return request;
    }

    public ThreadKey thread() {
        return new ThreadKey(TenantId.DEFAULT, new ThreadId(path("thread_id")));
    }

    public RunId run() {
        return new RunId(path("run_id"));
    }

    public QueryParams query() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        request.getUri()
                .query(StandardCharsets.UTF_8, Uri.RELAXED)
                .toList()
                .forEach(pair -> values.computeIfAbsent(pair.first(), name -> new ArrayList<>())
                        .add(pair.second()));
        return new QueryParams(values);
    }

    public Optional<String> header(String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }

    /** The members of the JSON object in the body; always the same object. */
    public Fields body() {
        Fields known = fields;
        if (known == null) {
            checkMediaType();
            known = Fields.ofBody(BodyJson.read(body));
            fields = known;
        }
        return known;
    }

    /** The members of each object of the list in the body, which holds at least one. */
    public List<Fields> bodies() {
        checkMediaType();
        several = Fields.ofBodies(BodyJson.read(body));
        return several;
    }

    /** How many members of the body nobody knew. */
    public int unknownFields() {
        int unknown = fields == null ? 0 : fields.unknown();
        return unknown + several.stream().mapToInt(Fields::unknown).sum();
    }

    /** How to change to WebSocket; empty if the client does not want to. */
    public Optional<WebSocketUpgrade> upgrade() {
        return request.getAttribute(AttributeKeys.webSocketUpgrade);
    }

    public ClientConnection connection() {
        return connection;
    }

    /** Waits for the engine on this virtual thread; a refusal rises as it is. */
    public static <T> T await(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw Refusals.unwrap(failed) instanceof Exception cause ? cause : failed;
        }
    }

    private void checkMediaType() {
        String type = request.entity().getContentType().mediaType().toString().toLowerCase(Locale.ROOT);
        // A missing type reaches us as octet-stream.
        boolean unsaid = body.length == 0 || type.equals("application/octet-stream");
        boolean json = type.equals("application/json") || type.endsWith("+json") || type.equals("text/plain");
        if (!unsaid && !json) {
            throw Refusal.mediaType(type);
        }
    }
}
