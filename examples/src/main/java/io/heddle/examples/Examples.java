package io.heddle.examples;

import io.heddle.examples.approve.Approve;
import io.heddle.examples.claims.FrontDesk;
import io.heddle.examples.edit.Edit;
import io.heddle.examples.hello.Hello;
import io.heddle.examples.mapreduce.MapReduce;
import io.heddle.examples.nested.Nested;
import io.heddle.examples.plan.PlanAndExecute;
import io.heddle.examples.review.Review;
import io.heddle.examples.supervisor.Newsroom;
import io.heddle.examples.swarm.TravelDesk;
import io.heddle.examples.validate.Validate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The programs among the examples, by the names of their folders. */
public final class Examples {
    private static final Map<String, Consumer<String[]>> PROGRAMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("hello", Hello::main);
        PROGRAMS.put("approve", Approve::main);
        PROGRAMS.put("edit", Edit::main);
        PROGRAMS.put("review", Review::main);
        PROGRAMS.put("validate", Validate::main);
        PROGRAMS.put("mapreduce", MapReduce::main);
        PROGRAMS.put("nested", Nested::main);
        PROGRAMS.put("claims", FrontDesk::main);
        PROGRAMS.put("plan", PlanAndExecute::main);
        PROGRAMS.put("supervisor", Newsroom::main);
        PROGRAMS.put("swarm", TravelDesk::main);
    }

    private Examples() {}

    public static Set<String> names() {
        return PROGRAMS.keySet();
    }

    /** Runs one of {@link #names} on an engine in this JVM; it prints what it does. */
    public static void run(String name) {
        Optional.ofNullable(PROGRAMS.get(name)).orElseThrow().accept(new String[0]);
    }
}
