package io.heddle.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The cases that one gets by leaving one part out of another. */
final class Smaller {
    private Smaller() {}

    /** Fewer actions first, then fewer edges, routes and scripts; some of them may make no sense. */
    static List<OracleCase> than(OracleCase each) {
        List<OracleCase> all = new ArrayList<>();
        for (int i = each.session().size() - 1; i > 0; i--) {
            int place = i;
            all.add(without(each, document -> document.withArray("session").remove(place)));
        }
        for (int i = 0; i < each.graph().path("edges").size(); i++) {
            int place = i;
            all.add(without(each, document -> ((ArrayNode) document.at("/graph/edges")).remove(place)));
        }
        for (String part : List.of("routes", "nodes")) {
            each.graph()
                    .path(part)
                    .fieldNames()
                    .forEachRemaining(name -> all.add(
                            without(each, document -> ((ObjectNode) document.at("/graph/" + part)).remove(name))));
        }
        for (int i = 0; i < each.session().size(); i++) {
            int place = i;
            for (String option : List.of("before", "after")) {
                if (each.session().get(i).has(option)) {
                    all.add(without(each, document -> ((ObjectNode) document.at("/session/" + place)).remove(option)));
                }
            }
        }
        if (each.graph().has("deferred")) {
            all.add(without(each, document -> ((ObjectNode) document.get("graph")).remove("deferred")));
        }
        return all;
    }

    private static OracleCase without(OracleCase each, Consumer<ObjectNode> part) {
        JsonNode copy = each.document().deepCopy();
        part.accept((ObjectNode) copy);
        return new OracleCase(copy);
    }
}
