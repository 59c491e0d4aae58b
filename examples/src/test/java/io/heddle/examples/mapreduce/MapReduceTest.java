package io.heddle.examples.mapreduce;

import static io.heddle.examples.mapreduce.MapReduce.ESSAYS;
import static io.heddle.examples.mapreduce.MapReduce.FAILURES;
import static io.heddle.examples.mapreduce.MapReduce.GRADES;
import static io.heddle.examples.mapreduce.MapReduce.REPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.examples.mapreduce.MapReduce.Essay;
import io.heddle.examples.mapreduce.MapReduce.Grade;
import io.heddle.examples.model.TestModels;
import io.heddle.graph.Failure;
import io.heddle.graph.Graph;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapReduceTest {
    private final Graph school = MapReduce.graph(TestModels.following(MapReduce::offline));

    @Test
    void grades_come_in_the_order_of_the_essays() {
        List<Essay> essays = IntStream.range(0, 30)
                .mapToObj(i -> new Essay("author " + i, "word ".repeat(3 * (i % 10))))
                .toList();

        Outcome outcome = graded(essays);

        assertThat(outcome.state().get(GRADES))
                .extracting(Grade::author)
                .isEqualTo(essays.stream()
                        .filter(essay -> !essay.text().isBlank())
                        .map(Essay::author)
                        .toList());
        assertThat(outcome.state().get(REPORT)).isEqualTo("27 graded, 5.0 points on average, 3 not graded");
    }

    @Test
    void an_essay_that_cannot_be_graded_is_noted() {
        Outcome outcome = graded(List.of(new Essay("Ada", "one two three"), new Essay("Bob", " ")));

        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        assertThat(outcome.state().get(GRADES)).containsExactly(new Grade("Ada", 1));
        assertThat(outcome.state().get(FAILURES))
                .extracting(Failure::message)
                .containsExactly("Bob handed in a blank sheet");
    }

    private Outcome graded(List<Essay> essays) {
        try (Heddle heddle = Heddle.local(school)) {
            return heddle.thread(school, "class-7b").run(ESSAYS.addAll(essays));
        }
    }
}
