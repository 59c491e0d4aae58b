package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.heddle.api.Message;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.SystemAssistants;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Waiting;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadRow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @MethodSource("samples")
    void an_event_comes_back_as_it_was(ThreadEvent event) {
        ThreadRow row = new ThreadRow(1_764_000_000_000L, List.of(event), Map.of());

        assertThat(codec.decode(codec.encode(row))).isEqualTo(row);
    }

    static Stream<ThreadEvent> samples() {
        return Stream.concat(EventSamples.full().stream(), EventSamples.sparse().stream());
    }

    @Test
    void a_row_keeps_its_time_its_order_and_where_streams_begin() {
        ThreadRow row = new ThreadRow(-1, EventSamples.full(), Map.of(EventSamples.RUN, 7_000_000L));

        assertThat(codec.decode(codec.encode(row))).isEqualTo(row);
    }

    @Test
    void a_turn_of_one_node_is_well_under_900_bytes_of_which_300_are_text() {
        Message human = Message.human("q".repeat(100)).withId("0193e5ad-7e41-7000-8000-000000000001");
        Message ai = Message.ai("a".repeat(200)).withId("0193e5ad-7e42-7000-8000-000000000002");
        ThreadRow accepted = new ThreadRow(
                1_764_000_000_000L,
                List.of(
                        new ThreadEvent.RunQueued(
                                EventSamples.spec(SystemAssistants.idOf("agent"), List.of(add(human)))),
                        new ThreadEvent.RunStarted(EventSamples.RUN, 1),
                        new ThreadEvent.InputApplied(
                                "",
                                EventSamples.RUN,
                                false,
                                List.of(),
                                Map.of(),
                                Destination.nodes("agent"),
                                Waiting.NOTHING,
                                false)),
                Map.of(EventSamples.RUN, 0L));
        ThreadRow answered = new ThreadRow(
                1_764_000_000_900L,
                List.of(
                        new ThreadEvent.TaskSucceeded(
                                "",
                                EventSamples.TASK,
                                new TaskOutcome.Succeeded(List.of(add(ai)), Map.of(), List.of(), List.of())),
                        new ThreadEvent.StepCommitted("", Map.of(), List.of(), Waiting.NOTHING, false),
                        new ThreadEvent.RunEnded(EventSamples.RUN, RunStatus.SUCCESS, null)),
                Map.of(EventSamples.RUN, 2L));

        int first = codec.encode(accepted).length;
        int second = codec.encode(answered).length;

        System.out.printf("a turn of one node: %d + %d bytes in two rows%n", first, second);
        assertThat(first + second).isLessThan(830);
        Golden.of("rows", "accepted").check(() -> codec.encode(accepted), this::rewritten);
        Golden.of("rows", "answered").check(() -> codec.encode(answered), this::rewritten);
    }

    @Test
    void the_first_rows_of_several_streams_and_of_none_are_read() {
        RunId other = new RunId("0193e5ad-7e40-7c21-9a4d-3f1c5e0b8a78");
        List<ThreadEvent> events =
                List.of(new ThreadEvent.RunStarted(EventSamples.RUN, 1), new ThreadEvent.CancelRequested(other));

        Golden.of("rows", "of-several-streams")
                .check(
                        () -> codec.encode(new ThreadRow(1, events, Map.of(other, 1_000_000L, EventSamples.RUN, 7L))),
                        this::rewritten);
        Golden.of("rows", "of-no-stream")
                .check(() -> codec.encode(new ThreadRow(1, events, Map.of())), this::rewritten);
        Golden.of("rows", "of-no-run")
                .check(
                        () -> codec.encode(new ThreadRow(1, List.of(new ThreadEvent.RunClaimed(0)), Map.of())),
                        this::rewritten);
    }

    private byte[] rewritten(byte[] row) {
        return codec.encode(codec.decode(row));
    }

    @Nested
    class Values_of_users {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"\"",
                    "\"line\u2028separator\"",
                    "\"\\u2028 \\\" \\\\ \\/ \\uD83D\\uDE00\"",
                    "\"👩‍👩‍👧‍👦 ｆｕｌｌ\"",
                    "1e400",
                    "-0.0",
                    "123456789012345678901234567890.12345678901234567890",
                    "0.10",
                    "[]",
                    "[[],[{}],{\"\":\"]}\"}]",
                    "{\"e\":[\"t\"],\"\\\"\":\"\\\\\"}",
                    "null",
                    "true"
                })
        void are_kept_byte_for_byte(String json) {
            assertThat(there_and_back(JsonValue.ofText(json))).hasToString(json);
        }

        @Test
        void may_be_as_deep_as_the_boundary_lets_them() {
            String deep = "[".repeat(200) + "]".repeat(200);

            assertThat(there_and_back(JsonValue.parse(deep))).hasToString(deep);
        }

        @Test
        void may_be_large() {
            String large = "\"" + "é\\n".repeat(350_000) + "\"";

            assertThat(there_and_back(JsonValue.ofText(large))).hasToString(large);
        }

        private JsonValue there_and_back(JsonValue value) {
            ThreadEvent event = new ThreadEvent.TaskSucceeded(
                    "",
                    EventSamples.TASK,
                    new TaskOutcome.Succeeded(
                            List.of(
                                    new ChannelUpdate("a", new ChannelChange.Assign(value)),
                                    new ChannelUpdate("b", new ChannelChange.Append(List.of(value, value)))),
                            Map.of("fold", value),
                            List.of(),
                            List.of()));
            ThreadRow row = new ThreadRow(0, List.of(event), Map.of());
            ThreadRow read = codec.decode(codec.encode(row));
            assertThat(read).isEqualTo(row);
            ThreadEvent.TaskSucceeded done =
                    (ThreadEvent.TaskSucceeded) read.events().getFirst();
            return done.outcome().reduced().get("fold");
        }
    }

    @Nested
    class Texts_of_ours {
        @ParameterizedTest
        @ValueSource(strings = {"", "a\"b\\c/d", "\u0000\u0001\b\t\n\f\r\u001f\u007f", "\u2028\u2029", "😀", "ü"})
        void are_kept(String text) {
            assertThat(there_and_back(text)).isEqualTo(text);
        }

        @Test
        void lose_half_a_surrogate_pair_rather_than_fail() {
            assertThat(there_and_back("cut \uD83D")).isEqualTo("cut ?");
        }

        private String there_and_back(String text) {
            ThreadEvent event = new ThreadEvent.TaskFailed("", EventSamples.TASK, new RunError("E", text));
            ThreadRow read = codec.decode(codec.encode(new ThreadRow(0, List.of(event), Map.of())));
            return ((ThreadEvent.TaskFailed) read.events().getFirst()).error().message();
        }
    }

    @Nested
    class What_cannot_be_read {
        @Test
        void an_unknown_event_is_named_with_what_to_do() {
            assertThatExceptionOfType(UnreadableRowException.UnknownEvent.class)
                    .isThrownBy(() -> decode("{\"t\":1,\"e\":[[\"ask-opened\",1,{}]]}"))
                    .withMessageContaining("\"ask-opened\"")
                    .withMessageContaining("start the version that wrote it")
                    .satisfies(e -> assertThat(e.event()).isEqualTo("ask-opened"));
        }

        @Test
        void a_newer_version_is_named_with_what_to_do() {
            assertThatExceptionOfType(UnreadableRowException.NewerEvent.class)
                    .isThrownBy(() -> decode("{\"t\":1,\"e\":[[\"run-started\",9,{}]]}"))
                    .withMessageContaining("run-started in version 9")
                    .withMessageContaining("reads up to 1")
                    .satisfies(e -> assertThat(e.found()).isEqualTo(9));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "{",
                    "[]",
                    "[1]",
                    "[1,null,null,[\"run-started\",1]]",
                    "[1,null,0,[\"run-claimed\",1]]",
                    "[1,\"x\",null]",
                    "[1,null,null,[\"task-succeeded\",1,{\"task\":\"t\",\"writes\":[[\"m\",\"upsert\",[[\"ai\",1]]]]}]]",
                    "{\"t\":1,\"e\":[[\"run-started\",1,{\"run\":\"not-a-uuid\"}]]}",
                    "{\"t\":1,\"e\":[[\"run-started\",1,{}]]}",
                    "{\"t\":1,\"e\":[[\"run-started\"]]}",
                    "{\"t\":1,\"e\":[[\"run-started\",1,{\"run\":\"",
                    "{\"t\":1e99,\"e\":[]}",
                    "{\"e\":[]}",
                    "{\"t\":1,\"e\":[[\"task-succeeded\",1,{\"task\":\"t\",\"writes\":[[\"a\",\"explode\",1]]}]]}"
                })
        void damage_is_said_and_never_skipped(String bytes) {
            assertThatExceptionOfType(UnreadableRowException.Damaged.class)
                    .isThrownBy(() -> decode(bytes))
                    .withMessageContaining("restore");
        }

        @Test
        void every_cut_of_a_row_is_damage_or_an_event_less_and_never_a_hang() {
            byte[] whole = codec.encode(new ThreadRow(1, EventSamples.full(), Map.of(EventSamples.RUN, 1L)));
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatExceptionOfType(UnreadableRowException.class).isThrownBy(() -> codec.decode(cut));
            }
        }

        private ThreadRow decode(String row) {
            return codec.decode(row.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static ChannelUpdate add(Message message) {
        return new ChannelUpdate("messages", new ChannelChange.Upsert(List.of(message.json())));
    }
}
