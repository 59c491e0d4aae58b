package io.heddle.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.heddle.api.Message;
import io.heddle.json.JsonValue;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** LangGraph's {@code add_messages}, rule by rule. */
class MessageListTest {
    private final MessageList list = MessageList.of(json(said("a", "1"), said("b", "1"), said("c", "1")));

    @Test
    void a_message_with_a_new_id_is_appended() {
        assertThat(ids(list.upsert(json(said("d", "1"))))).containsExactly("a1", "b1", "c1", "d1");
    }

    @Test
    void a_message_with_a_known_id_takes_its_place() {
        assertThat(ids(list.upsert(json(said("b", "2"))))).containsExactly("a1", "b2", "c1");
    }

    @Test
    void of_two_messages_with_one_id_in_an_update_the_later_stays() {
        assertThat(ids(list.upsert(json(said("d", "1"), said("d", "2"))))).containsExactly("a1", "b1", "c1", "d2");
    }

    @Test
    void a_removal_takes_its_message_out() {
        assertThat(ids(list.upsert(json(Message.remove("b"))))).containsExactly("a1", "c1");
    }

    @Test
    void a_removal_of_an_unknown_id_is_an_error() {
        assertThatExceptionOfType(ChangeRefused.class)
                .isThrownBy(() -> list.upsert(json(Message.remove("x"))))
                .satisfies(e -> assertThat(e.reason())
                        .isEqualTo("Attempting to delete a message with an ID that doesn't exist ('x')"));
    }

    @Test
    void a_message_added_again_after_its_removal_stays_in_its_place() {
        assertThat(ids(list.upsert(json(Message.remove("b"), said("b", "2"))))).containsExactly("a1", "b2", "c1");
    }

    @Test
    void a_message_of_the_same_update_can_be_removed() {
        assertThat(ids(list.upsert(json(said("d", "1"), Message.remove("d"))))).containsExactly("a1", "b1", "c1");
    }

    @Test
    void remove_all_leaves_what_follows_it() {
        assertThat(ids(list.upsert(json(said("d", "1"), Message.removeAll(), said("a", "2"), said("e", "1")))))
                .containsExactly("a2", "e1");
    }

    @Test
    void of_several_remove_all_the_last_counts_and_nothing_before_it_can_fail() {
        assertThat(ids(list.upsert(json(Message.removeAll(), Message.remove("x"), Message.removeAll()))))
                .isEmpty();
    }

    @Test
    void after_remove_all_messages_with_one_id_are_merged_as_ever() {
        assertThat(ids(list.upsert(json(Message.removeAll(), said("d", "1"), said("e", "1"), said("d", "2")))))
                .containsExactly("d2", "e1");
    }

    @Test
    void after_remove_all_nothing_of_before_is_there_to_be_removed() {
        assertThatExceptionOfType(ChangeRefused.class)
                .isThrownBy(() -> list.upsert(json(Message.removeAll(), Message.remove("a"))));
    }

    @Test
    void a_removed_message_added_again_later_comes_last() {
        assertThat(ids(list.upsert(json(Message.remove("a"))).upsert(json(said("a", "2")))))
                .containsExactly("b1", "c1", "a2");
    }

    @Test
    void a_message_removed_after_it_was_added_again_is_gone() {
        assertThat(ids(list.upsert(json(Message.remove("b"), said("b", "2"), Message.remove("b")))))
                .containsExactly("a1", "c1");
    }

    @Test
    void a_single_message_in_any_form_is_a_list_of_one() {
        MessagesChannel chat = Channel.messages("chat");
        ChannelChange one = chat.add(Message.human("hi")).change();

        for (String form : List.of(
                "\"hi\"",
                "[\"user\",\"hi\"]",
                "{\"role\":\"user\",\"content\":\"hi\"}",
                "{\"type\":\"human\",\"content\":\"hi\"}",
                "[\"hi\"]",
                "[[\"human\",\"hi\"]]",
                "[{\"role\":\"human\",\"content\":\"hi\"}]",
                "{\"lc\":1,\"type\":\"constructor\",\"id\":[\"langchain_core\",\"messages\",\"HumanMessage\"],"
                        + "\"kwargs\":{\"content\":\"hi\"}}")) {
            assertThat(chat.decode("m", JsonValue.ofText(form).node())).as(form).isEqualTo(one);
        }
    }

