package io.heddle.examples.mapreduce;

import static io.heddle.examples.mapreduce.MapReduce.ESSAYS;
import static io.heddle.examples.mapreduce.MapReduce.FAILURES;
import static io.heddle.examples.mapreduce.MapReduce.GRADE;
import static io.heddle.examples.mapreduce.MapReduce.GRADES;
import static io.heddle.examples.mapreduce.MapReduce.REPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Outcome;
import io.heddle.examples.mapreduce.MapReduce.Essay;
import io.heddle.examples.mapreduce.MapReduce.Grade;
import io.heddle.graph.Failure;
import io.heddle.graph.Graph;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.NodeTest;
import io.heddle.testkit.Scenario;
import io.heddle.testkit.ScriptedModel;
import io.heddle.testkit.Simulation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@HeddleTest
class MapReduceTest {
    private final Graph school = MapReduce.graph(ScriptedModel.following(MapReduce::offline));

    @Test
    void grades_come_in_the_order_of_the_essays(GraphTester tester) {
        List<Essay> essays = IntStream.range(0, 30)
                .mapToObj(i -> new Essay("author " + i, "word ".repeat(3 * (i % 10))))
                .toList();

        Outcome outcome = tester.thread(school).run(ESSAYS.addAll(essays));

        assertThat(outcome.state().get(GRADES))
                .extracting(Grade::author)
                .isEqualTo(essays.stream()
                        .filter(essay -> !essay.text().isBlank())
                        .map(Essay::author)
                        .toList());
        assertThat(outcome.state().get(REPORT)).isEqualTo("27 graded, 5.0 points on average, 3 not graded");
    }

    @Test
    void an_essay_that_cannot_be_graded_is_noted(GraphTester tester) {
        Outcome outcome =
                tester.thread(school).run(ESSAYS.add(new Essay("Ada", "one two three"), new Essay("Bob", " ")));

        assertThat(outcome.state().get(GRADES)).containsExactly(new Grade("Ada", 1));
        assertThat(outcome.state().get(FAILURES))
                .extracting(Failure::message)
                .containsExactly("Bob handed in a blank sheet");
    }

    @Test
    void the_model_is_taken_at_its_word() {
        Graph strict = MapReduce.graph(new ScriptedModel().says(" 7\n"));

        assertThat(NodeTest.of(strict, GRADE, new Essay("Ada", "On looms"))
                        .run()
                        .state()
                        .get(GRADES))
                .containsExactly(new Grade("Ada", 7));
    }

    @Test
    void it_comes_to_the_same_whatever_dies() {
        Simulation.seeds(50)
                .run(
                        school,
                        Scenario.input(ESSAYS.add(
                                new Essay("Ada", "On looms"), new Essay("Bob", " "), new Essay("Cleo", "On yarn"))));
    }
}
