package io.heddle.task;

import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;

/** Where a running node's live events go. Thread-safe and quick. */
public interface EventSink {
    boolean wants(StreamMode mode);

    void emit(StreamEvent event);
}
