package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the Agent Server protocol promises, asked for by unmodified clients: the cases are in {@code src/test/js/conformance},
 * by client and area, and are written from the protocol and not from this server. A case that a client's version cannot
 * express is listed with its reason in {@code clients.mjs} and counts as neither passed nor failed.
 */
class ConformanceTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway("heddle.http.heartbeat-interval = 500ms");

    private static final Path TABLE = Path.of("target", "conformance.txt");
    private static final String ROW = "%-14s %7s %7s %7s %8s%n";

    /** A row for each client, in the order of the matrix. */
    private static final StringBuilder ROWS =
            new StringBuilder(ROW.formatted("client", "passed", "failed", "cannot", "seconds"));

    @BeforeAll
    static void install() throws Exception {
        NodeWorkshop.install();
    }

    @AfterAll
    static void tell() throws Exception {
        Files.writeString(TABLE, ROWS);
        System.out.print(ROWS);
    }

    @TestFactory
    Stream<DynamicNode> the_matrix() throws Exception {
        List<DynamicNode> clients = new ArrayList<>();
        for (String client :
                NodeWorkshop.run("node", "conformance/main.mjs").lines().toList()) {
            clients.add(dynamicContainer(client, areas(client)));
        }
        assertThat(clients).hasSizeGreaterThanOrEqualTo(5);
        return clients.stream();
    }

    private static Stream<DynamicNode> areas(String client) throws Exception {
        long begun = System.nanoTime();
        List<Case> cases = NodeWorkshop.run(
                        "node", "conformance/main.mjs", client, "http://127.0.0.1:" + GATEWAY.port())
                .lines()
                .map(Case::read)
                .toList();
        long cannot = cases.stream().filter(Case::impossible).count();
        long failed = cases.stream().filter(each -> each.failure() != null).count();
        double seconds = (System.nanoTime() - begun) / 1e9;
        ROWS.append(ROW.formatted(client, cases.size() - cannot - failed, failed, cannot, "%.1f".formatted(seconds)));
        Map<String, List<DynamicNode>> areas = cases.stream()
                .filter(each -> !each.impossible())
                .collect(Collectors.groupingBy(
                        Case::area, TreeMap::new, Collectors.mapping(Case::test, Collectors.toList())));
        return areas.entrySet().stream().map(area -> dynamicContainer(area.getKey(), area.getValue()));
    }

    /**
     * What one case came to.
     *
     * @param failure what differed; null if nothing did
     * @param impossible whether the client has no way to express the case
     */
    private record Case(String area, String claim, String failure, boolean impossible) {
        static Case read(String line) {
            JsonNode found = Json.tree(line.getBytes(StandardCharsets.UTF_8));
            return new Case(
                    found.get("area").asText(),
                    found.get("claim").asText(),
                    found.path("failure").asText(null),
                    found.has("cannot"));
        }

        DynamicNode test() {
            return dynamicTest(claim, () -> {
                if (failure != null) {
                    fail(area + ": " + claim + "\n" + failure);
                }
            });
        }
    }
}
