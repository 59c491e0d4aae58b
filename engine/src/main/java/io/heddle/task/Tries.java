package io.heddle.task;

import io.heddle.graph.Graph;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.NodePolicy;
import io.heddle.graph.NodeTimeoutException;
import io.heddle.graph.Retry;
import io.heddle.graph.Timeouts;
import io.heddle.step.Destination;
import io.heddle.step.TaskOutcome;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of one task, one after the other, each on a thread of its own. Law: one outcome is reported, the last
 * one; an attempt begins only when the one before has ended, or has run out of time and does not count any more.
 */
final class Tries {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

    private final RunningTask task;
    private final Graph root;
    private final Graph graph;
    private final NodeDefinition node;
    private final EventSink sink;
    private final RecordedCalls calls;
    private final Workplace workplace;
    private final Consumer<TaskOutcome> report;

    Tries(
            RunningTask task,
            Graph root,
            Graph graph,
            NodeDefinition node,
            EventSink sink,
            Recorder recorder,
            Workplace workplace,
            Consumer<TaskOutcome> report) {
        this.task = task;
        this.root = root;
        this.graph = graph;
        this.node = node;
        this.sink = sink;
        this.calls = new RecordedCalls(task.order(), recorder);
        this.workplace = workplace;
        this.report = report;
    }

    /** Makes an attempt, unless the task has been cancelled, on the calling thread, which is the attempt's own. */
    void begin(int number) {
        Attempt attempt = new Attempt(
                task,
                number,
                node.policy().mostAttempts(),
                limits(),
                workplace.clock().instant(),
                workplace.threads().timer(),
                this::late);
        if (!task.begins(attempt)) {
            end(new TaskOutcome.Stopped());
            return;
        }
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(node.function().getClass().getClassLoader());
        workplace.running().incrementAndGet();
        attempt.startedOn(thread);
        TaskOutcome outcome = null;
        Throwable failure = null;
        try {
            outcome = call(attempt).run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        boolean awaited = attempt.end();
        Thread.interrupted();
        workplace.running().decrementAndGet();
        if (!awaited) {
            return;
        }
        if (outcome != null) {
            end(outcome);
        } else if (failure != null) {
            failed(attempt, failure);
        }
    }

    private void failed(Attempt attempt, Throwable failure) {
        Retry retry = task.cancelled() ? null : retry(failure);
        if (retry == null || attempt.number() >= retry.attempts()) {
            end(failedForGood(attempt, failure));
            return;
        }
        Duration rest = retry.rest(attempt.number(), dice(attempt));
        LOG.info(
                "node failed, trying again thread={} run={} node={} error={} attempt={} rest={}",
                task.order().thread(),
                task.order().run(),
                node.name(),
                failure.getClass().getName(),
                attempt.number(),
                rest);
        task.rest(
                workplace.threads().timer(),
                rest,
                () -> onItsOwn(() -> begin(attempt.number() + 1)),
                () -> onItsOwn(() -> end(new TaskOutcome.Stopped())));
    }

    private void late(Attempt attempt, NodeTimeoutException over) {
        onItsOwn(() -> failed(attempt, over));
    }

    private TaskOutcome failedForGood(Attempt attempt, Throwable failure) {
        if (task.cancelled()) {
            return new TaskOutcome.Stopped();
        }
        LOG.warn(
                "node failed thread={} run={} node={} error={}",
                task.order().thread(),
                task.order().run(),
                node.name(),
                failure.getClass().getName());
        LOG.debug("node failed with a message that may hold what a user wrote", failure);
        return new FailedCall(graph, node, task.order(), call(attempt)).outcome(failure, attempt.number());
    }

    private void end(TaskOutcome outcome) {
        TaskOutcome last = task.cancelled() ? new TaskOutcome.Stopped() : outcome;
        task.ended(last);
        report.accept(last);
    }

    private void onItsOwn(Runnable work) {
        workplace.threads().start("task " + node.name() + " " + task.order().thread(), work);
    }

    private NodeCall call(Attempt attempt) {
        TaskContext context = new TaskContext(task.order(), attempt, sink, calls, workplace.store());
        return new NodeCall(root, graph, node, task.order(), context, workplace.results());
    }

    private @Nullable Retry retry(Throwable failure) {
        if (failure instanceof TaskFault) {
            return null;
        }
        try {
            return node.policy().retries().stream()
                    .filter(policy -> policy.takes(failure))
                    .findFirst()
                    .orElse(null);
        } catch (RuntimeException thrown) {
            failure.addSuppressed(thrown);
            return null;
        }
    }

    private Timeouts limits() {
        NodePolicy policy = node.policy();
        Destination.Sent sent = task.order().task().sent();
        return sent == null || sent.timeout() == 0
                ? policy.timeouts()
                : policy.timeouts().withAttempt(Duration.ofMillis(sent.timeout()));
    }

    private double dice(Attempt attempt) {
        return new Random((task.order().task().visit() + attempt.label()).hashCode()).nextDouble();
    }
}
