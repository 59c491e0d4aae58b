package io.heddle.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.heddle.api.GraphSchemas;
import io.heddle.api.Message;
import io.heddle.graph.UserSamples.Mood;
import io.heddle.graph.UserSamples.Result;
import io.heddle.graph.UserSamples.Shape;
import io.heddle.graph.UserSamples.Tree;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel shows fits its schema, and what it would refuse does not. */
class ChannelSchemaTest {
    @ParameterizedTest
    @MethodSource("io.heddle.graph.UserSamples#values")
    <T> void what_a_channel_shows_fits_its_schema(UserSamples.Kept<T> kept) {
        ValueChannel<T> value = Channel.value("v", kept.type());
        LogChannel<T> log = Channel.log("l", kept.type());
        JsonNode shown = value.set(kept.value()).change().shown().node();

        if (!shown.isTextual() || !shown.asText().equals("NaN")) {
            assertThat(faults(value, shown)).isEmpty();
            assertThat(faults(log, log.add(kept.value()).change().shown().node()))
                    .isEmpty();
        }
        assertThat(value.schema()).isSameAs(value.schema());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"Circle\",\"radius\":1.5}|true",
                "{\"type\":\"triangle\",\"sides\":[1,2,3]}|true",
                "{\"type\":\"Nothing\"}|true",
                "{\"type\":\"Triangle\",\"sides\":[]}|false",
                "{\"type\":\"Circle\",\"radius\":\"1\"}|false",
                "{\"type\":\"Circle\"}|false",
                "{\"radius\":1.5}|false",
                "null|false"
            })
    void a_sealed_type_is_one_of_its_records(String json, boolean fits) {
        ValueChannel<Shape> shape = Channel.value("shape", Shape.class);

        assertThat(faults(shape, tree(json)).isEmpty()).isEqualTo(fits);
    }

    @Nested
    class A_component {
        record Order(
                long cents,
                String note,
                Optional<String> coupon,
                @Nullable String gift,
                List<Optional<Integer>> parts) {}

        private final ValueChannel<Order> order = Channel.value("order", Order.class);

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"cents\":1,\"note\":\"\",\"parts\":[]}",
                    "{\"cents\":1,\"note\":\"\",\"coupon\":null,\"gift\":null,\"parts\":[null,1]}",
                    "{\"cents\":1,\"note\":\"\",\"coupon\":\"x\",\"gift\":\"y\",\"parts\":[],\"more\":[]}"
                })
        void may_be_left_out_or_null_if_it_is_optional_or_nullable(String json) {
            assertThat(faults(order, tree(json))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"note\":\"\",\"parts\":[]}",
                    "{\"cents\":1,\"parts\":[]}",
                    "{\"cents\":1,\"note\":null,\"parts\":[]}",
                    "{\"cents\":1.5,\"note\":\"\",\"parts\":[]}",
                    "{\"cents\":1,\"note\":\"\",\"coupon\":1,\"parts\":[]}",
                    "{\"cents\":1,\"note\":\"\",\"parts\":[\"1\"]}"
                })
        void has_to_be_there_otherwise(String json) {
            assertThat(faults(order, tree(json))).isNotEmpty();
        }
    }

    @Nested
    class A_conversation {
        private final MessagesChannel chat = Channel.messages("chat");

        @Test
        void is_a_list_of_messages_with_the_hint_that_clients_look_for() {
            Message.ToolCall call = new Message.ToolCall("c1", "search", JsonValue.ofText("{\"q\":1}"));
            JsonNode shown = chat.add(
                            Message.human("hi").withId("1"),
                            Message.system("be kind"),
                            Message.ai("", List.of(call)),
                            Message.tool(call, "found"))
                    .change()
                    .shown()
                    .node();

            assertThat(chat.schema().node().get("langgraph_type").asText()).isEqualTo("messages");
            assertThat(faults(chat, shown)).isEmpty();
            assertThat(faults(chat, tree("[{\"type\":\"tool\",\"content\":\"x\"}]")))
                    .isNotEmpty();
            assertThat(faults(chat, tree("[{\"type\":\"alien\",\"content\":\"x\"}]")))
                    .isNotEmpty();
        }
    }

    @Nested
    class A_kind_of_channel {
        @Test
        void shows_its_kind_in_its_schema() {
            assertThat(Channel.value("v", Integer.class).schema()).hasToString(schema("\"type\":\"integer\""));
            assertThat(Channel.value("v", Integer.class).startingAt(3).schema())
                    .hasToString(schema("\"type\":\"integer\",\"default\":3"));
            assertThat(Channel.fold("f", Integer.class, 0, Integer::sum).schema())
                    .hasToString(schema("\"type\":\"integer\",\"default\":0"));
            assertThat(Channel.log("l", String.class).schema())
                    .hasToString(schema("\"type\":\"array\",\"items\":{\"type\":\"string\"}"));
            assertThat(Channel.topic("t", Boolean.class).schema())
                    .hasToString(schema("\"type\":\"array\",\"items\":{\"type\":\"boolean\"}"));
            assertThat(Channel.barrier("b", Mood.class).schema())
                    .hasToString(schema(
                            "\"type\":\"array\",\"items\":{\"enum\":[\"CALM\",\"STORMY\"]},\"uniqueItems\":true"));
            assertThat(Channel.value("any", JsonValue.class).schema())
                    .hasToString("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"}");
        }

        private static String schema(String body) {
            return "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"," + body + "}";
        }
    }

    @Nested
    class A_graph {
        /** Has the name of a definition of ours. */
        record ToolCall(int mine, Optional<ToolCall> next) {}

        private final MessagesChannel chat = Channel.messages("chat");
        private final ValueChannel<ToolCall> call = Channel.value("call", ToolCall.class);
        private final LogChannel<Tree> trees = Channel.log("trees", Tree.class);
        private final ValueChannel<Result<Tree>> result = Channel.value("result", new TypeRef<Result<Tree>>() {});
        private final UntrackedChannel<String> secret = Channel.untracked("secret", String.class);
        private final NodeKey<Void> node = NodeKey.of("n");
        private final GraphSchemas schemas = Graph.define(
                        "g",
                        1,
                        g -> g.channels(chat, call, trees, result, secret)
                                .node(node, (view, context) -> Update.nothing())
                                .start(node)
                                .after(node)
                                .end())
                .schemas();

        @Test
        void has_a_property_for_each_channel_and_one_definition_for_each_type() {
            JsonNode state = schemas.state().node();

            assertThat(state.get("title").asText()).isEqualTo("g state");
            assertThat(names(state.get("properties"))).containsExactly("chat", "call", "trees", "result");
            assertThat(names(schemas.input().node().get("properties"))).contains("secret");
            assertThat(names(state.get("$defs")).stream().filter("Tree"::equals))
                    .hasSize(1);
            assertThat(state.findValuesAsText("$ref"))
                    .isNotEmpty()
                    .allSatisfy(reference -> assertThat(
                                    state.at(reference.substring(1)).isMissingNode())
                            .as(reference)
                            .isFalse());
        }

        @Test
        void is_fitted_by_its_states() {
            Values values = Values.EMPTY
                    .with(
                            "chat",
                            chat.add(Message.ai("", List.of(new Message.ToolCall("c", "t", JsonValue.EMPTY_OBJECT)))
                                            .withId("m"))
                                    .change())
                    .with(
                            "call",
                            call.set(new ToolCall(1, Optional.of(new ToolCall(2, Optional.empty()))))
                                    .change())
                    .with("trees", trees.add(new Tree("t", List.of(), Map.of())).change());

            JsonNode shown = values.json(List.of(chat, call, trees, result)).node();

            assertThat(faults(schemas.state(), shown)).isEmpty();
            assertThat(faults(schemas.state(), tree("{\"call\":{\"mine\":\"1\"}}")))
                    .isNotEmpty();
        }

        private static List<String> names(JsonNode object) {
            return object.propertyStream().map(Map.Entry::getKey).toList();
        }
    }

    private static List<String> faults(Channel<?> channel, JsonNode value) {
        return faults(channel.schema(), value);
    }

    private static List<String> faults(JsonValue schema, JsonNode value) {
        JsonSchema checked =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema.node());
        return checked.validate(value).stream().map(Object::toString).toList();
    }

    private static JsonNode tree(String json) {
        return JsonValue.ofText(json).node();
    }
}
