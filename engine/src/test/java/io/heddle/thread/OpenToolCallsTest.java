package io.heddle.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Message;
import io.heddle.api.Message.ToolCall;
import io.heddle.api.MessageHead;
import io.heddle.api.RunId;
import io.heddle.graph.Channel;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.MessageList;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.OpenCalls.OpenCall;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Stepper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OpenToolCallsTest {
    private static final MessagesChannel MESSAGES = Channel.messages("messages");
    private static final MessagesChannel NOTES = Channel.messages("notes");
    private static final RunId RUN = RunId.of(new UUID(1, 1));

    @Nested
    class New_input {
        @Test
        void answers_the_calls_that_it_leaves_behind_in_their_order() {
            Values values = holding(human("h1"), ai("a1", "search", "book"), tool("t1", "search"));

            List<Message> closing = closing(values, human("h2"));

            assertThat(closing).hasSize(1);
            assertThat(closing.getFirst().json())
                    .hasToString(
                            "{\"content\":\"The call of book was not carried out because a new request came first.\","
                                    + "\"additional_kwargs\":{},\"response_metadata\":{},\"type\":\"tool\","
                                    + "\"tool_call_id\":\"book\",\"name\":\"book\",\"status\":\"error\",\"id\":\""
                                    + closing.getFirst().id().orElseThrow() + "\"}");
        }

        @Test
        void closes_nothing_where_all_is_answered() {
            assertThat(closing(holding(human("h1")), human("h2"))).isEmpty();
            assertThat(closing(holding(ai("a1", "search"), tool("t1", "search")), human("h2")))
                    .isEmpty();
            assertThat(closing(Values.EMPTY, human("h1"))).isEmpty();
        }

        @Test
        void may_answer_a_call_itself() {
            assertThat(closing(holding(ai("a1", "search")), tool("t1", "search")))
                    .isEmpty();
        }

        @Test
        void may_take_the_call_back() {
            Values values = holding(human("h1"), ai("a1", "search"));

            assertThat(closing(values, Message.remove("a1"))).isEmpty();
            assertThat(closing(values, Message.removeAll(), human("h2"))).isEmpty();
            assertThat(closing(values, ai("a1"))).isEmpty();
        }

        @Test
        void that_takes_an_answer_back_leaves_its_call_behind() {
            assertThat(closing(holding(ai("a1", "search"), tool("t1", "search")), Message.remove("t1")))
                    .hasSize(1);
        }

        @Test
        void may_put_the_call_forth_again_with_other_arguments() {
            Message edited = Message.ai(
                            "", List.of(new ToolCall("search", "search", JsonValue.ofText("{\"for\":\"cats\"}"))))
                    .withId("a1");

            assertThat(closing(holding(ai("a1", "search")), edited)).isEmpty();
            assertThat(closing(holding(ai("a1", "search")), edited, human("h2")))
                    .hasSize(1);
        }

        @Test
        void that_only_repeats_the_history_leaves_the_call_behind() {
            Message call = ai("a1", "search");

            assertThat(closing(holding(call), call, human("h2"))).hasSize(1);
            assertThat(closing(holding(call), call)).hasSize(1);
        }

        @Test
        void that_does_not_touch_the_conversation_leaves_the_call_behind() {
            assertThat(OpenToolCalls.closing(holding(ai("a1", "search")), List.of(), List.of(), RUN))
                    .hasSize(1);
        }

        @Test
        void closes_each_conversation_on_its_own() {
            Values values = Values.of(Map.of(
                    "messages", conversation(ai("a1", "search")), "notes", conversation(ai("a1", "note"), ai("a2"))));

            List<ChannelUpdate> closing = OpenToolCalls.closing(values, List.of(), List.of(), RUN);

            assertThat(closing).extracting(ChannelUpdate::channel).containsExactly("messages", "notes");
        }

        @Test
        void closes_what_a_finished_task_of_a_step_that_did_not_commit_called() {
            ChannelUpdate leftover = update(NOTES, ai("a1", "search"));

            assertThat(OpenToolCalls.closing(Values.EMPTY, List.of(leftover), List.of(update(NOTES, human("h1"))), RUN))
                    .hasSize(1);
        }

        @Test
        void closes_calls_that_the_model_got_wrong() {
            Message wrong = Message.stored(JsonValue.ofText(
                    "{\"type\":\"ai\",\"content\":\"\",\"id\":\"a1\",\"tool_calls\":[],\"invalid_tool_calls\":"
                            + "[{\"id\":\"c1\",\"name\":\"search\",\"args\":\"{\",\"error\":\"no JSON\"}]}"));

            assertThat(closing(holding(wrong), human("h1")))
                    .singleElement()
                    .satisfies(closed -> assertThat(closed.toolCallId()).hasValue("c1"));
        }

        @Test
        void gives_its_answers_ids_of_their_own_even_where_a_model_counts_its_calls_from_zero() {
            Values once = holding(human("h1"), ai("a1", "0"));
            Values twice = Stepper.apply(once, List.of(update(MESSAGES, closing(once, human("h2")))), Map.of());
            Values again = Stepper.apply(twice, List.of(update(MESSAGES, human("h2"), ai("a2", "0"))), Map.of());

            List<Message> closing = OpenToolCalls.closing(again, List.of(), List.of(), RUN).stream()
                    .flatMap(update -> messages(update).stream())
                    .toList();

            assertThat(closing).hasSize(1);
            assertThat(closing.getFirst().id())
                    .isNotEqualTo(closing(once, human("h2")).getFirst().id());
        }
    }

    @Nested
    class Whatever_happened_before {
        private final Random random = new Random(4711);

        @Test
        void after_new_input_no_call_of_a_model_lacks_its_answer() {
            for (int history = 0; history < 1_000; history++) {
                MessageList list = MessageList.EMPTY;
                for (int turn = 0; turn < 6; turn++) {
                    RunId run = RunId.of(new UUID(history, turn));
                    List<JsonValue> input = input(list);
                    Values values = Values.of(Map.of("messages", new ChannelValue.Messages(list)));
                    List<ChannelUpdate> closing = OpenToolCalls.closing(
                            values, List.of(), List.of(new ChannelUpdate("messages", upsert(input))), run);
                    for (ChannelUpdate update : closing) {
                        list = list.upsert(((ChannelChange.Upsert) update.change()).messages());
                    }
                    list = list.upsert(input);

                    assertThat(unanswered(list.messages()))
                            .as("history %d, turn %d: %s", history, turn, list.messages())
                            .isEmpty();
                    list = work(list);
                }
            }
        }

        @Test
        void what_is_open_is_what_a_reader_of_the_whole_conversation_finds() {
            MessageList list = MessageList.EMPTY;
            for (int i = 0; i < 2_000; i++) {
                list = work(list);
                if (random.nextInt(20) == 0) {
                    list = list.first(random.nextInt(list.messages().size() + 1));
                }
                assertThat(list.openCalls().calls())
                        .isEqualTo(MessageList.of(list.messages()).openCalls().calls());
            }
        }

        /** What nodes may do: say something, call tools, answer some calls, take back or rewrite a message. */
        private MessageList work(MessageList before) {
            MessageList list = before;
            for (int i = random.nextInt(4); i > 0; i--) {
                List<OpenCall> open = list.openCalls().calls();
                list = list.upsert(List.of(
                        switch (random.nextInt(6)) {
                            case 0 -> human(fresh()).json();
                            case 1, 2 -> ai(fresh(), calls()).json();
                            case 3 -> any(list, ai(fresh(), calls()));
                            case 4 -> removal(list);
                            default ->
                                open.isEmpty()
                                        ? ai(fresh()).json()
                                        : tool(
                                                        fresh(),
                                                        open.get(random.nextInt(open.size()))
                                                                .id())
                                                .json();
                        }));
            }
            return list;
        }

        /** What clients may send: a request, with answers, with the history again, or after taking something back. */
        private List<JsonValue> input(MessageList list) {
            List<JsonValue> input = new ArrayList<>();
            List<OpenCall> open = list.openCalls().calls();
            if (!open.isEmpty() && random.nextInt(3) == 0) {
                input.add(tool(fresh(), open.get(random.nextInt(open.size())).id())
                        .json());
            }
            if (random.nextInt(5) == 0) {
                input.add(removal(list));
            }
            if (random.nextInt(5) == 0) {
                input.addAll(0, list.messages());
            }
            input.add(human(fresh()).json());
            return input;
        }

        private String[] calls() {
            String[] calls = new String[random.nextInt(3)];
            for (int i = 0; i < calls.length; i++) {
                calls[i] = i == 0 && random.nextInt(4) == 0 ? "call_0" : fresh();
            }
            return calls;
        }

        private JsonValue any(MessageList list, Message other) {
            return list.messages().isEmpty()
                    ? other.json()
                    : other.withId(someId(list)).json();
        }

        private JsonValue removal(MessageList list) {
            return list.messages().isEmpty()
                    ? human(fresh()).json()
                    : Message.remove(someId(list)).json();
        }

        private String someId(MessageList list) {
            return MessageHead.of(
                            list.messages().get(random.nextInt(list.messages().size())))
                    .id();
        }

        private String fresh() {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }
    }

    /** The calls without an answer, found the slow way: each answer takes one call with its id that came before. */
    private static List<String> unanswered(List<JsonValue> messages) {
        Map<String, Integer> open = new HashMap<>();
        for (JsonValue json : messages) {
            Message message = Message.stored(json);
            message.toolCalls().forEach(call -> open.merge(call.id(), 1, Integer::sum));
            message.toolCallId()
                    .ifPresent(id -> open.computeIfPresent(id, (call, count) -> count == 1 ? null : count - 1));
        }
        return List.copyOf(open.keySet());
    }

    private static List<Message> closing(Values values, Message... input) {
        return OpenToolCalls.closing(values, List.of(), List.of(update(MESSAGES, input)), RUN).stream()
                .flatMap(update -> messages(update).stream())
                .toList();
    }

    private static List<Message> messages(ChannelUpdate update) {
        return ((ChannelChange.Upsert) update.change())
                .messages().stream().map(Message::stored).toList();
    }

    private static ChannelUpdate update(MessagesChannel channel, Message... messages) {
        return update(channel, List.of(messages));
    }

    private static ChannelUpdate update(MessagesChannel channel, List<Message> messages) {
        return new ChannelUpdate(channel.name(), channel.addAll(messages).change());
    }

    private static ChannelChange upsert(List<JsonValue> messages) {
        return new ChannelChange.Upsert(messages);
    }

    private static Values holding(Message... messages) {
        return Values.of(Map.of("messages", conversation(messages)));
    }

    private static ChannelValue conversation(Message... messages) {
        return new ChannelValue.Messages(
                MessageList.of(List.of(messages).stream().map(Message::json).toList()));
    }

    private static Message human(String id) {
        return Message.human("hello").withId(id);
    }

    private static Message ai(String id, String... calls) {
        return Message.ai(
                        "",
                        List.of(calls).stream()
                                .map(call -> new ToolCall(call, call, JsonValue.EMPTY_OBJECT))
                                .toList())
                .withId(id);
    }

    private static Message tool(String id, String call) {
        return Message.tool(new ToolCall(call, "tool", JsonValue.EMPTY_OBJECT), "done")
                .withId(id);
    }
}
