package io.heddle.task;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all tasks of an engine share. Thread-safe.
 *
 * @param running attempts whose code runs now
 */
record Workplace(
        InstantSource clock, TaskThreads threads, StoreTurns store, ResultCache results, AtomicInteger running) {}
