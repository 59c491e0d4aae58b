package io.heddle.http.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamEvent.TaskStage;
import io.heddle.api.ThreadFrame;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final RunId RUN = new RunId("0193e5ad-7e40-7c21-9a4d-3f1c5e0b8a77");
    private static final CheckpointId CHECKPOINT = CheckpointId.at(CheckpointId.ticksOf(1_764_000_000_000L), 3, 0);
    private static final StreamEvent BEGUN =
            new StreamEvent.Metadata(RUN, 1, "agent", ThreadEvents.MODES, 1_763_999_999_000L);
    private static final StreamEvent DONE = new StreamEvent.RunDone(RUN, RunStatus.SUCCESS);

    @Test
    void a_state_comes_after_the_checkpoint_it_belongs_to() {
        List<ProtocolEvent> told = told(
                BEGUN,
                new StreamEvent.Values(json("{'count':1}")),
                new StreamEvent.Checkpoints(CHECKPOINT, null, 0, "loop", json("{}")),
                DONE);

        assertThat(lines(told))
                .containsExactly(
                        "lifecycle [] {\"event\":\"running\",\"graph_name\":\"agent\"}",
                        "checkpoints [] {\"id\":\"%s\",\"step\":0,\"source\":\"loop\"}".formatted(CHECKPOINT),
                        "values [] {\"count\":1}",
                        "lifecycle [] {\"event\":\"completed\",\"graph_name\":\"agent\"}");
        assertThat(told).extracting(ProtocolEvent::timestamp).startsWith(1_763_999_999_000L, 1_764_000_000_000L);
    }

    @Test
    void a_state_without_a_checkpoint_is_where_a_run_pauses() {
        List<ProtocolEvent> told = told(BEGUN, new StreamEvent.Values(json("{'count':1,'__interrupt__':[]}")), DONE);

        assertThat(lines(told)).last().isEqualTo("lifecycle [] {\"event\":\"interrupted\",\"graph_name\":\"agent\"}");
        assertThat(told).hasSize(2);
    }

    @Test
    void a_question_is_told_once_however_many_graphs_are_around_it() {
        StreamEvent asked = new StreamEvent.Updates("__interrupt__", json("[{'id':'f00','value':{'question':'ok?'}}]"));

        assertThat(lines(told(BEGUN, asked.in("office:1"), asked)))
                .containsExactly(
                        "lifecycle [] {\"event\":\"running\",\"graph_name\":\"agent\"}",
                        "input.requested [office:1] {\"interrupt_id\":\"f00\",\"payload\":{\"question\":\"ok?\"}}");
    }

    @Test
    void a_streamed_message_ends_with_its_task() {
        List<String> told =
                lines(told(begun("plan"), chunk("m1", "he"), chunk("m1", "llo"), ended("plan", TaskStage.ENDED)));

        assertThat(told)
                .containsSubsequence(
                        "messages [plan:t] {\"event\":\"message-start\",\"id\":\"m1\",\"role\":\"ai\",\"run_id\":\"r\"}",
                        "messages [plan:t] {\"event\":\"content-block-delta\",\"index\":0,\"delta\":{\"type\":\"text-delta\",\"text\":\"llo\"}}",
                        "messages [plan:t] {\"event\":\"content-block-finish\",\"index\":0,\"content\":{\"type\":\"text\",\"text\":\"hello\"}}",
                        "messages [plan:t] {\"event\":\"message-finish\"}",
                        "lifecycle [plan:t] {\"event\":\"completed\",\"graph_name\":\"plan\"}");
    }

    @Test
    void a_message_whose_attempt_died_is_given_up_and_the_next_one_begins_anew() {
        StreamEvent again = new StreamEvent.Metadata(RUN, 2, "agent", ThreadEvents.MODES, 1_764_000_000_000L);

        assertThat(lines(told(BEGUN, chunk("m1", "he"), again, chunk("m2", "hello"))))
                .filteredOn(line -> line.contains("error") || line.contains("message-start"))
                .hasSize(3)
                .element(1)
                .asString()
                .contains("\"event\":\"error\"");
    }

    @Test
    void tools_are_asked_for_and_answer() {
        StreamEvent start = new StreamEvent.ToolUse(
                "t", "agent", json("{'event':'on_tool_start','toolCallId':'c1','name':'add','input':{'a':1}}"));
        StreamEvent end = new StreamEvent.ToolUse(
                "u", "tools", json("{'event':'on_tool_end','toolCallId':'c1','name':'add','output':'2'}"));

        assertThat(lines(told(start, end)))
                .containsExactly(
                        "tools [agent:t] {\"tool_call_id\":\"c1\",\"event\":\"tool-started\",\"tool_name\":\"add\",\"input\":{\"a\":1}}",
                        "tools [tools:u] {\"tool_call_id\":\"c1\",\"event\":\"tool-finished\",\"output\":\"2\"}");
    }

    @Test
    void what_has_begun_is_told_to_be_over_when_its_run_is() {
        List<String> told = lines(told(
                BEGUN,
                begun("plan"),
                new StreamEvent.Failed(new RunError("IOException", "no route")),
                new StreamEvent.RunDone(RUN, RunStatus.ERROR)));

        assertThat(told)
                .endsWith(
                        "lifecycle [plan:t] {\"event\":\"failed\",\"graph_name\":\"plan\"}",
                        "lifecycle [] {\"event\":\"failed\",\"graph_name\":\"agent\",\"error\":\"IOException: no route\"}");
    }

    private static StreamEvent begun(String node) {
        return new StreamEvent.Tasks("t", node, TaskStage.BEGUN, json("{}"));
    }

    private static StreamEvent ended(String node, TaskStage how) {
        return new StreamEvent.Tasks("t", node, how, json("{}"));
    }

    private static StreamEvent chunk(String id, String text) {
        return new StreamEvent.Recorded(
                "messages",
                json(("[{'type':'AIMessageChunk','id':'%s','content':'%s'},"
                                + "{'langgraph_node':'plan','langgraph_checkpoint_ns':'plan:t','run_id':'r'}]")
                        .formatted(id, text)));
    }

    private static JsonValue json(String text) {
        return JsonValue.parse(text.replace('\'', '"'));
    }

    private static List<ProtocolEvent> told(StreamEvent... events) {
        Projection projection = new Projection();
        List<ProtocolEvent> told = new ArrayList<>();
        for (int i = 0; i < events.length; i++) {
            told.addAll(projection.project(new ThreadFrame(ThreadFrame.position(5, i), RUN, events[i])));
        }
        assertThat(told).extracting(ProtocolEvent::seq).isSorted().doesNotHaveDuplicates();
        return told;
    }

    private static List<String> lines(List<ProtocolEvent> events) {
        return events.stream()
                .map(event -> "%s %s %s".formatted(event.method(), event.namespace(), event.data()))
                .toList();
    }
}
