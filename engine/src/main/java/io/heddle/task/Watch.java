package io.heddle.task;

import io.heddle.graph.NodeTimeoutException;
import io.heddle.graph.Timeouts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks after one attempt's limits. A sign of progress costs one write; only the alarms look at the time. Thread-safe. */
final class Watch {
    private final String node;
    private final Timeouts limits;
    private final TaskTimer timer;
    private final Consumer<NodeTimeoutException> late;
    private final long begun;
    private volatile long progress;
    private volatile long beat;
    private boolean stopped;
    private TaskTimer.@Nullable Alarm alarm;

    /** @param late called at most once; quick */
    Watch(String node, Timeouts limits, TaskTimer timer, Consumer<NodeTimeoutException> late) {
        this.node = node;
        this.limits = limits;
        this.timer = timer;
        this.late = late;
        this.begun = timer.nanos();
        this.progress = begun;
        this.beat = begun;
    }

    void start() {
        if (!limits.equals(Timeouts.NONE)) {
            look();
        }
    }

    void progress() {
        progress = timer.nanos();
    }

    void heartbeat() {
        beat = timer.nanos();
        progress = beat;
    }

    synchronized void stop() {
        stopped = true;
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private void look() {
        NodeTimeoutException over = over();
        if (over == null) {
            rest();
        } else {
            late.accept(over);
        }
    }

    private @Nullable NodeTimeoutException over() {
        if (left(limits.attempt(), begun) <= 0) {
            return over("timeout", limits.attempt());
        }
        if (left(limits.idle(), progress) <= 0) {
            return over("idleTimeout", limits.idle());
        }
        return left(limits.heartbeat(), beat) <= 0 ? over("heartbeatTimeout", limits.heartbeat()) : null;
    }

    private NodeTimeoutException over(String limit, @Nullable Duration length) {
        return new NodeTimeoutException(node, limit, length == null ? Duration.ZERO : length);
    }

    private synchronized void rest() {
        if (!stopped) {
            long next = Math.min(
                    left(limits.attempt(), begun),
                    Math.min(left(limits.idle(), progress), left(limits.heartbeat(), beat)));
            alarm = timer.after(Duration.ofNanos(Math.max(0, next)), this::look);
        }
    }

    private long left(@Nullable Duration limit, long since) {
        return limit == null ? Long.MAX_VALUE : TimeUnit.NANOSECONDS.convert(limit) - (timer.nanos() - since);
    }
}
