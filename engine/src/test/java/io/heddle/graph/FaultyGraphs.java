package io.heddle.graph;

import static io.heddle.graph.Graph.END;
import static io.heddle.graph.Graph.START;

import java.util.List;

/**
 * A definition for each {@link GraphFault}, and beside it the same definition mended. The guide's page of definition errors
 * shows the bodies of these methods as they stand.
 */
final class FaultyGraphs {
    static final NodeKey<Void> PLAN = NodeKey.of("plan");
    static final NodeKey<Void> WRITE = NodeKey.of("write");
    static final NodeKey<Void> CHECK = NodeKey.of("check");
    static final NodeKey<Void> PUBLISH = NodeKey.of("publish");
    static final NodeKey<Void> HELPER = NodeKey.of("helper");
    static final NodeKey<Essay> GRADE = NodeKey.of("grade", Essay.class);
    static final NodeKey<Failure> RESCUE = NodeKey.of("rescue", Failure.class);
    static final NodeKey<Failure> GIVE_UP = NodeKey.of("give_up", Failure.class);

    static final ValueChannel<String> TITLE = Channel.value("title", String.class);
    static final ValueChannel<Essay> ESSAY = Channel.value("essay", Essay.class);
    static final LogChannel<Essay> ESSAYS = Channel.log("essays", Essay.class);
    static final LogChannel<Failure> FAILURES = Channel.log("failures", Failure.class);

    static final ConfigKey<String> MODEL = ConfigKey.of("model", String.class).orElse("small");

    static final NodeFunction work = (state, context) -> Update.nothing();
    static final WorkerFunction<Essay> grade = (essay, context) -> Update.nothing();
    static final WorkerFunction<Failure> rescue = (failure, context) -> Update.nothing();

    private FaultyGraphs() {}

    record Essay(String text) {}

    /** Each essay as a state of its own. */
    static List<Send<Void>> sends(List<Essay> essays) {
        return essays.stream().map(essay -> Send.to(HELPER, ESSAY.set(essay))).toList();
    }

    static void duplicate_channel(GraphBuilder g) {
        g.channels(TITLE, Channel.value("title", Integer.class));
        g.node(PLAN, work).start(PLAN).after(PLAN).end();
    }

    static void duplicate_channel_mended(GraphBuilder g) {
        g.channels(TITLE, Channel.value("chapters", Integer.class));
        g.node(PLAN, work).start(PLAN).after(PLAN).end();
    }

    static void unknown_channel(GraphBuilder g) {
        g.channels(ESSAYS).input(TITLE);
        g.worker(GRADE, grade);
        g.after(START).fanOut(GRADE, state -> state.get(ESSAYS), OnFailure.collectInto(FAILURES));
        g.after(GRADE).end();
    }

    static void unknown_channel_mended(GraphBuilder g) {
        g.channels(ESSAYS, TITLE, FAILURES).input(TITLE);
        g.worker(GRADE, grade);
        g.after(START).fanOut(GRADE, state -> state.get(ESSAYS), OnFailure.collectInto(FAILURES));
        g.after(GRADE).end();
    }

    static void duplicate_node(GraphBuilder g) {
        g.node(PLAN, work).start(PLAN).after(PLAN).to(WRITE);
        g.node(WRITE, work).after(WRITE).end();
        g.node(WRITE, work);
    }

    static void duplicate_node_mended(GraphBuilder g) {
        g.node(PLAN, work).start(PLAN).after(PLAN).to(WRITE);
        g.node(WRITE, work).after(WRITE).to(CHECK);
        g.node(CHECK, work).after(CHECK).end();
    }

    static void not_a_node(GraphBuilder g) {
        g.node(PLAN, work).start(PLAN);
        g.after(PLAN).route(state -> START, START, END);
        g.pauseBefore(END);
    }

    static void not_a_node_mended(GraphBuilder g) {
        g.node(PLAN, work).start(PLAN);
        g.after(PLAN).route(state -> PLAN, PLAN, END);
        g.pauseAfter(PLAN);
    }

    static void unknown_node(GraphBuilder g) {
        g.node(PLAN, work, node -> node.mayGoTo(CHECK).onError(RESCUE)).start(PLAN);
        g.after(PLAN).to(WRITE);
        g.after(PUBLISH).end();
        g.pauseBefore(PUBLISH);
    }

    static void unknown_node_mended(GraphBuilder g) {
        g.node(PLAN, work, node -> node.mayGoTo(CHECK).onError(RESCUE)).start(PLAN);
        g.node(CHECK, work).node(WRITE, work).node(PUBLISH, work).worker(RESCUE, rescue);
        g.after(PLAN).to(WRITE);
        g.after(WRITE).to(PUBLISH);
        g.after(CHECK).to(PUBLISH);
        g.after(RESCUE).to(PUBLISH);
        g.after(PUBLISH).end();
        g.pauseBefore(PUBLISH);
    }