    @Test
    void removals_are_read_from_json_too() {
        MessagesChannel chat = Channel.messages("chat");

        assertThat(chat.decode(
                        "m",
                        JsonValue.ofText(
                                        "[{\"role\":\"remove\",\"id\":\"a\"},{\"type\":\"remove\",\"id\":\"__remove_all__\"}]")
                                .node()))
                .isEqualTo(chat.add(Message.remove("a"), Message.removeAll()).change());
    }

    @Test
    void adding_one_to_ten_thousand_copies_no_list() {
        List<JsonValue> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(said("m" + i, "text").json());
        }
        MessageList large = MessageList.of(many);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<JsonValue> next = json(said("next", "text"));
        large.upsert(next);

        long before = threads.getCurrentThreadAllocatedBytes();
        MessageList longer = large.upsert(next);
        long cost = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(longer.messages()).hasSize(10_001);
        assertThat(cost).isLessThan(16 * 1024);
    }

    @Test
    void a_message_without_an_id_is_refused() {
        assertThatExceptionOfType(ChangeRefused.class).isThrownBy(() -> list.upsert(json(Message.human("hi"))));
    }

    @Test
    void going_back_keeps_the_first_and_forgets_the_ids_of_the_others() {
        MessageList shorter = list.first(1);

        assertThat(ids(shorter)).containsExactly("a1");
        assertThat(shorter.contains("b")).isFalse();
        assertThat(ids(shorter.upsert(json(said("b", "3"))))).containsExactly("a1", "b3");
    }

    @Test
    void any_sequence_of_updates_equals_the_rules_written_down_plainly() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            MessageList fast = MessageList.EMPTY;
            List<Message> plain = List.of();
            for (int step = 0; step < 8; step++) {
                List<Message> update = random(random, plain);
                plain = plainly(plain, update);
                fast = fast.upsert(update.stream().map(Message::json).toList());
                assertThat(fast.messages())
                        .isEqualTo(plain.stream().map(Message::json).toList());
            }
        }
    }

    private static List<Message> random(Random random, List<Message> known) {
        List<Message> update = new ArrayList<>();
        Set<String> there = new HashSet<>();
        known.forEach(message -> there.add(message.id().orElseThrow()));
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            String id = "m" + random.nextInt(6);
            int dice = random.nextInt(12);
            if (dice == 0) {
                update.add(Message.removeAll());
                there.clear();
            } else if (dice < 4 && there.contains(id)) {
                update.add(Message.remove(id));
            } else {
                update.add(said(id, String.valueOf(random.nextInt(100))));
                there.add(id);
            }
        }
        return update;
    }

    private static List<Message> plainly(List<Message> before, List<Message> update) {
        List<Message> merged = new ArrayList<>(before);
        Set<String> removed = new HashSet<>();
        for (Message message : update) {
            String id = message.id().orElseThrow();
            if (id.equals(Message.REMOVE_ALL)) {
                merged.clear();
                removed.clear();
                continue;
            }
            int place = merged.stream().map(m -> m.id().orElseThrow()).toList().indexOf(id);
            if (message.type().equals("remove")) {
                removed.add(id);
            } else if (place < 0) {
                merged.add(message);
            } else {
                removed.remove(id);
                merged.set(place, message);
            }
        }
        merged.removeIf(message -> removed.contains(message.id().orElseThrow()));
        return merged;
    }

    private static Message said(String id, String text) {
        return Message.human(text).withId(id);
    }

    private static List<JsonValue> json(Message... messages) {
        return Arrays.stream(messages).map(Message::json).toList();
    }

    private static List<String> ids(MessageList list) {
        return list.messages().stream()
                .map(Message::stored)
                .map(message -> message.id().orElseThrow() + message.text())
                .toList();
    }
}
