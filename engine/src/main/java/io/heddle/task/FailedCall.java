package io.heddle.task;

import io.heddle.api.RunError;
import io.heddle.graph.Channel;
import io.heddle.graph.Failure;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.NodeKey;
import io.heddle.graph.OnFailure;
import io.heddle.graph.Send;
import io.heddle.graph.Write;
import io.heddle.step.Destination;
import io.heddle.step.TaskOutcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task comes to that has failed for good. The send that led to it is asked first, then its node; if neither deals with
 * failures, the task has failed. Used on one thread.
 */
final class FailedCall {
    private final Graph graph;
    private final NodeDefinition node;
    private final TaskOrder order;
    private final NodeCall call;

    FailedCall(Graph graph, NodeDefinition node, TaskOrder order, NodeCall call) {
        this.graph = graph;
        this.node = node;
        this.order = order;
        this.call = call;
    }

    TaskOutcome outcome(Throwable thrown, int attempts) {
        RunError error = TaskRunner.error(thrown);
        Failure failure = new Failure(node.name(), error.name(), error.message(), attempts);
        Destination.Sent sent = order.task().sent();
        OnFailure rule = sent == null ? OnFailure.FAIL : sent.onFailure();
        try {
            return switch (rule.kind()) {
                case IGNORE -> call.succeeded(List.of(), List.of());
                case COLLECT -> call.succeeded(call.checked(graph, by(), List.of(collected(rule, failure))), List.of());
                case FAIL -> {
                    String handler = node.policy().onError();
                    yield handler == null ? new TaskOutcome.Failed(error) : handled(handler, failure);
                }
            };
        } catch (Throwable again) {
            return new TaskOutcome.Failed(TaskRunner.error(again));
        }
    }

    /** It wrote nothing, and leads to its handler only. */
    private static TaskOutcome handled(String handler, Failure failure) {
        Send<Failure> send = Send.to(NodeKey.of(handler, Failure.class), failure);
        return new TaskOutcome.Succeeded(
                List.of(),
                Map.of(),
                List.of(new Destination.Sent(handler, send.input(), send.onFailure(), 0)),
                List.of());
    }

    @SuppressWarnings("unchecked") // A rule names a log of failures; OnFailure.collectInto takes no other.
    private Write collected(OnFailure rule, Failure failure) {
        @Nullable
        Channel<?> channel = graph.channel(String.valueOf(rule.channel())).orElse(null);
        if (channel instanceof LogChannel<?> log) {
            return ((LogChannel<Failure>) log).add(failure);
        }
        throw new TaskFault(
                "InvalidUpdateError",
                "%s failed (%s: %s), and is to be collected in log %s, which graph %s does not declare; add it to channels(…)"
                        .formatted(by(), failure.error(), failure.message(), rule.channel(), graph.id()));
    }

    private String by() {
        return "a task sent to node " + node.name();
    }
}
