package io.heddle.examples.supervisor;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Message;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import io.heddle.testkit.GraphTester;
import io.heddle.testkit.HeddleTest;
import io.heddle.testkit.Scenario;
import io.heddle.testkit.ScriptedModel;
import io.heddle.testkit.Simulation;
import org.junit.jupiter.api.Test;

@HeddleTest
class NewsroomTest {
    private final Graph newsroom = Newsroom.graph(ScriptedModel.following(Newsroom::offline));

    @Test
    void the_editor_hears_both_reporters_and_writes_the_piece(GraphTester tester) {
        View state = tester.thread(newsroom).invoke(MESSAGES.add(Message.human("A piece on weaving")));

        assertThat(state.get(MESSAGES).getLast().text())
                .isEqualTo("Weaving today: 400 looms still run; the draw loom came to Europe in the middle ages.");
    }

    @Test
    void it_comes_to_the_same_whatever_dies() {
        Simulation.seeds(20).run(newsroom, Scenario.input(MESSAGES.add(Message.human("A piece on weaving"))));
    }
}
