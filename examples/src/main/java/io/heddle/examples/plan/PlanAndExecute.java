package io.heddle.examples.plan;

import io.heddle.Heddle;
import io.heddle.api.Message;
import io.heddle.examples.model.Models;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.TypeRef;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.ToolSpec;
import java.util.List;

/** Makes a plan, carries out one step of it, looks at the plan again, until nothing of it is left. */
public final class PlanAndExecute {
    public record Done(String step, String result) {}

    public static final ValueChannel<String> GOAL = Channel.value("goal", String.class);
    public static final ValueChannel<List<String>> PLAN = Channel.value("plan", new TypeRef<List<String>>() {});
    public static final LogChannel<Done> DONE = Channel.log("done", Done.class);
    public static final ValueChannel<String> ANSWER = Channel.value("answer", String.class);

    static final NodeKey<Void> MAKE_PLAN = NodeKey.of("make_plan");
    static final NodeKey<Void> EXECUTE = NodeKey.of("execute");
    static final NodeKey<Void> REPLAN = NodeKey.of("replan");
    static final NodeKey<Void> CONCLUDE = NodeKey.of("conclude");

    private static final String PROMPT = """
            You work on a goal in steps.
            Plan: list the steps to the goal, one a line, and nothing else.
            Do: carry out the step and say what came of it in a few words.
            Replan: list those of the steps that are still needed, one a line; if none is, answer nothing.
            Answer: answer in one sentence.""";

    private final ChatModel model;

    private PlanAndExecute(ChatModel model) {
        this.model = model;
    }

    public static Graph graph() {
        return graph(Models.fromEnvironment(PlanAndExecute::offline));
    }

    static Graph graph(ChatModel model) {
        PlanAndExecute planner = new PlanAndExecute(model);
        return Graph.define("plan-and-execute", 1, g -> {
            g.channels(GOAL, PLAN, DONE, ANSWER);
            g.node(MAKE_PLAN, planner::makePlan);
            g.node(EXECUTE, planner::execute);
            g.node(REPLAN, planner::replan);
            g.node(CONCLUDE, planner::conclude);
            g.start(MAKE_PLAN);
            g.sequence(MAKE_PLAN, EXECUTE, REPLAN);
            g.after(REPLAN).route(state -> state.get(PLAN).isEmpty() ? CONCLUDE : EXECUTE, CONCLUDE, EXECUTE);
            g.after(CONCLUDE).end();
        });
    }

    private Update makePlan(View state, NodeContext context) throws Exception {
        return Update.of(PLAN.set(lines(ask("Plan", state.get(GOAL), context))));
    }

    private Update execute(View state, NodeContext context) throws Exception {
        String step = state.get(PLAN).getFirst();
        return Update.of(DONE.add(new Done(step, ask("Do", step, context))));
    }

    /** What was learned may make steps unnecessary, or show that more are needed. */
    private Update replan(View state, NodeContext context) throws Exception {
        List<String> left = state.get(PLAN).subList(1, state.get(PLAN).size());
        return left.isEmpty()
                ? Update.of(PLAN.set(left))
                : Update.of(PLAN.set(lines(ask("Replan", left + ", knowing " + state.get(DONE), context))));
    }

    private Update conclude(View state, NodeContext context) throws Exception {
        return Update.of(ANSWER.set(ask("Answer", state.get(GOAL) + ", knowing " + state.get(DONE), context)));
    }

    private String ask(String what, String about, NodeContext context) throws Exception {
        List<Message> conversation = List.of(Message.system(PROMPT), Message.human(what + ": " + about));
        return model.reply(conversation, context).text();
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** Stands in for a model. */
    static Message offline(List<Message> conversation, List<ToolSpec> tools) {
        String asked = conversation.getLast().text();
        return Message.ai(
                switch (asked.substring(0, asked.indexOf(':'))) {
                    case "Plan" -> "measure the loom\ncount the threads\nask a weaver";
                    case "Do" -> asked.contains("measure") ? "120 cm wide" : "12 threads to the cm";
                    case "Replan" -> asked.contains("12 threads") ? "" : "count the threads\nask a weaver";
                    default -> "120 cm times 12 threads: 1440 heddles";
                });
    }

    public static void main(String[] arguments) {
        Graph planner = graph();
        try (Heddle heddle = Heddle.local(planner)) {
            View state = heddle.thread(planner, "weaver").invoke(GOAL.set("How many heddles does this loom need?"));

            state.get(DONE).forEach(done -> System.out.println(done.step() + ": " + done.result()));
            System.out.println(state.get(ANSWER));
        }
    }
}
