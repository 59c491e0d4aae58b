package io.heddle.host;

import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.stream.RunStream;
import io.heddle.task.EventSink;
import java.util.List;

/** Leads a node's live events into its run's stream; those of a resumable run are kept before they are shown. */
record LiveSink(ThreadKey key, RunStream stream, String namespace, boolean resumable, TokenLog tokens)
        implements EventSink {
    /** For a run whose stream is not here, or does not tell of the node's graph. */
    static final EventSink DEAF = new EventSink() {
        @Override
        public boolean wants(StreamMode mode) {
            return false;
        }

        @Override
        public void emit(StreamEvent event) {
            // Nobody can see it.
        }
    };

    @Override
    public boolean wants(StreamMode mode) {
        return stream.wants(mode);
    }

    @Override
    public void emit(StreamEvent emitted) {
        StreamEvent event = emitted.in(namespace);
        if (!resumable || !stream.wants(event.mode())) {
            stream.emit(event);
            return;
        }
        long id = stream.reserve(1);
        tokens.keep(key, stream.run(), new StreamFrame(id, event), () -> stream.fill(id, List.of(event)));
    }
}
