package io.heddle.examples.edit;

import static io.heddle.examples.edit.Edit.DRAFT;
import static io.heddle.examples.edit.Edit.GATE;
import static io.heddle.examples.edit.Edit.PUBLISHED;
import static io.heddle.examples.edit.Edit.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.examples.model.TestModels;
import io.heddle.graph.Graph;
import io.heddle.prebuilt.Decision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EditTest {
    private final Graph desk = Edit.graph(TestModels.following(Edit::offline));
    private final Heddle heddle = Heddle.local(desk);
    private final ThreadRef thread = heddle.thread(desk, "issue-7");

    @AfterEach
    void close() {
        heddle.close();
    }

    @Test
    void a_rejected_draft_is_written_anew_with_the_remark_in_mind() {
        Outcome first = thread.run(TOPIC.set("a loom"));
        Outcome second = thread.answer(GATE.question(), Decision.reject("no clickbait"));

        assertThat(second).isInstanceOf(Outcome.Waiting.class);
        assertThat(second.state().get(DRAFT)).isNotEqualTo(first.state().get(DRAFT));
    }

    @Test
    void an_edited_draft_is_what_is_published() {
        thread.run(TOPIC.set("a loom"));

        Outcome done = thread.answer(GATE.question(), Decision.edit("Loom speaks"));

        assertThat(done).isInstanceOf(Outcome.Completed.class);
        assertThat(done.state().get(PUBLISHED)).containsExactly("Loom speaks");
    }
}
