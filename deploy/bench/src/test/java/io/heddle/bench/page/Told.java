package io.heddle.bench.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/** A report of the bench, as it was written. */
record Told(JsonNode report) {
    static Told from(Path file) throws IOException {
        return new Told(new ObjectMapper().readTree(file.toFile()));
    }

    Iterable<JsonNode> rows() {
        return report.path("rows");
    }

    JsonNode machine() {
        return report.path("machine");
    }

    /** A figure by its workload and its words. */
    double figure(String workload, String what) {
        return StreamSupport.stream(report.path("figures").spliterator(), false)
                .filter(figure -> figure.path("workload").asText().equals(workload)
                        && figure.path("what").asText().equals(what))
                .map(figure -> figure.path("value").asDouble())
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "the report has no figure \"%s\" of %s; run the whole bench".formatted(what, workload)));
    }
}
