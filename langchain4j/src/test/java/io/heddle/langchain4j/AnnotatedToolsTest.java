package io.heddle.langchain4j;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.heddle.Heddle;
import io.heddle.api.Message;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.ToolAgent;
import io.heddle.prebuilt.ToolResult;
import io.heddle.prebuilt.ToolSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AnnotatedToolsTest {
    private static final LogChannel<String> NOTES = Channel.log("notes", String.class);

    /** Where a parcel goes. */
    public record Address(String street, int number) {}

    /** What an office can do. Not public: nobody else calls it. */
    static final class Office {
        @Tool("Sends a parcel")
        String send(@P("where to") Address to, LocalDate on, @P(value = "how often", defaultValue = "1") int times) {
            return "%d to %s %d on %s".formatted(times, to.street(), to.number(), on);
        }

        @Tool(name = "note_down", value = "Keeps a note")
        ToolResult note(String text, View state, NodeContext context) {
            return ToolResult.of(context.node() + " kept " + (state.get(NOTES).size() + 1), NOTES.add(text));
        }

        @Tool("Lists things")
        List<Address> list(Optional<String> like, @P(value = "at most", required = false) Integer most) {
            return List.of(new Address(like.orElse("any"), most == null ? 9 : most));
        }

        @Tool("Rings the bell")
        void ring() {}

        @Tool("Fails")
        String fail() throws Exception {
            throw new Exception("the door is locked");
        }
    }

    @Nested
    class A_method {
        @Test
        void is_described_by_its_annotations_and_types() {
            ToolSpec send = spec("send");

            assertThat(send.description()).isEqualTo("Sends a parcel");
            assertThat(send.parameters()
                            .node()
                            .at("/properties/to/properties/number/type")
                            .asText())
                    .isEqualTo("integer");
            assertThat(send.parameters().node().path("required").toString()).isEqualTo("[\"to\",\"on\"]");
        }

        @Test
        void hides_what_heddle_gives_it() {
            assertThat(spec("note_down").parameters().toString())
                    .isEqualTo("{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}},"
                            + "\"required\":[\"text\"]}");
        }

        @Test
        void needs_no_arguments() {
            assertThat(spec("ring").parameters().toString()).isEqualTo("{\"type\":\"object\",\"properties\":{}}");
        }

        @Test
        void gets_records_dates_and_defaults() {
            assertThat(call("send {\"to\":{\"street\":\"Mill Lane\",\"number\":7},\"on\":\"2026-11-22\"}"))
                    .isEqualTo(tuple("1 to Mill Lane 7 on 2026-11-22", "success"));
        }

        @Test
        void gets_nothing_for_what_may_be_absent() {
            assertThat(call("list {}")).isEqualTo(tuple("[{\"street\":\"any\",\"number\":9}]", "success"));
            assertThat(call("list {\"like\":\"mill\",\"most\":2}"))
                    .isEqualTo(tuple("[{\"street\":\"mill\",\"number\":2}]", "success"));
        }

        @Test
        void sees_its_node_and_writes_channels() {
            assertThat(call("note_down {\"text\":\"bread\"}")).isEqualTo(tuple("tools kept 1", "success"));
        }

        @Test
        void that_returns_nothing_is_done() {
            assertThat(call("ring {}")).isEqualTo(tuple("done", "success"));
        }
    }

    @Nested
    class The_model_is_told {
        @Test
        void which_argument_is_missing() {
            assertThat(call("note_down {}")).isEqualTo(tuple("argument text: expected String, found nothing", "error"));
        }

        @Test
        void which_argument_does_not_fit() {
            assertThat(call("send {\"to\":{\"street\":\"Mill Lane\",\"number\":\"seven\"},\"on\":\"2026-11-22\"}"))
                    .isEqualTo(tuple(
                            "argument to: expected Address, found" + " {\"street\":\"Mill Lane\",\"number\":\"seven\"}",
                            "error"));
        }

        @Test
        void what_the_method_threw() {
            assertThat(call("fail {}")).isEqualTo(tuple("the door is locked", "error"));
        }
    }

    @Test
    void an_object_without_tools_is_a_mistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnotatedTools.of("text"))
                .withMessage("java.lang.String has no method with @Tool");
    }

    private static ToolSpec spec(String name) {
        return AnnotatedTools.of(new Office()).stream()
                .map(tool -> tool.spec())
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What comes of a call, made by an agent: text and status. */
    private static org.assertj.core.groups.Tuple call(String written) {
        String[] parts = written.split(" ", 2);
        Message.ToolCall call = new Message.ToolCall("c1", parts[0], JsonValue.parse(parts[1]));
        ChatModel model = (conversation, tools, context) ->
                conversation.size() == 1 ? Message.ai("", List.of(call)) : Message.ai("done");
        Graph agent = ToolAgent.define(
                "agent",
                1,
                model,
                it -> it.tools(AnnotatedTools.of(new Office())).channels(NOTES));
        try (Heddle heddle = Heddle.local(agent)) {
            Message answer = heddle.thread(agent, "t")
                    .invoke(MESSAGES.add(Message.human("Go")))
                    .get(MESSAGES)
                    .get(2);
            return tuple(answer.text(), answer.json().node().path("status").asText());
        }
    }
}
