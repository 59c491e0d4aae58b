package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.graph.GraphCatalog;
import io.heddle.http.routes.Endpoint;
import io.heddle.http.sse.LiveReplies;
import io.heddle.local.LocalEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenApiTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private static final JsonNode DOCUMENT = Documented.DOCUMENT;

    private final Client client = GATEWAY.client();

    @Test
    void each_route_has_a_row_and_each_row_has_a_route() {
        try (LocalEngine engine = new LocalEngine(GraphCatalog.of())) {
            LiveReplies replies = new LiveReplies(Duration.ofSeconds(5), Duration.ofSeconds(1), new HttpMetrics());
            Set<String> routes = HttpGateway.endpoints(engine, replies, Health.FINE).stream()
                    .map(endpoint -> endpoint.method() + " " + endpoint.template())
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(rows()).isEqualTo(routes);
            assertThat(parameters(engine, replies)).isEqualTo(documentedParameters());
        }
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(DOCUMENT.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void replies_fit_their_schemas() {
        String thread = client.newThread();
        String at = "/threads/" + thread;
        JsonNode created = client.post(at + "/runs", "{\"assistant_id\":\"chat\",\"input\":{\"topic\":\"x\"}}")
                .json();
        client.get(at + "/runs/" + created.get("run_id").asText() + "/join");

        fits("Run", created);
        fits("Run", client.get(at + "/runs").json().get(0));
        fits("Thread", client.get(at).json());
        fits("Thread", client.get(at + "?include=ttl&include=session").json());
        fits("Thread", client.post("/threads", "{\"ttl\":5}").json());
        fits("Storage", client.get(at + "/storage").json());
        fits("ThreadState", client.get(at + "/state").json());
        client.get(at + "/history").json().forEach(state -> fits("ThreadState", state));
        fits(
                "StateDiff",
                client.get(at + "/diff?to_thread=" + client.newThread()).json());
        fits(
                "UpdatedState",
                client.post(at + "/state", "{\"values\":{\"topic\":\"y\"},\"as_node\":\"plan\"}")
                        .json());
        fits("Assistant", client.get("/assistants/chat").json());
        JsonNode made = client.post("/assistants", "{\"graph_id\":\"chat\",\"description\":\"mine\"}")
                .json();
        fits("Assistant", made);
        fits(
                "Assistant",
                client.post("/assistants/" + made.get("assistant_id").asText() + "/versions", "{}")
                        .json()
                        .get(0));
        fits("Graph", client.get("/assistants/chat/graph").json());
        fits("GraphSchemas", client.get("/assistants/chat/schemas").json());
        String item = "{\"namespace\":[\"a\"],\"key\":\"k\",\"value\":{}}";
        client.send("PUT", "/store/items", item);
        fits("StoreItem", client.get("/store/items?namespace=a&key=k").json());
        fits("StoreItems", client.post("/store/items/search", "{}").json());
        fits("StoreNamespaces", client.post("/store/namespaces", "{}").json());
        JsonNode cron = client.post("/runs/crons", "{\"assistant_id\":\"chat\",\"schedule\":\"0 0 1 1 *\"}")
                .json();
        fits("Cron", cron);
        fits("Info", client.get("/info").json());
        fits("Error", client.get("/threads/" + Client.missingId()).json());
    }

    private static void fits(String name, JsonNode reply) {
        assertThat(Documented.named(name).validate(reply))
                .as(name + " " + reply)
                .isEmpty();
    }

    private static Set<String> rows() {
        Set<String> rows = new TreeSet<>();
        DOCUMENT.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> rows.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return rows;
    }

    private static List<String> documentedParameters() {
        List<String> all = new ArrayList<>();
        for (var path : DOCUMENT.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                for (JsonNode parameter : operation.getValue().path("parameters")) {
                    String reference = parameter.path("$ref").asText();
                    if (!reference.isEmpty()) {
                        all.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                                + reference.substring(reference.lastIndexOf('/') + 1));
                    }
                }
            }
        }
        return all.stream().sorted().toList();
    }

    private static List<String> parameters(LocalEngine engine, LiveReplies replies) {
        List<String> all = new ArrayList<>();
        for (Endpoint endpoint : HttpGateway.endpoints(engine, replies, Health.FINE)) {
            for (String part : endpoint.template().split("/")) {
                if (part.startsWith("{")) {
                    all.add(endpoint.method() + " " + endpoint.template() + " " + part.substring(1, part.length() - 1));
                }
            }
        }
        return all.stream().sorted().toList();
    }
}
