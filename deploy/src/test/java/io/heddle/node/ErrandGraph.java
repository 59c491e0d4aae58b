package io.heddle.node;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A graph whose tasks do things outside: six errands side by side, then a graph inside with one more and a question. Each
 * errand leaves a line {@code thread/errand receipt} in the file that {@code HEDDLE_ERRANDS} names, and its receipt in the
 * state.
 */
final class ErrandGraph {
    static final int ERRANDS = 6;

    private static final String SOURCE = """
            import io.heddle.graph.*;
            import java.io.IOException;
            import java.nio.file.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.stream.*;

            public class Errands implements GraphProvider {
                static final LogChannel<String> RECEIPTS = Channel.log("receipts", String.class);
                static final FoldChannel<Integer> COUNT = Channel.fold("count", Integer.class, 0, Integer::sum);
                static final ValueChannel<String> VERDICT = Channel.value("verdict", String.class);
                static final NodeKey<Void> PLAN = NodeKey.of("plan");
                static final NodeKey<String> ERRAND = NodeKey.of("errand", String.class);
                static final NodeKey<Void> REVIEW = NodeKey.of("review");
                static final NodeKey<Void> NOTE = NodeKey.of("note");
                static final NodeKey<Void> ASK = NodeKey.of("ask");
                static final Call<String> RUN = Call.of("run", String.class);
                static final Question<String, String> VERDICT_OF = Question.of("verdict", String.class, String.class);

                public List<Graph> graphs() {
                    Graph review = Graph.define("review", 1, g -> {
                        g.channels(RECEIPTS, COUNT, VERDICT);
                        g.node(NOTE, (view, context) -> done("note", context));
                        g.node(ASK, (view, context) ->
                                Update.of(VERDICT.set(context.ask(VERDICT_OF, "all of " + view.get(COUNT) + "?"))));
                        g.start(NOTE);
                        g.sequence(NOTE, ASK);
                        g.after(ASK).end();
                    });
                    return List.of(Graph.define("errands", 1, g -> {
                        g.channels(RECEIPTS, COUNT, VERDICT);
                        g.node(PLAN, (view, context) -> Update.nothing());
                        g.worker(ERRAND, Errands::done);
                        g.subgraph(REVIEW, review);
                        g.start(PLAN);
                        g.after(PLAN).fanOut(ERRAND, view ->
                                IntStream.range(0, %d).mapToObj(i -> "errand-" + i).toList());
                        g.after(ERRAND).to(REVIEW);
                        g.after(REVIEW).end();
                    }));
                }

                private static Update done(String errand, NodeContext context) throws Exception {
                    String receipt = context.once(RUN, () -> run(context.thread().thread() + "/" + errand));
                    return Update.of(RECEIPTS.add(errand + " " + receipt), COUNT.fold(1));
                }

                private static String run(String errand) throws Exception {
                    String receipt = UUID.randomUUID().toString();
                    Files.writeString(
                            Path.of(System.getenv("HEDDLE_ERRANDS")),
                            errand + " " + receipt + "\\n",
                            StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
                    new Semaphore(0).tryAcquire(ThreadLocalRandom.current().nextInt(150), TimeUnit.MILLISECONDS);
                    return receipt;
                }
            }
            """.formatted(ERRANDS);

    private ErrandGraph() {}

    static Path writeTo(Path jar) throws IOException {
        return new GraphJar().provider("Errands", SOURCE).writeTo(jar);
    }
}
