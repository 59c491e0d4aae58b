package io.heddle.actor;

import io.heddle.thread.ThreadRow;

/** A row and its bytes: encoded where it was decided, so that the journal's serializer only copies. */
public record JournalEvent(ThreadRow row, byte[] bytes) {}
