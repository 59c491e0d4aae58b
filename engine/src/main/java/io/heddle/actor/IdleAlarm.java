package io.heddle.actor;

import java.time.Duration;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Rings when a thread has heard nothing for a while. Unlike Pekko's receive timeout, which cancels a timer and starts one with
 * every message, a message costs it a look at the clock. Used by one actor.
 */
final class IdleAlarm {
    private final ActorContext<ThreadMessage> context;
    private final Duration idleAfter;
    private long heardAtNanos = System.nanoTime();
    private Cancellable alarm;

    IdleAlarm(ActorContext<ThreadMessage> context, Duration idleAfter) {
        this.context = context;
        this.idleAfter = idleAfter;
        this.alarm = set(idleAfter);
    }

    /** Somebody wants something of the thread. */
    void heard() {
        heardAtNanos = System.nanoTime();
    }

    /** It has rung: whether it has been quiet for long enough. Rings again when it may have been. */
    boolean isTime() {
        Duration left = idleAfter.minusNanos(System.nanoTime() - heardAtNanos);
        alarm = set(left.isPositive() ? left : idleAfter);
        return !left.isPositive();
    }

    void cancel() {
        alarm.cancel();
    }

    private Cancellable set(Duration time) {
        return context.scheduleOnce(time, context.getSelf(), ThreadMessage.Internal.IDLE);
    }
}
