package io.heddle.http.routes;

import io.heddle.http.Health;
import io.heddle.http.problem.Refusal;
import io.heddle.http.wire.Members;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /ok} and {@code /info}: what probes and user interfaces ask first. */
public record SystemRoutes(Health health) {
    /** The release of the Agent Server whose protocol this gateway follows; LangGraph's Studio compares it. */
    public static final String PROTOCOL = "1.5.1";

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/ok", this::ok), Endpoint.get("/info", call -> info()));
    }

    private HttpResponse ok(Call call) {
        if (call.query().flag("check_db")) {
            health.databaseFailure().ifPresent(why -> {
                throw Refusal.unhealthy(why);
            });
        }
        return Reply.ok(JsonValue.encode(Map.of("ok", true)));
    }

    private static HttpResponse info() {
        String ours = Objects.requireNonNullElse(SystemRoutes.class.getPackage().getImplementationVersion(), "dev");
        JsonValue flags = new Members()
                .with("assistants", JsonValue.encode(true))
                .with("crons", JsonValue.encode(true))
                .with("langsmith", JsonValue.encode(false))
                .with("langsmith_tracing_replicas", JsonValue.encode(false))
                .json();
        return Reply.ok(new Members()
                .with("version", PROTOCOL)
                .with("langgraph_py_version", "")
                .with("context", "heddle")
                .with("flags", flags)
                .with("metadata", new Members().with("heddle_version", ours).json())
                .json());
    }
}
