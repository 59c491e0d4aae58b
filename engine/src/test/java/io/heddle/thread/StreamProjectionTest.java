package io.heddle.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Message;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import io.heddle.step.TaskOutcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamProjectionTest {
    private final ThreadWorld world = new ThreadWorld();

    @Test
    void values_show_the_state_after_the_input_and_after_each_step() {
        world.streaming(StreamMode.VALUES).start(1, ThreadWorld.TITLE.set("x"));
        world.ends("draft", ThreadWorld.NOTES.add("drafted"));

        assertThat(shown())
                .containsExactly(
                        "metadata {\"run_id\":\"%s\",\"attempt\":1}".formatted(ThreadWorld.run(1)),
                        "values {\"title\":\"x\",\"notes\":[],\"chat\":[],\"score\":0}",
                        "values {\"title\":\"x\",\"notes\":[\"drafted\"],\"chat\":[],\"score\":0}");
    }

    @Test
    void updates_show_what_each_task_wrote_as_it_ends() {
        world.streaming(StreamMode.UPDATES).start(1);
        world.ends("draft");
        world.ends("polish", ThreadWorld.NOTES.add("polished"), ThreadWorld.SCORE.fold(3));
        world.ends("check", ThreadWorld.TITLE.set("x"));

        assertThat(shown())
                .containsSubsequence(
                        "updates {\"draft\":null}",
                        "updates {\"polish\":{\"notes\":[\"polished\"],\"score\":3}}",
                        "updates {\"check\":{\"title\":\"x\"}}");
        assertThat(shown()).noneMatch(event -> event.startsWith("values"));
    }

    @Test
    void messages_are_complete_when_they_are_part_of_the_state() {
        world.streaming(StreamMode.MESSAGES)
                .start(1, ThreadWorld.CHAT.add(Message.human("hi").withId("h")));
        Message answer = Message.ai("ho").withId("a");
        world.ends("draft", ThreadWorld.CHAT.add(answer));

        assertThat(shown())
                .containsSubsequence(
                        "messages/complete [%s]".formatted(Message.human("hi").withId("h")),
                        "messages/complete [%s]".formatted(answer));
    }

    @Test
    void messages_tuple_shows_what_was_not_streamed_before_and_nothing_of_humans() {
        world.streaming(StreamMode.MESSAGES_TUPLE)
                .start(1, ThreadWorld.CHAT.add(Message.human("hi").withId("h")));
        Message streamed = Message.ai("streamed").withId("s");
        Message whole = Message.ai("whole").withId("w");
        Message echo = Message.human("echo").withId("e");
        List<ChannelUpdate> writes = ChannelUpdate.of(List.of(ThreadWorld.CHAT.add(streamed, whole, echo)));
        world.reports(
                "draft",
                new TaskOutcome.Succeeded(writes, Map.of(), Destination.nodes("check", "polish"), List.of("s")));

        List<StreamEvent.MessageChunk> chunks = world.stream().stream()
                .filter(StreamEvent.MessageChunk.class::isInstance)
                .map(StreamEvent.MessageChunk.class::cast)
                .toList();
        assertThat(chunks).extracting(StreamEvent.MessageChunk::message).containsExactly(whole.json());
        assertThat(chunks.getFirst().metadata().node().path("langgraph_node").asText())
                .isEqualTo("draft");
        assertThat(chunks.getFirst().metadata().node().path("langgraph_step").asInt())
                .isEqualTo(1);
    }

    @Test
    void removals_are_no_messages() {
        world.streaming(StreamMode.MESSAGES, StreamMode.MESSAGES_TUPLE)
                .start(1, ThreadWorld.CHAT.add(Message.human("hi").withId("h")));
        int before = world.stream().size();

        world.ends("draft", ThreadWorld.CHAT.remove("h"));

        assertThat(world.stream()).hasSize(before);
        assertThat(world.value("chat")).isEqualTo("[]");
    }

    @Test
    void a_failure_is_the_last_event() {
        world.streaming(StreamMode.VALUES).start(1);
        world.fails("draft");

        assertThat(shown()).last().isEqualTo("error {\"error\":\"IOException\",\"message\":\"draft lost its line\"}");
    }

    @Test
    void a_new_owner_announces_a_new_attempt() {
        world.start(1);
        world.ask(new ThreadCommand.TakeOver());

        assertThat(shown())
                .last()
                .isEqualTo("metadata {\"run_id\":\"%s\",\"attempt\":2}".formatted(ThreadWorld.run(1)));
    }

    @Test
    void going_on_shows_the_state_once_more() {
        world.start(1, ThreadWorld.TITLE.set("x"));
        world.fails("draft");
        world.goOn(2);

        assertThat(shown()).last().isEqualTo("values {\"title\":\"x\",\"notes\":[],\"chat\":[],\"score\":0}");
    }

    private List<String> shown() {
        return world.stream().stream()
                .map(event -> event.name() + " " + event.data())
                .toList();
    }
}
