package io.heddle.readside;

import io.heddle.api.ThreadKey;
import io.heddle.host.CommittedStates;
import io.heddle.thread.ThreadState;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The states to which this node's threads have come: the follower need not read and fold again what the thread has just
 * folded. Thread-safe.
 *
 * <p>Only a short cut: what is not here is folded from the journal. Nothing is kept alive for it, since a thread that is in
 * memory holds its state itself, and nothing is trusted blindly, since a thread may have moved on elsewhere: a state counts
 * for the row in its {@code sequence}, which was durable before it came here.
 */
public final class FreshStates implements CommittedStates {
    private static final int MOST = 20_000;

    private final ConcurrentHashMap<ThreadKey, WeakReference<ThreadState>> states = new ConcurrentHashMap<>();

    @Override
    public void committed(ThreadState state) {
        if (states.size() >= MOST) {
            // Nobody takes them here: another node's follower does the work.
            states.clear();
        }
        states.put(state.key(), new WeakReference<>(state));
    }

    /** Takes the state of a thread that shows row {@code sequence} or a later one and is not deleted; else null. */
    @Nullable
    ThreadState take(ThreadKey key, long sequence) {
        WeakReference<ThreadState> known = states.remove(key);
        ThreadState state = known == null ? null : known.get();
        return state != null && state.exists() && state.sequence() >= sequence ? state : null;
    }
}