    static void two_inputs(GraphBuilder g) {
        g.channels(ESSAYS).worker(GRADE, grade);
        g.after(START).fanOut(NodeKey.of("grade", String.class), state -> List.of("first", "second"));
        g.after(GRADE).end();
    }

    static void two_inputs_mended(GraphBuilder g) {
        g.channels(ESSAYS).worker(GRADE, grade);
        g.after(START).fanOut(GRADE, state -> state.get(ESSAYS));
        g.after(GRADE).end();
    }

    static void config_clash(GraphBuilder g) {
        Graph helper = Graph.define("helper", 1, h -> {
            h.config(ConfigKey.of("model", Integer.class));
            h.node(PLAN, work).start(PLAN).after(PLAN).end();
        });
        g.config(MODEL).subgraph(HELPER, helper);
        g.start(HELPER).after(HELPER).end();
    }

    static void config_clash_mended(GraphBuilder g) {
        Graph helper = Graph.define("helper", 1, h -> {
            h.config(MODEL);
            h.node(PLAN, work).start(PLAN).after(PLAN).end();
        });
        g.config(MODEL).subgraph(HELPER, helper);
        g.start(HELPER).after(HELPER).end();
    }

    static void missing_input(GraphBuilder g) {
        g.worker(CHECK, (nothing, context) -> Update.nothing());
        g.start(CHECK).after(CHECK).end();
    }

    static void missing_input_mended(GraphBuilder g) {
        g.node(CHECK, work);
        g.start(CHECK).after(CHECK).end();
    }

    static void channel_clash(GraphBuilder g) {
        Graph helper = Graph.define("helper", 1, h -> {
            h.channels(Channel.log("title", Integer.class));
            h.node(PLAN, work).start(PLAN).after(PLAN).end();
        });
        g.channels(TITLE).subgraph(HELPER, helper);
        g.start(HELPER).after(HELPER).end();
    }

    static void channel_clash_mended(GraphBuilder g) {
        Graph helper = Graph.define("helper", 1, h -> {
            h.channels(Channel.log("lengths", Integer.class));
            h.node(PLAN, work).start(PLAN).after(PLAN).end();
        });
        g.channels(TITLE).subgraph(HELPER, helper);
        g.start(HELPER).after(HELPER).end();
    }

    static void subgraph_with_input(GraphBuilder g) {
        Graph helper = Graph.define("helper", 1, h -> {
            h.channels(ESSAY).node(CHECK, work);
            h.start(CHECK).after(CHECK).end();
        });
        g.channels(ESSAYS).subgraph(GRADE, helper);
        g.after(START).fanOut(GRADE, state -> state.get(ESSAYS));
        g.after(GRADE).end();
    }

    static void subgraph_with_input_mended(GraphBuilder g) {
        Graph helper = Graph.define("helper", 1, h -> {
            h.channels(ESSAY).node(CHECK, work);
            h.start(CHECK).after(CHECK).end();
        });
        g.channels(ESSAYS, ESSAY).subgraph(HELPER, helper);
        g.after(START).routeAll(state -> sends(state.get(ESSAYS)), HELPER);
        g.after(HELPER).end();
    }

    static void varying_subgraph(GraphBuilder g) {
        Graph helper = Graph.define("helper", 1, List.of(MODEL), (h, config) -> {
            NodeKey<Void> ask = NodeKey.of("ask_" + config.get(MODEL));
            h.node(ask, work).start(ask).after(ask).end();
        });
        g.subgraph(HELPER, helper);
        g.start(HELPER).after(HELPER).end();
    }

    static Graph varying_subgraph_mended() {
        Graph helper = Graph.define("helper", 1, List.of(MODEL), (h, config) -> {
            NodeKey<Void> ask = NodeKey.of("ask_" + config.get(MODEL));
            h.node(ask, work).start(ask).after(ask).end();
        });
        return Graph.define("essay", 1, List.of(MODEL), (g, config) -> {
            g.subgraph(HELPER, config.get(helper));
            g.start(HELPER).after(HELPER).end();
        });
    }

    static void no_start(GraphBuilder g) {
        g.node(PLAN, work);
        g.after(PLAN).end();
    }

    static void no_start_mended(GraphBuilder g) {
        g.node(PLAN, work).start(PLAN);
        g.after(PLAN).end();
    }

