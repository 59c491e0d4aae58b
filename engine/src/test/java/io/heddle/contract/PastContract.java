package io.heddle.contract;

import static io.heddle.contract.ContractGraphs.COUNT;
import static io.heddle.contract.ContractGraphs.MARK;
import static io.heddle.contract.ContractGraphs.MARKERS;
import static io.heddle.contract.ContractGraphs.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Branch;
import io.heddle.Difference;
import io.heddle.Edit;
import io.heddle.PastState;
import io.heddle.ThreadRef;
import io.heddle.api.ChannelDifference;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Message;
import io.heddle.json.JsonSlice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine's typed face promises about a thread's past. */
public abstract class PastContract extends EngineCase {
    @Test
    void every_state_is_read_in_its_types() {
        ThreadRef thread = counted("one", "two");

        List<PastState> history = thread.time().history(10);

        assertThat(history).extracting(PastState::step).containsExactly(4, 3, 2, 1, 0, -1);
        assertThat(history).extracting(PastState::source).startsWith(PastState.Source.LOOP, PastState.Source.LOOP);
        assertThat(history.get(3).state().get(MARKERS)).containsExactly("one");
        assertThat(history.get(4).next()).containsExactly(MARK);
        assertThat(thread.time().at(history.get(3).id())).isEqualTo(history.get(3));
        assertThat(thread.time().head().id()).isEqualTo(history.getFirst().id());
    }

    @Test
    void history_is_filtered_and_paged() {
        ThreadRef thread = counted("one", "two");

        List<PastState> inputs = thread.time().history(HistoryQuery.latest(10).where(json("{\"source\":\"input\"}")));
        assertThat(inputs).extracting(PastState::step).containsExactly(2, -1);
        List<PastState> page = thread.time()
                .history(HistoryQuery.latest(2).before(inputs.getFirst().id()));
        assertThat(page).extracting(PastState::step).containsExactly(1, 0);
    }

    @Test
    void a_run_begins_at_an_older_state_again_or_with_something_else() {
        ThreadRef thread = counted("one", "two");
        PastState due = thread.time().history(10).get(4);

        assertThat(thread.from(due.id()).goOn().state().get(COUNT)).isEqualTo(1);
        assertThat(thread.from(due.id()).invoke(MARKERS.add("other")).get(MARKERS))
                .containsExactly("one", "other");
    }

    @Test
    void where_a_thread_went_another_way_its_past_branches() {
        ThreadRef thread = counted("one", "two");
        PastState one = thread.time().history(10).get(3);
        thread.from(one.id()).invoke(MARKERS.add("other"));

        List<Branch> trees = thread.time().branches();

        assertThat(trees).hasSize(1);
        assertThat(trees.getFirst().size()).isEqualTo(9);
        Branch fork = trees.getFirst().next().getFirst().next().getFirst();
        assertThat(fork.at().id()).isEqualTo(one.id());
        assertThat(fork.next()).hasSize(2);
        assertThat(fork.next()).allSatisfy(way -> assertThat(way.at().source()).isEqualTo(PastState.Source.INPUT));
        assertThat(trees.getFirst().heads())
                .extracting(head -> head.state().get(MARKERS))
                .containsExactly(List.of("one", "two"), List.of("one", "other"));
        assertThat(thread.time().line())
                .extracting(state -> state.state().get(MARKERS).size())
                .containsExactly(0, 1, 1, 1, 2, 2);
    }

    @Test
    void the_step_that_made_something_so_is_found() {
        ThreadRef thread = counted("one", "two", "three");

        PastState first = thread.time()
                .firstWhere(state -> state.find(COUNT).orElse(0) >= 2)
                .orElseThrow();

        assertThat(first.state().get(MARKERS)).containsExactly("one", "two");
        assertThat(first.step()).isEqualTo(4);
        assertThat(thread.time().firstWhere(state -> state.find(COUNT).orElse(0) > 3))
                .isEmpty();
    }

    @Test
    void an_edit_says_who_did_it_and_why() {
        ThreadRef thread = counted("one");

        PastState edited =
                thread.time().edit(Edit.as(MARK, MARKERS.add("by hand")).by("ada", "a slip"));

        assertThat(edited.source()).isEqualTo(PastState.Source.UPDATE);
        assertThat(edited.author()).contains("ada");
        assertThat(edited.reason()).contains("a slip");
        assertThat(thread.time().history(1).getFirst()).isEqualTo(edited);
        PastState two = thread.time()
                .edit(List.of(
                        List.of(Edit.as(MARK, MARKERS.add("two"))), List.of(Edit.as(MARK, MARKERS.add("three")))));
        assertThat(two.state().get(MARKERS)).containsExactly("one", "by hand", "two", "three");
    }

    @Test
    void two_states_are_compared_channel_by_channel() {
        ThreadRef thread = counted("one", "two");
        List<PastState> history = thread.time().history(10);

        Difference newer =
                thread.time().diff(history.get(3).id(), history.getFirst().id());

        assertThat(newer.of(MARKERS)).contains(elements("markers", "[]", "[\"two\"]"));
        assertThat(newer.of(COUNT)).contains(new ChannelDifference.Value("count", json("1"), json("2")));
        assertThat(newer.after().state().get(COUNT)).isEqualTo(2);
        assertThat(thread.time()
                        .diff(history.getFirst().id(), history.get(3).id())
                        .of(MARKERS))
                .contains(elements("markers", "[\"two\"]", "[]"));
        assertThat(thread.time().diff(history.get(3).id(), history.get(3).id()).isEmpty())
                .isTrue();
    }

    @Test
    void two_threads_are_compared_channel_by_channel() {
        ThreadRef one = echo(fresh());
        ThreadRef other = echo(fresh());
        Message same = Message.human("hi").withId("same");
        one.invoke(MESSAGES.add(same));
        other.invoke(MESSAGES.add(same));
        one.update(ContractGraphs.REPLY, MESSAGES.add(Message.human("ho").withId("same")));

        Difference difference = one.time().diff(other);

        assertThat(difference.of(MESSAGES)).hasValueSatisfying(messages -> {
            ChannelDifference.Elements elements = (ChannelDifference.Elements) messages;
            assertThat(elements.replaced()).singleElement().satisfies(replaced -> {
                assertThat(Message.stored(replaced.before()).text()).isEqualTo("ho");
                assertThat(Message.stored(replaced.after()).text()).isEqualTo("hi");
            });
            assertThat(elements.removed()).hasSize(1);
            assertThat(elements.added()).hasSize(1);
        });
    }

    private ThreadRef counted(String... markers) {
        ThreadRef thread = marker(fresh());
        for (String marker : markers) {
            thread.invoke(MARKERS.add(marker));
        }
        return thread;
    }

    private static ChannelDifference elements(String channel, String removed, String added) {
        return new ChannelDifference.Elements(
                channel,
                JsonSlice.of(json(removed)).elements().stream()
                        .map(JsonSlice::value)
                        .toList(),
                JsonSlice.of(json(added)).elements().stream()
                        .map(JsonSlice::value)
                        .toList(),
                List.of());
    }
}
