package io.heddle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.heddle.json.Json;
import io.heddle.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFormsTest {
    private static final String HUMAN =
            "{\"content\":\"hi\",\"additional_kwargs\":{},\"response_metadata\":{},\"type\":\"human\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"hi\"",
                "[\"user\",\"hi\"]",
                "[\"human\",\"hi\"]",
                "{\"role\":\"user\",\"content\":\"hi\"}",
                "{\"role\":\"HUMAN\",\"content\":\"hi\"}",
                "{\"type\":\"human\",\"content\":\"hi\",\"name\":null}",
                "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"langchain_core\",\"messages\",\"HumanMessage\"],"
                        + "\"kwargs\":{\"content\":\"hi\"}}"
            })
    void every_form_of_one_message_becomes_the_same(String written) {
        assertThat(read(written)).extracting(Message::toString).containsExactly(HUMAN);
    }

    @ParameterizedTest
    @CsvSource({"user,human", "assistant,ai", "ai,ai", "system,system", "developer,system", "AIMessageChunk,ai"})
    void each_role_has_its_type(String role, String type) {
        assertThat(read("[{\"role\":\"%s\",\"content\":\"x\"}]".formatted(role))
                        .getFirst()
                        .type())
                .isEqualTo(type);
    }

    @Test
    void an_answer_has_exactly_the_keys_that_clients_compare() {
        assertThat(read("{\"role\":\"ai\",\"content\":\"ho\",\"id\":\"m\"}")
                        .getFirst()
                        .json())
                .hasToString("{\"content\":\"ho\",\"additional_kwargs\":{},\"response_metadata\":{},\"type\":\"ai\","
                        + "\"id\":\"m\",\"tool_calls\":[],\"invalid_tool_calls\":[]}");
    }

    @Test
    void unknown_fields_and_blocks_are_kept_as_they_came() {
        String blocks = "[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}]";
        Message message = read("{\"role\":\"user\",\"content\":%s,\"mood\":{\"x\":1.50}}".formatted(blocks))
                .getFirst();

        assertThat(message.text()).isEqualTo("a");
        assertThat(message.json().toString()).contains(blocks).contains("\"mood\":{\"x\":1.50}");
    }

    @Test
    void a_list_of_two_strings_is_a_pair_only_if_the_first_is_a_role() {
        assertThat(read("[\"user\",\"hi\"]")).hasSize(1);
        assertThat(read("[\"hello\",\"hi\"]")).extracting(Message::text).containsExactly("hello", "hi");
    }

    @Test
    void a_canonical_message_stays_as_it_is() {
        Message message = Message.ai("", List.of(new Message.ToolCall("c1", "search", JsonValue.ofText("{\"q\":1}"))));

        assertThat(read(message.toString())).containsExactly(message);
        assertThat(Json.read(message.json().utf8(), Message.class)).isEqualTo(message);
        assertThat(Message.stored(message.json()).toolCalls()).isEqualTo(message.toolCalls());
    }

    @Test
    void a_message_s_head_is_what_the_whole_message_says() {
        Message message = Message.tool(
                        new Message.ToolCall("c1", "search", JsonValue.EMPTY_OBJECT),
                        "{\"type\":\"fake\",\"id\":\"fake\"}")
                .withId("real");

        assertThat(MessageHead.of(message.json())).isEqualTo(new MessageHead("tool", "real"));
        assertThat(MessageHead.of(Message.removeAll().json()).removesAll()).isTrue();
        assertThat(MessageHead.of(JsonValue.ofText("[]"))).isEqualTo(new MessageHead("", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5|m",
                "{}|m",
                "[\"hi\",{\"role\":\"alien\",\"content\":\"x\"}]|m[1]",
                "{\"role\":\"user\"}|m.content",
                "{\"role\":\"user\",\"content\":5}|m.content",
                "{\"type\":\"remove\"}|m.id",
                "{\"role\":\"tool\",\"content\":\"x\"}|m.tool_call_id",
                "{\"role\":\"ai\",\"content\":\"x\",\"tool_calls\":[{}]}|m.tool_calls"
            })
    void what_is_no_message_is_refused_by_path(String written, String path) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(written))
                .satisfies(e -> assertThat(((Problem.InvalidRequest) e.problem()).field())
                        .isEqualTo(path));
    }

    private static List<Message> read(String json) {
        return MessageForms.read("m", JsonValue.ofText(json).node());
    }
}
