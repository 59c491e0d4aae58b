package io.heddle.jdbc;

/** The rows of one persistence id in a batch, numbered {@code first} to {@code last} without a gap. */
public record JournalSpan(String persistenceId, long first, long last) {}
