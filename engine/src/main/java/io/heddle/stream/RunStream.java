package io.heddle.stream;

import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Numbers a run's events, once and for all, and keeps the latest in a bounded ring. Guarded by its own lock.
 *
 * <p>Some events may be seen only when they are durable: their ids are {@linkplain #reserve reserved} before the journal is
 * written and {@linkplain #fill filled} afterwards. Readers stop at the first reserved id, so nobody overtakes it. Ids left
 * empty because a write failed are skipped: ids grow, but need not be dense.
 */
public final class RunStream {
    /** Ids of each further owner of a run begin at the next multiple of this. */
    public static final long IDS_PER_ATTEMPT = 1_000_000;

    private final RunId run;
    private final Set<StreamMode> modes;
    private final boolean resumable;
    private final int capacity;
    private final List<Slot> ring = new ArrayList<>();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long firstId;
    private boolean ended;
    private boolean moved;

    /**
     * @param resumable whether what the ring lets go is kept elsewhere
     * @param attempt 1 for the first owner of the run
     * @param capacity events kept, at least
     */
    public RunStream(RunId run, Set<StreamMode> modes, boolean resumable, int attempt, int capacity) {
        this.run = run;
        this.modes = Set.copyOf(modes);
        this.resumable = resumable;
        this.capacity = capacity;
        this.firstId = (attempt - 1) * IDS_PER_ATTEMPT;
    }

    public RunId run() {
        return run;
    }

    public boolean resumable() {
        return resumable;
    }

    public synchronized boolean hasEnded() {
        return ended;
    }

    /** Whether the run numbers events of this mode; null stands for events that are always sent. */
    public boolean wants(@Nullable StreamMode mode) {
        return mode == null || modes.contains(mode);
    }

    /** Sets {@code count} ids aside and tells the first of them. */
    public synchronized long reserve(int count) {
        long first = firstId + ring.size();
        for (int i = 0; i < count; i++) {
            ring.add(new Slot());
        }
        return first;
    }

    /** Makes reserved events visible. */
    public void fill(long first, List<StreamEvent> events) {
        synchronized (this) {
            for (int i = 0; i < events.size(); i++) {
                Slot slot = slot(first + i);
                if (slot != null) {
                    slot.settle(events.get(i));
                }
            }
            trim();
        }
        tellReaders();
    }

    /** Leaves reserved ids empty for ever. */
    public void skip(long first, int count) {
        synchronized (this) {
            for (int i = 0; i < count; i++) {
                Slot slot = slot(first + i);
                if (slot != null) {
                    slot.settle(null);
                }
            }
        }
        tellReaders();
    }

    /** Numbers an event that may be seen at once; tells its id, or -1 if the run does not want it or has ended. */
    public long emit(StreamEvent event) {
        long id;
        synchronized (this) {
            if (ended || !wants(event.mode())) {
                return -1;
            }
            Slot slot = new Slot();
            slot.settle(event);
            id = firstId + ring.size();
            ring.add(slot);
            trim();
        }
        tellReaders();
        return id;
    }

    /** No event follows. */
    public void end() {
        synchronized (this) {
            ended = true;
        }
        tellReaders();
    }

    /** Another owner numbers the run's events from now on; what was not settled here never will be. */
    public void move() {
        synchronized (this) {
            moved = true;
        }
        tellReaders();
    }

    /**
     * What a reader who has seen {@code after} may see now.
     *
     * @param max frames at most
     */
    public synchronized Batch read(long after, int max) {
        long from = after + 1;
        if (from < firstId) {
            return new Batch(List.of(), after, Batch.Next.GAP);
        }
        List<StreamFrame> frames = new ArrayList<>();
        long id = from;
        long end = firstId + ring.size();
        while (id < end && frames.size() < max) {
            Slot slot = ring.get((int) (id - firstId));
            if (!slot.settled) {
                break;
            }
            if (slot.event != null) {
                frames.add(new StreamFrame(id, slot.event));
            }
            id++;
        }
        return new Batch(frames, id - 1, next(id, end));
    }

    private Batch.Next next(long id, long end) {
        if (ended && id >= end) {
            return Batch.Next.END;
        }
        boolean open = id >= end || !ring.get((int) (id - firstId)).settled;
        return moved && open ? Batch.Next.MOVED : Batch.Next.MORE;
    }

    /** The id of the oldest event that the ring still holds. */
    public synchronized long firstId() {
        return firstId;
    }

    /** The id of the last event numbered so far, settled or not; one below the first if there is none. */
    public synchronized long lastId() {
        return firstId + ring.size() - 1;
    }

    /** Calls {@code listener} after each change, on the thread that made it; it must be quick. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    public void forget(Runnable listener) {
        listeners.remove(listener);
    }

    public boolean hasReaders() {
        return !listeners.isEmpty();
    }

    private void tellReaders() {
        for (Runnable listener : listeners) {
            listener.run();
        }
    }

    private @Nullable Slot slot(long id) {
        long place = id - firstId;
        return place < 0 || place >= ring.size() ? null : ring.get((int) place);
    }

    private void trim() {
        if (ring.size() < 2 * capacity) {
            return;
        }
        int gone = 0;
        while (gone < ring.size() - capacity && ring.get(gone).settled) {
            gone++;
        }
        ring.subList(0, gone).clear();
        firstId += gone;
    }

    /**
     * What a reader got.
     *
     * @param position the id up to which the reader has now seen everything
     */
    public record Batch(List<StreamFrame> frames, long position, Next next) {
        /** What follows. */
        public enum Next {
            /** More, now or later. */
            MORE,
            /** Nothing: the run has ended. */
            END,
            /** What the ring no longer holds, because the reader is so far behind. */
            GAP,
            /** What another owner numbers. */
            MOVED
        }
    }

    private static final class Slot {
        private boolean settled;
        private @Nullable StreamEvent event;

        void settle(@Nullable StreamEvent value) {
            settled = true;
            event = value;
        }
    }
}
