package io.heddle.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.RunFailedException;
import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.api.RunCommand;
import io.heddle.api.RunRequest;
import io.heddle.api.RunView;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model that calls two tools, of which nobody carries out the second. */
@Timeout(60)
class AbandonedToolCallsTest {
    private static final NodeKey<Void> MODEL = NodeKey.of("model");
    private static final NodeKey<Void> TOOLS = NodeKey.of("tools");
    private static final MessagesChannel MESSAGES = Channel.messages("messages");

    /** What the tools do: answer all calls, fail, or wait. */
    private final AtomicReference<String> tools = new AtomicReference<>("fail");

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final Graph agent = Graph.define(
            "agent",
            1,
            g -> g.channels(MESSAGES)
                    .node(MODEL, (state, context) -> {
                        Message last = state.get(MESSAGES).getLast();
                        return Update.of(MESSAGES.add(
                                last.text().equals("work")
                                        ? Message.ai("", List.of(call("look"), call("book")))
                                        : Message.ai("ok")));
                    })
                    .node(TOOLS, (state, context) -> {
                        switch (tools.get()) {
                            case "fail" -> throw new IOException("no line");
                            case "wait" -> {
                                begun.countDown();
                                never.await();
                            }
                            default -> {}
                        }
                        return Update.of(MESSAGES.addAll(state.get(MESSAGES).getLast().toolCalls().stream()
                                .map(call -> Message.tool(call, "done"))
                                .toList()));
                    })
                    .start(MODEL)
                    .after(MODEL)
                    .route(
                            state -> state.get(MESSAGES).getLast().toolCalls().isEmpty() ? Graph.END : TOOLS,
                            TOOLS,
                            Graph.END)
                    .after(TOOLS)
                    .to(MODEL));
    private final Heddle heddle = Heddle.local(agent);
    private final ThreadRef thread = heddle.thread(agent, "t");

    @AfterEach
    void close() {
        never.countDown();
        heddle.close();
    }

    @Test
    void are_answered_before_the_next_request_when_their_node_has_failed() {
        Assertions.catchThrowableOfType(RunFailedException.class, () -> thread.invoke(says("work")));
        assertThat(types(thread.state())).containsExactly("human", "ai");

        View state = thread.invoke(says("never mind"));

        assertThat(types(state)).containsExactly("human", "ai", "tool", "tool", "human", "ai");
        assertThat(state.get(MESSAGES).get(3).text())
                .isEqualTo("The call of book was not carried out because a new request came first.");
        assertThat(state.get(MESSAGES).get(3).toolCallId()).hasValue("book");
    }

    @Test
    void stay_open_for_the_run_that_goes_on() {
        Assertions.catchThrowableOfType(RunFailedException.class, () -> thread.invoke(says("work")));
        tools.set("answer");

        View state = thread.proceed();

        assertThat(types(state)).containsExactly("human", "ai", "tool", "tool", "ai");
        assertThat(state.get(MESSAGES).get(2).text()).isEqualTo("done");
    }

    @Test
    void stay_open_after_a_cancel_and_are_answered_before_the_next_request() throws Exception {
        tools.set("wait");
        RunView run = thread.start(says("work"));
        begun.await();
        thread.cancel(run.id());
        assertThat(types(thread.state())).containsExactly("human", "ai");

        assertThat(types(thread.invoke(says("never mind"))))
                .containsExactly("human", "ai", "tool", "tool", "human", "ai");
    }

    @Test
    void stay_open_while_the_run_pauses_before_their_node() {
        run(RunRequest.of("agent", JsonValue.parse("{\"messages\":\"work\"}"))
                .pausingBefore("tools")
                .creatingThread());
        assertThat(types(thread.state())).containsExactly("human", "ai");
        tools.set("answer");

        assertThat(types(thread.proceed())).containsExactly("human", "ai", "tool", "tool", "ai");
    }

    @Test
    void may_be_answered_by_the_next_request_itself() {
        Assertions.catchThrowableOfType(RunFailedException.class, () -> thread.invoke(says("work")));

        View state = thread.invoke(MESSAGES.add(
                Message.tool(call("look"), "by hand"), Message.tool(call("book"), "by hand"), Message.human("now?")));

        assertThat(types(state)).containsExactly("human", "ai", "tool", "tool", "human", "ai");
        assertThat(state.get(MESSAGES)).noneMatch(message -> message.text().contains("not carried out"));
    }

    @Test
    void are_answered_when_a_command_drops_what_is_due() {
        Assertions.catchThrowableOfType(RunFailedException.class, () -> thread.invoke(says("work")));

        run(RunRequest.of("agent", null).commanding(RunCommand.goTo("__end__")));

        assertThat(types(thread.state())).containsExactly("human", "ai", "tool", "tool");
    }

    private void run(RunRequest request) {
        var runs = heddle.engine().runs();
        runs.start(thread.key(), request)
                .thenCompose(run -> runs.join(thread.key(), run.id()))
                .toCompletableFuture()
                .join();
    }

    private static io.heddle.graph.Write says(String text) {
        return MESSAGES.add(Message.human(text));
    }

    private static Message.ToolCall call(String name) {
        return new Message.ToolCall(name, name, JsonValue.EMPTY_OBJECT);
    }

    private static List<String> types(View state) {
        return state.get(MESSAGES).stream().map(Message::type).toList();
    }
}
