package io.heddle.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that Heddle does differently on purpose.
 *
 * @param title what it is about
 * @param theirs what LangGraph does
 * @param ours what Heddle does
 * @param why why Heddle's way is better
 * @param cases case to the places in its outcome where it shows; a place stands for everything below it
 */
record Deviation(String title, String theirs, String ours, String why, Map<String, List<String>> cases) {
    /** The reviewed list. */
    static List<Deviation> all() throws IOException {
        List<Deviation> all = new ArrayList<>();
        for (JsonNode each : Json.tree(Files.readAllBytes(OracleCase.FOLDER.resolve("deviations.json")))) {
            Map<String, List<String>> cases = new LinkedHashMap<>();
            each.get("cases").properties().forEach(named -> {
                List<String> places = new ArrayList<>();
                named.getValue().forEach(place -> places.add(place.asText()));
                cases.put(named.getKey(), places);
            });
            all.add(new Deviation(
                    each.get("title").asText(),
                    each.get("theirs").asText(),
                    each.get("ours").asText(),
                    each.get("why").asText(),
                    cases));
        }
        return all;
    }
}
