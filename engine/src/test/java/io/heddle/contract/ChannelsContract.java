package io.heddle.contract;

import static io.heddle.contract.ChannelGraphs.CHAT;
import static io.heddle.contract.ChannelGraphs.COPY;
import static io.heddle.contract.ChannelGraphs.EVERYTHING;
import static io.heddle.contract.ChannelGraphs.RECENT;
import static io.heddle.contract.ChannelGraphs.RESULTS;
import static io.heddle.contract.ChannelGraphs.SEEN;
import static io.heddle.contract.ChannelGraphs.SUM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Message;
import io.heddle.api.Problem;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.StateUpdate;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Graph;
import io.heddle.graph.UserSamples;
import io.heddle.graph.UserSamples.Everything;
import io.heddle.graph.UserSamples.Failed;
import io.heddle.graph.UserSamples.Ok;
import io.heddle.graph.UserSamples.Shape;
import io.heddle.graph.UserSamples.Square;
import io.heddle.graph.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every engine promises about how long writes last, what they replace and what becomes of users' types. */
public abstract class ChannelsContract extends EngineCase {
    @Test
    void what_lasts_for_a_step_a_run_or_ever_does_so() {
        ThreadRef thread = on(ChannelGraphs.KINDS);

        thread.invoke();
        View state = thread.invoke();

        assertThat(state.get(SEEN))
                .containsExactly(
                        "before: hint=- news=[] secret=- mood=- signed=[]",
                        "next: hint=left news=[a, b] secret=hush mood=merry signed=[LEGAL, TECH]",
                        "later: hint=- news=[] secret=hush mood=merry signed=[LEGAL, TECH]",
                        "before: hint=- news=[] secret=- mood=merry signed=[]",
                        "next: hint=left news=[a, b] secret=hush mood=merry signed=[LEGAL, TECH]",
                        "later: hint=- news=[] secret=hush mood=merry signed=[LEGAL, TECH]");
        assertThat(state.get(RECENT)).containsExactly(2, 3, 4);
    }

    @Test
    void a_graph_inside_takes_and_hands_back_each_kind_in_its_own_way() {
        ThreadRef thread = on(ChannelGraphs.NESTED);

        View state = thread.invoke(
                ChannelGraphs.SECRET.set("psst"), ChannelGraphs.MOOD.set("calm"), CHAT.add(Message.human("hi")));

        assertThat(state.get(SEEN))
                .containsExactly(
                        "legal: hint=- news=[] secret=psst mood=calm signed=[]",
                        "tech: hint=- news=[] secret=psst mood=calm signed=[]",
                        "next: hint=left news=[legal, tech] secret=hush mood=tech signed=[LEGAL, TECH]",
                        "later: hint=- news=[] secret=hush mood=tech signed=[LEGAL, TECH]");
        assertThat(state.get(RECENT)).containsExactly(2, 3, 4);
        assertThat(state.get(CHAT)).extracting(Message::text).containsExactly("hi", "legal", "tech");
        get(engine().threads().history(thread.key(), HistoryQuery.LATEST_TEN))
                .forEach(view -> hides(view.values().node()));
    }

    @Test
    void a_checkpoint_shows_what_was_there_for_one_step() {
        ThreadRef thread = on(ChannelGraphs.KINDS);
        thread.invoke();

        List<CheckpointView> history = get(engine().threads().history(thread.key(), HistoryQuery.LATEST_TEN));

        assertThat(history)
                .extracting(view -> view.values().node().path("hint").asText("-"))
                .containsExactly("-", "-", "left", "-", "-");
        RunResult again = run(thread.key(), RunRequest.of("kinds", null).from(id(history.get(2))));
        assertThat(again.values().node().get("seen").get(1).asText())
                .startsWith("next: hint=left news=[a, b] secret=-");
    }

    @Test
    void what_is_untracked_is_in_no_stream_no_state_and_no_history() {
        ThreadKey key = fresh();
        RunView run =
                start(key, RunRequest.of("kinds", json("{\"secret\":\"psst\"}")).streaming(StreamMode.values()));
        get(engine().runs().join(key, run.id()));

        List<StreamFrame> frames = frames(key, run.id(), StreamRequest.all());

        assertThat(frames)
                .hasSizeGreaterThan(5)
                .allSatisfy(frame -> hides(frame.event().data().node()));
        hides(get(engine().threads().state(key)).values().node());
        get(engine().threads().history(key, HistoryQuery.LATEST_TEN)).forEach(view -> {
            hides(view.values().node());
            hides(view.metadata().node());
        });
        assertThat(get(engine().threads().state(key))
                        .values()
                        .node()
                        .get("seen")
                        .get(0)
                        .asText())
                .contains("secret=psst");
    }

