package io.heddle.prebuilt;

import static io.heddle.prebuilt.Script.wants;
import static io.heddle.prebuilt.ToolAgent.MESSAGES;
import static io.heddle.prebuilt.ToolAgentTest.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.heddle.Heddle;
import io.heddle.api.Message;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.View;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private static final NodeKey<Void> FACTS = NodeKey.of("facts");
    private static final NodeKey<Void> SUMS = NodeKey.of("sums");
    private static final Tool ADD =
            Tool.of(ToolSpec.of("add", "Adds"), (arguments, state, context) -> ToolResult.of("4"));

    private final Script facts = new Script(Message.ai("Looms have heddles."));
    private final Script sums = new Script(wants("add"), Message.ai("It is 4."));

    @Test
    void a_worker_takes_over_and_the_supervisor_has_the_last_word() {
        Script lead = new Script(wants("transfer_to_sums"), Message.ai("Four."));

        View state = ask(lead, team -> {});

        assertThat(texts(state)).containsExactly("Hi", "", "Transferred to sums", "It is 4.", "Four.");
        assertThat(lead.offered().getFirst()).containsExactly("transfer_to_facts", "transfer_to_sums");
        assertThat(sums.asked().getFirst()).extracting(Message::type).containsExactly("human", "ai", "tool");
    }

    @Test
    void the_conversation_keeps_a_workers_tool_calls_on_demand() {
        Script lead = new Script(wants("transfer_to_sums"), Message.ai("Four."));

        View state = ask(lead, Supervisor::keepingAllWork);

        assertThat(texts(state)).containsExactly("Hi", "", "Transferred to sums", "", "4", "It is 4.", "Four.");
    }

    @Test
    void several_workers_work_at_once_and_are_heard_together() {
        Script lead = new Script(wants("transfer_to_facts", "transfer_to_sums"), Message.ai("All done."));

        View state = ask(lead, team -> {});

        assertThat(lead.asked()).hasSize(2);
        assertThat(texts(state)).contains("Looms have heddles.", "It is 4.").endsWith("All done.");
    }

    @Test
    void a_worker_that_does_not_exist_is_named_with_those_that_do() {
        Script lead = new Script(wants("transfer_to_poets"), Message.ai("No poets."));

        View state = ask(lead, team -> {});

        assertThat(texts(state))
                .containsExactly(
                        "Hi",
                        "",
                        "there is nobody by the name of transfer_to_poets; choose from: transfer_to_facts,"
                                + " transfer_to_sums",
                        "No poets.");
    }

    @Test
    void a_worker_has_a_conversation() {
        Graph silent = Graph.define("silent", 1, g -> {
            g.node(FACTS, (state, context) -> null);
            g.start(FACTS).after(FACTS).end();
        });

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Supervisor.define("team", 1, new Script(), team -> team.worker(FACTS, silent, "never")))
                .withMessageContaining("graph silent has no conversation");
    }

    private View ask(Script lead, java.util.function.Consumer<Supervisor> more) {
        Graph team = Supervisor.define("team", 1, lead, supervisor -> {
            supervisor.worker(FACTS, ToolAgent.graph(facts), "knows things");
            supervisor.worker(SUMS, ToolAgent.graph(sums, ADD), "does sums");
            more.accept(supervisor);
        });
        try (Heddle heddle = Heddle.local(team)) {
            return heddle.thread(team, "t").invoke(MESSAGES.add(Message.human("Hi")));
        }
    }
}
