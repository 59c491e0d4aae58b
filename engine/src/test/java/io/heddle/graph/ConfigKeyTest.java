package io.heddle.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigKeyTest {
    private static final ConfigKey<String> MODEL = ConfigKey.of("model", String.class);
    private static final ConfigKey<Double> HEAT =
            ConfigKey.of("heat", Double.class).orElse(0.5);
    private static final ConfigKey<List<Tool>> TOOLS =
            ConfigKey.of("tools", new TypeRef<List<Tool>>() {}).orElse(List.of());
    private static final NodeKey<Void> WORK = NodeKey.of("work");
    private static final NodeKey<Void> INSIDE = NodeKey.of("inside");

    record Tool(String name, int limit) {}

    @Nested
    class A_value {
        private final JsonValue config = json("{\"model\":\"large\",\"tools\":[{\"name\":\"web\",\"limit\":3}]}");

        @Test
        void is_read_as_the_type_it_was_declared_with() {
            assertThat(MODEL.read(config)).isEqualTo("large");
            assertThat(TOOLS.read(config)).containsExactly(new Tool("web", 3));
        }

        @Test
        void that_was_not_given_is_what_the_key_gives_instead() {
            assertThat(HEAT.read(config)).isEqualTo(0.5);
            assertThat(HEAT.read(json("{\"heat\":null}"))).isEqualTo(0.5);
        }

        @Test
        void that_was_not_given_and_has_no_substitute_is_an_error_that_says_what_to_do() {
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> MODEL.read(JsonValue.EMPTY_OBJECT))
                    .withMessage("the run was not given config key model; declare it with config(…),"
                            + " so that such a run is refused");
        }
    }

    @Nested
    class A_graph_that_declares_keys {
        private final Graph graph = graph(MODEL, HEAT, TOOLS);

        @Test
        void takes_what_fits_and_lets_other_names_through() {
            assertThatCode(() -> graph.checkConfig("config.configurable", json("{\"model\":\"m\",\"other\":[1]}")))
                    .doesNotThrowAnyException();
        }

        @Test
        void names_the_value_that_is_missing() {
            Problem.InvalidRequest refusal = refusal(graph, "{}");

            assertThat(refusal.field()).isEqualTo("config.configurable.model");
            assertThat(refusal.found()).isEqualTo("nothing");
            assertThat(refusal.expected()).isEqualTo("a value of type String");
        }

        @Test
        void names_the_value_that_does_not_fit() {
            assertThat(refusal(graph, "{\"model\":1}").field()).isEqualTo("config.configurable.model");
            assertThat(refusal(graph, "{\"model\":\"m\",\"heat\":\"hot\"}").found())
                    .isEqualTo("\"hot\"");
            assertThat(refusal(graph, "{\"model\":\"m\",\"tools\":[{\"name\":\"web\",\"limit\":\"3\"}]}")
                            .field())
                    .isEqualTo("config.configurable.tools[0].limit");
        }

        @Test
        void shows_them_in_its_schemas() {
            JsonNode schema = graph.schemas().config().node();

            assertThat(schema).isEqualTo(graph.schemas().context().node());
            assertThat(schema.at("/properties/model/type").asText()).isEqualTo("string");
            assertThat(schema.at("/properties/heat/default").asDouble()).isEqualTo(0.5);
            assertThat(schema.findValue("limit").get("type").asText()).isEqualTo("integer");
            assertThat(schema.get("required")).hasToString("[\"model\"]");
        }

        @Test
        void asks_for_what_graphs_inside_it_cannot_do_without() {
            Graph around = Graph.define(
                    "around",
                    1,
                    g -> g.config(MODEL.orElse("small"), HEAT)
                            .subgraph(INSIDE, graph)
                            .start(INSIDE)
                            .after(INSIDE)
                            .end());

            assertThat(around.config()).extracting(ConfigKey::name).containsExactly("model", "heat", "tools");
            assertThat(refusal(around, "{}").field()).isEqualTo("config.configurable.model");
        }
    }

    @Test
    void a_graph_without_keys_has_no_schema_for_them() {
        assertThat(graph().schemas().config()).isEqualTo(JsonValue.NULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "__x", "thread_id", "checkpoint_ns"})
    void names_are_refused_that_clients_need_for_something_else(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigKey.of(name, String.class))
                .withMessageStartingWith("config key \"" + name + "\"");
    }

    private static Graph graph(ConfigKey<?>... keys) {
        return Graph.define(
                "configured",
                1,
                g -> g.config(keys)
                        .node(WORK, (state, context) -> Update.nothing())
                        .start(WORK)
                        .after(WORK)
                        .end());
    }

    private static Problem.InvalidRequest refusal(Graph graph, String config) {
        try {
            graph.checkConfig("config.configurable", json(config));
        } catch (ProblemException e) {
            return (Problem.InvalidRequest) e.problem();
        }
        throw new AssertionError(config + " was accepted");
    }

    private static JsonValue json(String text) {
        return JsonValue.ofText(text);
    }
}
