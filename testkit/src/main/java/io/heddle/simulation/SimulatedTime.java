package io.heddle.simulation;

import io.heddle.task.TaskTimer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Time that goes on only when it is told to. The clock may go back, as those of machines do; what alarms go by may not. Not
 * thread-safe.
 */
final class SimulatedTime implements InstantSource {
    private static final long BEGINNING = 1_764_000_000_000L;
    private static final long LONG = Duration.ofSeconds(20).toNanos();

    private final List<Alarm> alarms = new ArrayList<>();
    private long clock = BEGINNING;
    private long nanos;

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(clock);
    }

    /** Goes on, or only has its clock set back. */
    void pass(long millis) {
        clock += millis;
        nanos += Math.max(0, millis) * 1_000_000;
    }

    /** The alarms that an owner sets. */
    TaskTimer of(Owner owner) {
        return new TaskTimer() {
            @Override
            public long nanos() {
                return nanos;
            }

            @Override
            public Alarm after(Duration delay, Runnable action) {
                SimulatedTime.Alarm alarm = new SimulatedTime.Alarm(owner, nanos + delay.toNanos(), delay, action);
                alarms.add(alarm);
                return () -> alarms.remove(alarm);
            }
        };
    }

    /** Whether anybody waits for something. */
    boolean isAwaited() {
        alarms.removeIf(alarm -> alarm.owner().gone());
        return !alarms.isEmpty();
    }

    /** Goes on to the next alarm; {@code all} counts those too that nobody has set for anything to happen soon. */
    void goOn(boolean all) {
        Optional<Alarm> next = isAwaited()
                ? alarms.stream()
                        .filter(alarm -> all || alarm.delay().toNanos() < LONG)
                        .min(Comparator.comparingLong(Alarm::due))
                : Optional.empty();
        next.ifPresent(alarm -> {
            pass(Math.max(0, alarm.due() - nanos) / 1_000_000);
            nanos = Math.max(nanos, alarm.due());
            alarms.remove(alarm);
            alarm.action().run();
        });
    }

    private record Alarm(Owner owner, long due, Duration delay, Runnable action) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
