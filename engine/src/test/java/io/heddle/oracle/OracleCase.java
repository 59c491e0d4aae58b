package io.heddle.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A graph and a session on one thread, as the README of {@code src/test/oracle} describes them. */
record OracleCase(JsonNode document) {
    static final Path FOLDER = Path.of("src", "test", "oracle");

    String name() {
        return document.get("name").asText();
    }

    JsonNode graph() {
        return document.get("graph");
    }

    JsonNode session() {
        return document.get("session");
    }

    /** Names of the nodes that are sent arguments, at any depth and from outside. */
    Set<String> workers() {
        Set<String> names = new HashSet<>();
        for (JsonNode target : document.findParents("to")) {
            if (target.has("arg") || target.has("each")) {
                names.add(target.get("to").asText());
            }
        }
        return names;
    }

    /** The cases of one topic. */
    record Topic(String name, List<OracleCase> cases) {}

    /** All cases written by hand. */
    static List<Topic> topics() throws IOException {
        List<Topic> topics = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("cases"))) {
            for (Path file : files.sorted().toList()) {
                List<OracleCase> cases = new ArrayList<>();
                Json.tree(Files.readAllBytes(file)).forEach(document -> cases.add(new OracleCase(document)));
                topics.add(new Topic(file.getFileName().toString().replace(".json", ""), cases));
            }
        }
        return topics;
    }
}
