package io.heddle.actor;

import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import org.jspecify.annotations.Nullable;

/**
 * A row and its bytes: encoded where it was decided, so that the journal's serializer only copies.
 *
 * @param after the state that deciding it came to; null when it is read back, so that it has to be evolved
 */
public record JournalEvent(
        ThreadRow row, byte[] bytes, @Nullable ThreadState after) {}
