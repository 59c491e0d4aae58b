package io.heddle.graph;

import static io.heddle.graph.Graph.END;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.GraphDescription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GraphDrawingTest {
    private static final NodeKey<Void> PLAN = NodeKey.of("plan");
    private static final NodeKey<Void> WRITE = NodeKey.of("write");
    private static final NodeKey<Void> CHECK = NodeKey.of("check");
    private static final NodeKey<Void> PUBLISH = NodeKey.of("publish");
    private static final NodeKey<Void> TEAM = NodeKey.of("team");
    private static final NodeKey<String> GRADE = NodeKey.of("grade", String.class);
    private static final NodeKey<Failure> RESCUE = NodeKey.of("rescue", Failure.class);
    private static final NodeFunction IDLE = (view, context) -> Update.nothing();

    private static final Graph EVERY_WAY = Graph.define("every_way", 3, g -> {
        g.node(PLAN, IDLE, node -> node.onError(RESCUE).describedAs("Thinks \"first\"; says <what>"));
        g.node(WRITE, IDLE, node -> node.mayGoTo(PLAN)).node(CHECK, IDLE);
        g.node(PUBLISH, IDLE, node -> node.deferred().metadata("team", "press").metadata("tries", 3));
        g.worker(GRADE, (text, context) -> Update.nothing());
        g.worker(RESCUE, (failure, context) -> Update.nothing());
        g.start(PLAN);
        g.after(PLAN).to(WRITE, CHECK);
        g.after(PLAN).fanOut(GRADE, state -> List.of("a", "b"));
        g.after(GRADE).end();
        g.afterAll(WRITE, CHECK).to(PUBLISH);
        g.after(PUBLISH).route(state -> END, PLAN, END);
        g.after(RESCUE).end();
        g.pauseBefore(PUBLISH, CHECK).pauseAfter(CHECK);
    });

    @Nested
    class A_picture {
        @Test
        void tells_every_kind_of_way_apart() {
            assertThat(EVERY_WAY.describe().mermaid()).isEqualTo("""
                    graph TD;
                        __start__([start]):::first
                        plan("plan<hr/><small><em>Thinks #34;first#34;#59; says #60;what#62;</em></small>")
                        write(write)
                        check("check<hr/><small><em>pauses before<br/>pauses after</em></small>")
                        publish("publish<hr/><small><em>deferred<br/>pauses before<br/>team = press<br/>tries = 3</em></small>")
                        grade(grade)
                        rescue(rescue)
                        __end__([end]):::last
                        __start__ --> plan;
                        plan --> write;
                        plan --> check;
                        plan -. send .-> grade;
                        plan -. error .-> rescue;
                        write ==> publish;
                        write -.-> plan;
                        check ==> publish;
                        publish -.-> plan;
                        publish -.-> __end__;
                        grade --> __end__;
                        rescue --> __end__;
                        class check,publish paused;
                        classDef default fill:#f2f0ff,line-height:1.2
                        classDef first fill-opacity:0
                        classDef last fill:#bfb6fc
                        classDef paused stroke-dasharray:4
                    """);
        }

        @Test
        void does_not_stumble_over_names_that_mean_something_to_mermaid() {
            NodeKey<Void> end = NodeKey.of("end");
            NodeKey<Void> almost = NodeKey.of("end_");
            NodeKey<Void> dashed = NodeKey.of("web--search.v2");
            Graph graph = Graph.define(
                    "g",
                    1,
                    g -> g.node(end, IDLE)
                            .node(almost, IDLE)
                            .node(dashed, IDLE)
                            .start(end)
                            .sequence(end, almost, dashed)
                            .after(dashed)
                            .end());

            assertThat(graph.describe().mermaid())
                    .contains("    end__(end)\n    end_(end_)\n    web__search_v2(web--search.v2)\n")
                    .contains("__start__ --> end__;\n    end__ --> end_;\n    end_ --> web__search_v2;\n");
        }

        @Test
        void shows_subgraphs_closed_unless_asked() {
            assertThat(team().describe().mermaid())
                    .contains("    team[[team]]\n")
                    .contains("    __start__ --> team;\n    team --> publish;\n");
        }

        @Test
        void opens_subgraphs_as_boxes_within_boxes() {
            assertThat(team().describe(Integer.MAX_VALUE).mermaid()).startsWith("""
                    graph TD;
                        __start__([start]):::first
                        subgraph team[team]
                            team_plan(plan)
                            subgraph team_write[write]
                                team_write_plan(plan)
                                team_write_check(check)
                            end
                        end
                        publish(publish)
                        __end__([end]):::last
                        __start__ --> team_plan;
                        team_write_check --> publish;
                        publish --> __end__;
                        team_plan --> team_write_plan;
                        team_write_plan --> team_write_check;
                    """);
        }
    }

    @Nested
    class X_ray {
        @Test
        void goes_as_deep_as_it_is_told() {
            assertThat(ids(team().describe(0))).containsExactly("__start__", "team", "publish", "__end__");
            assertThat(ids(team().describe(1)))
                    .containsExactly("__start__", "team:plan", "team:write", "publish", "__end__");
            assertThat(ids(team().describe(2)))
                    .containsExactly(
                            "__start__", "team:plan", "team:write:plan", "team:write:check", "publish", "__end__");
            assertThat(team().describe(7)).isEqualTo(team().describe(2));
        }

        @Test
        void keeps_a_rim_that_no_single_node_can_stand_for() {
            Graph fork = Graph.define(
                    "fork",
                    1,
                    g -> g.node(WRITE, IDLE)
                            .node(CHECK, IDLE)
                            .start(WRITE, CHECK)
                            .after(WRITE)
                            .end()
                            .after(CHECK)
                            .end());
            GraphDescription opened = Graph.define(
                            "g",
                            1,
                            g -> g.subgraph(TEAM, fork).start(TEAM).after(TEAM).end())
                    .describe(1);

            assertThat(ids(opened))
                    .containsExactly(
                            "__start__", "team:__start__", "team:write", "team:check", "team:__end__", "__end__");
            assertThat(opened.edges())
                    .extracting(edge -> edge.source() + " " + edge.target())
                    .containsExactly(
                            "__start__ team:__start__",
                            "team:__end__ __end__",
                            "team:__start__ team:write",
                            "team:__start__ team:check",
                            "team:write team:__end__",
                            "team:check team:__end__");
        }

        @Test
        void leads_the_errors_of_an_opened_subgraph_from_its_last_node() {
            Graph inner = Graph.define(
                    "inner",
                    1,
                    h -> h.node(WRITE, IDLE).start(WRITE).after(WRITE).end());
            GraphDescription opened = Graph.define("g", 1, g -> {
                        g.subgraph(TEAM, inner, node -> node.onError(RESCUE));
                        g.worker(RESCUE, (failure, context) -> Update.nothing());
                        g.start(TEAM).after(TEAM).end().after(RESCUE).end();
                    })
                    .describe(1);

            assertThat(opened.edges())
                    .contains(new GraphDescription.Edge("team:write", "rescue", GraphDescription.Edge.Kind.ERROR));
        }
    }

    @Test
    void json_is_what_drawing_tools_of_langgraph_read() {
        GraphDescription described = EVERY_WAY.describe();
        Map<String, Integer> sizes = Map.of(
                "nodes", described.nodes().size(), "edges", described.edges().size());

        var json = described.json().node();

        assertThat(json.get("graph_id").textValue()).isEqualTo("every_way");
        assertThat(json.get("fingerprint").textValue()).isEqualTo(EVERY_WAY.fingerprint());
        sizes.forEach((member, size) -> assertThat(json.get(member)).hasSize(size));
        assertThat(json.at("/nodes/0"))
                .hasToString("{\"id\":\"__start__\",\"type\":\"schema\",\"data\":\"__start__\"}");
        assertThat(json.at("/nodes/4"))
                .hasToString(
                        "{\"id\":\"publish\",\"type\":\"runnable\",\"data\":{\"id\":\"publish\",\"name\":\"publish\","
                                + "\"kind\":\"plain\",\"policies\":[\"deferred\"]},"
                                + "\"metadata\":{\"team\":\"press\",\"tries\":3,\"__interrupt\":\"before\"}}");
        assertThat(json.at("/nodes/5/data/kind").textValue()).isEqualTo("worker");
        assertThat(json.get("edges"))
                .extracting(Object::toString)
                .contains(
                        "{\"source\":\"__start__\",\"target\":\"plan\",\"conditional\":false}",
                        "{\"source\":\"plan\",\"target\":\"grade\",\"data\":\"send\",\"conditional\":true}",
                        "{\"source\":\"write\",\"target\":\"publish\",\"data\":\"join\",\"conditional\":false}",
                        "{\"source\":\"publish\",\"target\":\"__end__\",\"conditional\":true}");
    }

    @Test
    void graphs_inside_go_by_the_way_to_them() {
        assertThat(team().subgraphs(false).keySet()).containsExactly("team");
        assertThat(team().subgraphs(true).keySet()).containsExactly("team", "team|write");
        assertThat(team().subgraphs(true).get("team|write").id()).isEqualTo("inner");
    }

    @Test
    void policies_are_told_in_words() {
        Graph graph = Graph.define(
                "g",
                1,
                g -> g.node(
                                PLAN,
                                IDLE,
                                node -> node.deferred()
                                        .retry(Retry.upTo(3).on(IllegalStateException.class), Retry.upTo(5))
                                        .timeout(Duration.ofSeconds(90))
                                        .idleTimeout(Duration.ofMillis(1_500))
                                        .heartbeatTimeout(Duration.ofHours(2)))
                        .start(PLAN)
                        .after(PLAN)
                        .end());

        assertThat(graph.describe().nodes().get(1).policies())
                .containsExactly(
                        "deferred", "up to 5 attempts", "timeout 1m30s", "idle timeout 1.5s", "heartbeat timeout 2h");
    }

    private static List<String> ids(GraphDescription graph) {
        return graph.nodes().stream().map(GraphDescription.Node::id).toList();
    }

    /** A graph in a graph in a graph. */
    private static Graph team() {
        Graph inner = Graph.define(
                "inner",
                1,
                g -> g.node(PLAN, IDLE)
                        .node(CHECK, IDLE)
                        .start(PLAN)
                        .after(PLAN)
                        .to(CHECK)
                        .after(CHECK)
                        .end());
        Graph middle = Graph.define(
                "middle",
                1,
                g -> g.node(PLAN, IDLE)
                        .subgraph(WRITE, inner)
                        .start(PLAN)
                        .after(PLAN)
                        .to(WRITE)
                        .after(WRITE)
                        .end());
        return Graph.define(
                "outer",
                1,
                g -> g.subgraph(TEAM, middle)
                        .node(PUBLISH, IDLE)
                        .start(TEAM)
                        .after(TEAM)
                        .to(PUBLISH)
                        .after(PUBLISH)
                        .end());
    }
}
