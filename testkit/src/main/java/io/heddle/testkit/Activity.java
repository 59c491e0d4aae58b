package io.heddle.testkit;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What an engine under test is doing. Law: a piece of work counts from before it may begin until after it has begun whatever
 * follows from it, so an engine with no piece left does nothing more by itself. Thread-safe.
 */
final class Activity {
    private static final long LOOK_NANOS = 1_000_000;
    private static final int CALM_LOOKS = 4;
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    /** Where a Java thread stands that waits of its own will, and not because the JVM loads a class for somebody. */
    private static final Set<String> WAITING_PLACES = Set.of(
            "java.lang.VirtualThread",
            "java.lang.Thread",
            "java.lang.Object",
            "jdk.internal.misc.Unsafe",
            "jdk.internal.vm.Continuation");

    private final Runnable whenIdle;
    private final ThreadLocal<@Nullable Piece> current = new ThreadLocal<>();
    private final Set<Piece> pieces = new HashSet<>();
    private long changes;

    /** @param whenIdle called each time the last piece has ended, by its thread */
    Activity(Runnable whenIdle) {
        this.whenIdle = whenIdle;
    }

    /** The same work, which counts from now on. */
    Runnable piece(Runnable work) {
        Piece piece = new Piece(work);
        synchronized (this) {
            pieces.add(piece);
            changes++;
        }
        return piece;
    }

    synchronized boolean isIdle() {
        return pieces.isEmpty();
    }

    /** The calling piece's limits have begun: until then it may not be left behind by time. */
    void begins() {
        Piece piece = current.get();
        if (piece != null) {
            piece.begun = true;
        }
    }

    /**
     * Waits until every piece but the caller's own has ended, or waits for something that no other piece will bring. Only
     * code of nodes may wait so; and code that goes on and on without ever waiting is not waited for longer than two seconds.
     */
    void awaitRest() {
        long seen = -1;
        int calm = 0;
        long patient = System.nanoTime();
        while (calm < CALM_LOOKS && System.nanoTime() - patient < PATIENCE_NANOS) {
            Look look = look();
            if (look.empty()) {
                return;
            }
            if (look.changes() != seen) {
                patient = System.nanoTime();
            }
            calm = look.resting() && look.changes() == seen ? calm + 1 : 0;
            seen = look.changes();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private record Look(boolean empty, boolean resting, long changes) {}

    private synchronized Look look() {
        Thread caller = Thread.currentThread();
        return new Look(
                pieces.stream().allMatch(piece -> caller.equals(piece.thread)),
                pieces.stream().allMatch(piece -> caller.equals(piece.thread) || piece.waits()),
                changes);
    }

    private void ended(Piece piece) {
        boolean last;
        synchronized (this) {
            pieces.remove(piece);
            changes++;
            last = pieces.isEmpty();
        }
        if (last) {
            whenIdle.run();
        }
    }

    private final class Piece implements Runnable {
        private final Runnable work;
        private volatile @Nullable Thread thread;
        private volatile boolean begun;

        private Piece(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            current.set(this);
            try {
                work.run();
            } finally {
                current.remove();
                ended(this);
            }
        }

        boolean waits() {
            Thread running = thread;
            return running != null
                    && begun
                    && switch (running.getState()) {
                        case WAITING, TIMED_WAITING -> standsWaiting(running);
                        case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
                    };
        }

        private static boolean standsWaiting(Thread running) {
            StackTraceElement[] stack = running.getStackTrace();
            return stack.length > 0 && WAITING_PLACES.contains(stack[0].getClassName());
        }
    }
}
