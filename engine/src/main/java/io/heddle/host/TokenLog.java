package io.heddle.host;

import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.api.ThreadKey;
import java.util.List;

/**
 * Keeps the live events of resumable runs, tokens above all, which the journal does not hold. An event is kept before it is
 * shown. Thread-safe.
 */
public interface TokenLog {
    /** Keeps nothing; for engines whose memory is all there is. */
    TokenLog NONE = new TokenLog() {
        @Override
        public void keep(ThreadKey key, RunId run, StreamFrame frame, Runnable kept) {
            kept.run();
        }

        @Override
        public List<StreamFrame> read(ThreadKey key, RunId run, long after) {
            return List.of();
        }
    };

    /** Returns at once; calls {@code kept} when the frame is durable, or when it is known that it will not be. */
    void keep(ThreadKey key, RunId run, StreamFrame frame, Runnable kept);

    /** The kept events with ids above {@code after}, in order, as {@link StreamEvent.Recorded}. Blocking. */
    List<StreamFrame> read(ThreadKey key, RunId run, long after);
}
