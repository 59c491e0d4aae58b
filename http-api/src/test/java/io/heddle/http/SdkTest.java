package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Unmodified LangGraph clients against the gateway: the claims are in {@code src/test/js/proof.mjs}.
 */
class SdkTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway("heddle.http.heartbeat-interval = 500ms");

    @BeforeAll
    static void install() throws Exception {
        NodeWorkshop.install();
    }

    @TestFactory
    Stream<DynamicTest> the_client_1_15() throws Exception {
        return proofs("sdk-1.15");
    }

    @TestFactory
    Stream<DynamicTest> the_client_2_0() throws Exception {
        return proofs("sdk-2.0");
    }

    private static Stream<DynamicTest> proofs(String alias) throws Exception {
        String lines = NodeWorkshop.run(
                "node", "--experimental-websocket", "proof.mjs", alias, "http://127.0.0.1:" + GATEWAY.port());
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            JsonNode proof = Json.tree(line.getBytes(StandardCharsets.UTF_8));
            tests.add(dynamicTest(
                    proof.get("claim").asText(),
                    () -> assertThat(proof.get("failure").asText(null)).isNull()));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(15);
        return tests.stream();
    }
}