    @Test
    void what_is_untracked_cannot_be_edited_by_hand() {
        ThreadRef thread = on(ChannelGraphs.KINDS);
        thread.invoke();

        assertThat(problem(engine().threads().update(thread.key(), StateUpdate.of(json("{\"secret\":\"x\"}")))))
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("values.secret"));
    }

    @Test
    void an_overwrite_stands_alone_beside_the_writes_of_other_tasks() {
        ThreadRef thread = on(ChannelGraphs.OVERWRITING);

        View state = thread.invoke(SUM.fold(1), SEEN.add("old"), CHAT.add(Message.human("old")));

        assertThat(state.get(SUM)).isEqualTo(7);
        assertThat(state.get(SEEN)).containsExactly("new");
        assertThat(state.get(CHAT)).extracting(Message::text).containsExactly("fresh");
        assertThat(state.get(CHAT).getFirst().id()).isPresent();
    }

    @Test
    void a_map_takes_what_is_put_and_removed_key_by_key() {
        ThreadRef thread = on(ChannelGraphs.STOCKS);
        run(thread.key(), RunRequest.of("stocks", json("{\"stock\":{\"wood\":7,\"rope\":1}}")));

        assertThat(thread.state().get(ChannelGraphs.STOCK))
                .containsOnly(Map.entry("nails", 3), Map.entry("glue", 2), Map.entry("tape", 3));
        RunResult again = run(thread.key(), RunRequest.of("stocks", json("{\"stock\":{\"tape\":null,\"cork\":5}}")));
        assertThat(again.values()).hasToString("{\"stock\":{\"nails\":3,\"glue\":2,\"cork\":5,\"tape\":3}}");
        Problem.InvalidRequest refused = (Problem.InvalidRequest) problem(
                engine().runs().start(thread.key(), RunRequest.of("stocks", json("{\"stock\":{\"cork\":\"many\"}}"))));
        assertThat(refused.field()).isEqualTo("input.stock.cork");
    }

    @Test
    void two_overwrites_of_one_channel_in_a_step_end_the_run_and_change_nothing() {
        ThreadKey key = fresh();

        RunResult result = run(key, RunRequest.of("quarrel", json("{\"sum\":5}")));

        assertThat(result.status()).isEqualTo(RunStatus.ERROR);
        assertThat(result.error().name()).isEqualTo("InvalidUpdateError");
        assertThat(result.error().message()).contains("channel sum", "nodes legal and tech");
        assertThat(get(engine().threads().state(key)).values()).hasToString("{\"sum\":5}");
    }

    @Test
    void an_input_and_an_edit_may_overwrite() {
        ThreadRef thread = marker(fresh());
        thread.invoke(ContractGraphs.MARKERS.add("one"), ContractGraphs.COUNT.fold(10));

        View state =
                thread.invoke(ContractGraphs.MARKERS.overwrite(List.of("two")), ContractGraphs.COUNT.overwrite(100));
        assertThat(state.json()).hasToString("{\"markers\":[\"two\"],\"count\":101}");

        get(engine().threads()
                .update(
                        thread.key(),
                        StateUpdate.of(json("{\"markers\":{\"__overwrite__\":[]},\"count\":{\"__overwrite__\":3}}"))));
        assertThat(thread.state().json()).hasToString("{\"markers\":[],\"count\":3}");
    }

    @Test
    void values_of_users_types_come_back_as_they_went_in() {
        Everything everything = UserSamples.values()
                .map(UserSamples.Kept::value)
                .filter(Everything.class::isInstance)
                .map(Everything.class::cast)
                .findFirst()
                .orElseThrow();
        Failed<Shape> failed = new Failed<>("no", Optional.of(new Ok<>(new Square(3))));

        View state = on(ChannelGraphs.TYPES).invoke(EVERYTHING.set(everything), RESULTS.add(failed));

        assertThat(state.get(EVERYTHING)).isEqualTo(everything);
        assertThat(state.get(COPY)).isEqualTo(everything);
        assertThat(state.get(RESULTS)).containsExactly(failed, failed);
        JsonNode shown = state.json().node();
        assertThat(shown.get("copy").toString())
                .isEqualTo(shown.get("everything").toString());
    }

    private ThreadRef on(Graph graph) {
        return Heddle.over(engine()).thread(graph, fresh());
    }

    private static void hides(JsonNode shown) {
        String text = shown.toString();
        assertThat(text.replaceAll("secret=\\w+", "")).doesNotContain("hush", "psst");
        assertThat(text).doesNotContain("\"secret\"");
    }
}
