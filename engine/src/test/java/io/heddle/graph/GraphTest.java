package io.heddle.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTest {
    private static final NodeKey<Void> A = NodeKey.of("a");
    private static final NodeKey<Void> B = NodeKey.of("b");
    private static final NodeKey<Void> C = NodeKey.of("c");
    private static final ValueChannel<String> TITLE = Channel.value("title", String.class);
    private static final LogChannel<Integer> NUMBERS = Channel.log("numbers", Integer.class);
    private static final MessagesChannel CHAT = Channel.messages("chat");
    private static final FoldChannel<Integer> SUM = Channel.fold("sum", Integer.class, 0, Integer::sum);
    private static final NodeFunction IDLE = (view, context) -> Update.nothing();

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "__a", "a b", "ä", "a/b"})
    void names_are_refused_that_a_url_or_a_drawing_would_mangle(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> NodeKey.of(name));
        assertThatIllegalArgumentException().isThrownBy(() -> Channel.value(name, String.class));
    }

    @Nested
    class A_graph {
        private final Graph graph = Graph.define(
                "essay",
                2,
                g -> g.channels(TITLE, NUMBERS, CHAT, SUM)
                        .node(A, IDLE)
                        .node(B, IDLE)
                        .node(C, IDLE)
                        .start(A)
                        .after(A)
                        .to(B)
                        .after(A)
                        .route(view -> C, C, Graph.END)
                        .after(B)
                        .end()
                        .after(C)
                        .end());

        @Test
        void reads_input_channel_by_channel_and_leaves_out_what_it_does_not_know() {
            List<Write> writes = graph.decode(
                    "input", JsonValue.ofText("{\"title\":\"x\",\"numbers\":[1,2],\"sum\":3,\"unknown\":true}"));

            assertThat(writes)
                    .containsExactly(
                            TITLE.set("x"),
                            new Write(NUMBERS, new ChannelChange.Append(List.of(json("1"), json("2")))),
                            SUM.fold(3));
        }

        @Test
        void takes_one_element_for_a_list_of_one() {
            assertThat(graph.decode("input", json("{\"numbers\":7}"))).containsExactly(NUMBERS.add(7));
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "1", "\"x\"", "null"})
        void refuses_input_that_is_no_object(String input) {
            assertThat(refusal(input).field()).isEqualTo("input");
            assertThat(refusal(input).expected()).contains("title, numbers, chat, sum");
        }

        @Test
        void says_where_a_value_does_not_fit() {
            assertThat(refusal("{\"title\":5}").field()).isEqualTo("input.title");
            assertThat(refusal("{\"title\":null}").found()).isEqualTo("null");
            assertThat(refusal("{\"numbers\":[1,\"2\"]}").field()).isEqualTo("input.numbers[1]");
            assertThat(refusal("{\"numbers\":[1.5]}").expected()).startsWith("a Integer");
            assertThat(refusal("{\"chat\":[{\"role\":\"user\",\"content\":\"ok\"},{\"role\":\"alien\"}]}")
                            .field())
                    .isEqualTo("input.chat[1]");
        }

        private Problem.InvalidRequest refusal(String input) {
            try {
                graph.decode("input", json(input));
            } catch (ProblemException e) {
                return (Problem.InvalidRequest) e.problem();
            }
            throw new AssertionError(input + " was accepted");
        }
    }

    @Nested
    class A_view {
        @Test
        void shows_initial_values_of_lists_and_folds_but_not_of_values() {
            View view = new View(List.of(TITLE, NUMBERS, CHAT, SUM), Values.EMPTY);

            assertThat(view.get(NUMBERS)).isEmpty();
            assertThat(view.get(CHAT)).isEmpty();
            assertThat(view.get(SUM)).isZero();
            assertThat(view.find(TITLE)).isEmpty();
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> view.get(TITLE))
                    .withMessageContaining("channel title has no value yet");
        }

        @Test
        void is_written_in_declared_order_with_initial_values() {
            Values values = Values.EMPTY.with("sum", new ChannelChange.Assign(json("3")));

            assertThat(new View(List.of(TITLE, NUMBERS, SUM), Values.EMPTY).json())
                    .hasToString("{\"numbers\":[],\"sum\":0}");
            assertThat(new View(List.of(TITLE, NUMBERS, SUM), values).json()).hasToString("{\"numbers\":[],\"sum\":3}");
        }

        @Test
        void reads_the_last_of_a_list_and_counts_it_without_decoding_the_others() {
            Values values = Values.of(
                    Map.of("numbers", ChannelValue.Log.of(List.of(json("\"broken\""), json("2"), json("3")))));
            View view = new View(List.of(NUMBERS), values);

            assertThat(view.last(NUMBERS, 2)).containsExactly(2, 3);
            assertThat(view.last(NUMBERS, 0)).isEmpty();
            assertThat(view.last(NUMBERS, 99)).hasSize(3);
            assertThat(view.count(NUMBERS)).isEqualTo(3);
            assertThat(view.count(CHAT)).isZero();
        }

        @Test
        void decodes_of_a_list_only_what_is_looked_at() {
            Values values = Values.of(
                    Map.of("numbers", ChannelValue.Log.of(List.of(json("\"broken\""), json("2"), json("3")))));
            List<Integer> numbers = new View(List.of(NUMBERS), values).get(NUMBERS);

            assertThat(numbers).hasSize(3);
            assertThat(numbers.getLast()).isEqualTo(3);
            assertThatExceptionOfType(java.io.UncheckedIOException.class).isThrownBy(() -> numbers.get(0));
        }
    }

    private static JsonValue json(String text) {
        return JsonValue.ofText(text);
    }
}
