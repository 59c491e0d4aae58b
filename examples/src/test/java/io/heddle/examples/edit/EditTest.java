package io.heddle.examples.edit;

import static io.heddle.examples.edit.Edit.DRAFT;
import static io.heddle.examples.edit.Edit.GATE;
import static io.heddle.examples.edit.Edit.PUBLISHED;
import static io.heddle.examples.edit.Edit.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.prebuilt.Decision;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.Scenario;
import io.heddle.testkit.ScriptedModel;
import io.heddle.testkit.Simulation;
import org.junit.jupiter.api.Test;

@HeddleTest
class EditTest {
    private final ScriptedModel model = new ScriptedModel().says("You will not believe this loom");
    private final ThreadRef issue;

    EditTest(GraphTester tester) {
        issue = tester.thread(Edit.graph(model));
    }

    @Test
    void a_rejected_draft_is_written_anew_with_the_remark_in_mind() {
        model.says("Loom speaks");

        issue.run(TOPIC.set("a loom"));
        Outcome second = issue.answer(GATE.question(), Decision.reject("no clickbait"));

        assertThat(second.state().get(DRAFT)).isEqualTo("Loom speaks");
        assertThat(model.asked().getLast().last()).contains("no clickbait");
    }

    @Test
    void an_edited_draft_is_what_is_published() {
        issue.run(TOPIC.set("a loom"));
        Outcome done = issue.answer(GATE.question(), Decision.edit("Loom speaks"));

        assertThat(done).isInstanceOf(Outcome.Completed.class);
        assertThat(done.state().get(PUBLISHED)).containsExactly("Loom speaks");
    }

    @Test
    void it_comes_to_the_same_whatever_dies() {
        Simulation.seeds(50)
                .run(
                        Edit.graph(ScriptedModel.following(Edit::offline)),
                        Scenario.input(TOPIC.set("a loom"))
                                .thenAnswer(GATE.question(), Decision.reject("no clickbait"))
                                .thenAnswer(GATE.question(), Decision.approve()));
    }
}
