package io.heddle.examples.mapreduce;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.api.Message;
import io.heddle.examples.model.Models;
import io.heddle.graph.Channel;
import io.heddle.graph.Failure;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.OnFailure;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.ToolSpec;
import java.util.List;

/** Grades any number of essays in parallel; one that cannot be graded does not stop the others. */
public final class MapReduce {
    public record Essay(String author, String text) {}

    public record Grade(String author, int points) {}

    public static final LogChannel<Essay> ESSAYS = Channel.log("essays", Essay.class);
    public static final LogChannel<Grade> GRADES = Channel.log("grades", Grade.class);
    public static final LogChannel<Failure> FAILURES = Channel.log("failures", Failure.class);
    public static final ValueChannel<String> REPORT = Channel.value("report", String.class);

    static final NodeKey<Essay> GRADE = NodeKey.of("grade", Essay.class);
    static final NodeKey<Void> SUM_UP = NodeKey.of("sum_up");

    private final ChatModel model;

    private MapReduce(ChatModel model) {
        this.model = model;
    }

    public static Graph graph() {
        return graph(Models.fromEnvironment(MapReduce::offline));
    }

    static Graph graph(ChatModel model) {
        MapReduce school = new MapReduce(model);
        return Graph.define("map-reduce", 1, g -> {
            g.channels(ESSAYS, GRADES, FAILURES, REPORT);
            g.worker(GRADE, school::grade);
            g.node(SUM_UP, MapReduce::sumUp);
            g.after(Graph.START).fanOut(GRADE, state -> state.get(ESSAYS), OnFailure.collectInto(FAILURES));
            g.after(GRADE).to(SUM_UP);
            g.after(SUM_UP).end();
        });
    }

    private Update grade(Essay essay, NodeContext context) throws Exception {
        if (essay.text().isBlank()) {
            throw new IllegalArgumentException(essay.author() + " handed in a blank sheet");
        }
        String question = "Grade this essay from 1 to 10. Answer with the number alone.\n\n" + essay.text();
        int points = Integer.parseInt(model.ask(question, context).strip());
        return Update.of(GRADES.add(new Grade(essay.author(), points)));
    }

    private static Update sumUp(View state, NodeContext context) {
        List<Grade> grades = state.get(GRADES);
        double average = grades.stream().mapToInt(Grade::points).average().orElse(0);
        return Update.of(REPORT.set("%d graded, %.1f points on average, %d not graded"
                .formatted(grades.size(), average, state.get(FAILURES).size())));
    }

    /** Stands in for a model: a point for every three words. */
    static Message offline(List<Message> conversation, List<ToolSpec> tools) {
        String essay = conversation.getLast().text().split("\n\n", 2)[1];
        return Message.ai(String.valueOf(Math.min(10, essay.split("\\s+").length / 3)));
    }

    public static void main(String[] arguments) {
        Graph school = graph();
        try (Heddle heddle = Heddle.local(school)) {
            Outcome outcome = heddle.thread(school, "class-7b")
                    .run(ESSAYS.add(
                            new Essay("Ada", "A heddle keeps every thread of the warp apart from all others"),
                            new Essay("Bob", "   "),
                            new Essay("Cleo", "Looms have heddles")));

            View state = outcome.state();
            state.get(GRADES).forEach(System.out::println);
            state.get(FAILURES).forEach(System.out::println);
            System.out.println(state.get(REPORT));
        }
    }
}