    static void route_without_targets(GraphBuilder g) {
        g.node(PLAN, work).start(PLAN);
        g.after(PLAN).route(state -> state.find(TITLE).isEmpty() ? PLAN : END);
    }

    static void route_without_targets_mended(GraphBuilder g) {
        g.node(PLAN, work).start(PLAN);
        g.after(PLAN).route(state -> state.find(TITLE).isEmpty() ? PLAN : END, PLAN, END);
    }

    static void edge_to_worker(GraphBuilder g) {
        g.channels(ESSAYS).node(PLAN, work).worker(GRADE, grade);
        g.start(PLAN).after(PLAN).to(GRADE);
        g.after(GRADE).end();
    }

    static void edge_to_worker_mended(GraphBuilder g) {
        g.channels(ESSAYS).node(PLAN, work).worker(GRADE, grade);
        g.start(PLAN).after(PLAN).fanOut(GRADE, state -> state.get(ESSAYS));
        g.after(GRADE).end();
    }

    static void dead_end(GraphBuilder g) {
        g.node(PLAN, work).node(WRITE, work);
        g.start(PLAN).after(PLAN).to(WRITE);
    }

    static void dead_end_mended(GraphBuilder g) {
        g.node(PLAN, work).node(WRITE, work);
        g.start(PLAN).after(PLAN).to(WRITE);
        g.after(WRITE).end();
    }

    static void join_of_one(GraphBuilder g) {
        g.node(PLAN, work).node(WRITE, work);
        g.start(PLAN).afterAll(PLAN).to(WRITE);
        g.after(WRITE).end();
    }

    static void join_of_one_mended(GraphBuilder g) {
        g.node(PLAN, work).node(WRITE, work);
        g.start(PLAN).after(PLAN).to(WRITE);
        g.after(WRITE).end();
    }

    static void repeated_join(GraphBuilder g) {
        g.node(WRITE, work).node(CHECK, work).node(PUBLISH, work).start(WRITE, CHECK);
        g.afterAll(WRITE, CHECK).to(PUBLISH);
        g.afterAll(CHECK, WRITE).to(PUBLISH);
        g.after(PUBLISH).end();
    }

    static void repeated_join_mended(GraphBuilder g) {
        g.node(WRITE, work).node(CHECK, work).node(PUBLISH, work).start(WRITE, CHECK);
        g.afterAll(WRITE, CHECK).to(PUBLISH);
        g.after(PUBLISH).end();
    }

    static void handler_loop(GraphBuilder g) {
        g.node(PLAN, work, node -> node.onError(RESCUE)).start(PLAN).after(PLAN).end();
        g.worker(RESCUE, rescue, node -> node.onError(GIVE_UP)).after(RESCUE).end();
        g.worker(GIVE_UP, rescue, node -> node.onError(RESCUE)).after(GIVE_UP).end();
    }

    static void handler_loop_mended(GraphBuilder g) {
        g.node(PLAN, work, node -> node.onError(RESCUE)).start(PLAN).after(PLAN).end();
        g.worker(RESCUE, rescue, node -> node.onError(GIVE_UP)).after(RESCUE).end();
        g.worker(GIVE_UP, rescue).after(GIVE_UP).end();
    }

    static void unreachable_node(GraphBuilder g) {
        g.node(PLAN, work).start(PLAN).after(PLAN).end();
        g.node(CHECK, work).after(CHECK).end();
    }

    static void unreachable_node_mended(GraphBuilder g) {
        g.node(PLAN, work, node -> node.mayGoTo(CHECK)).start(PLAN).after(PLAN).end();
        g.node(CHECK, work).after(CHECK).end();
    }

    static void join_never_fires(GraphBuilder g) {
        g.node(PLAN, work).node(WRITE, work).node(CHECK, work).start(PLAN);
        g.afterAll(PLAN, CHECK).to(WRITE);
        g.after(WRITE).to(CHECK, END);
    }

    static void join_never_fires_mended(GraphBuilder g) {
        g.node(PLAN, work).node(WRITE, work).node(CHECK, work).start(PLAN, CHECK);
        g.afterAll(PLAN, CHECK).to(WRITE);
        g.after(WRITE).to(END);
    }

    static void no_end(GraphBuilder g) {
        g.node(WRITE, work).node(CHECK, work).start(WRITE);
        g.sequence(WRITE, CHECK, WRITE);
    }

    static void no_end_mended(GraphBuilder g) {
        g.node(WRITE, work).node(CHECK, work).start(WRITE);
        g.after(WRITE).to(CHECK);
        g.after(CHECK).route(state -> state.find(TITLE).isEmpty() ? WRITE : END, WRITE, END);
    }
}
