package io.heddle.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each case written by hand comes out in Heddle as it does in LangGraph, except where {@code deviations.json} says
 * otherwise; a deviation that does not happen is a failure too.
 */
class OracleTest {
    private static final Path PAGE = Path.of("../docs/guide/deviations.md");

    @TestFactory
    Stream<DynamicContainer> cases() throws Exception {
        List<OracleCase.Topic> topics = OracleCase.topics();
        List<OracleCase> all =
                topics.stream().flatMap(topic -> topic.cases().stream()).toList();
        List<JsonNode> outcomes;
        try (LangGraph langGraph = LangGraph.start()) {
            outcomes = langGraph.play(all);
        }
        Map<String, JsonNode> theirs = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            theirs.put(all.get(i).name(), outcomes.get(i));
        }
        Map<String, List<String>> listed = listed();
        return topics.stream()
                .map(topic -> dynamicContainer(
                        topic.name(),
                        topic.cases().stream()
                                .map(each -> dynamicTest(
                                        each.name(),
                                        () -> same(
                                                each,
                                                theirs.get(each.name()),
                                                listed.getOrDefault(each.name(), List.of()))))));
    }

    @Test
    void there_are_many_cases_and_no_name_stands_for_two() throws Exception {
        Set<String> names = new HashSet<>();
        OracleCase.topics()
                .forEach(topic -> topic.cases()
                        .forEach(each -> assertThat(names.add(each.name()))
                                .as(each.name())
                                .isTrue()));
        assertThat(names).hasSizeGreaterThanOrEqualTo(200).containsAll(listed().keySet());
    }

    @Test
    void the_guide_lists_every_deviation() throws Exception {
        JsonNode packages = Json.tree(Files.readAllBytes(OracleCase.FOLDER.resolve("js/package.json")));
        String page = DeviationsPage.of(
                Deviation.all(),
                OracleCase.topics().stream()
                        .mapToInt(topic -> topic.cases().size())
                        .sum(),
                packages.at("/dependencies/@langchain~1langgraph").asText());
        if ("write".equals(System.getProperty("heddle.golden"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("%s is renewed by -Dheddle.golden=write", PAGE)
                .isEqualTo(page);
    }

    private static Map<String, List<String>> listed() throws Exception {
        Map<String, List<String>> places = new HashMap<>();
        for (Deviation deviation : Deviation.all()) {
            deviation
                    .cases()
                    .forEach((name, at) ->
                            places.computeIfAbsent(name, n -> new ArrayList<>()).addAll(at));
        }
        return places;
    }

    private static void same(OracleCase each, JsonNode theirs, List<String> listed) {
        List<Difference> found = Difference.between(CaseSession.play(each), theirs);

        assertThat(found)
                .as("differences that deviations.json does not list")
                .allMatch(difference -> listed.stream().anyMatch(difference::isAt));
        assertThat(listed)
                .as("places that deviations.json lists for \"%s\"", each.name())
                .allMatch(place -> found.stream().anyMatch(difference -> difference.isAt(place)));
    }
}
