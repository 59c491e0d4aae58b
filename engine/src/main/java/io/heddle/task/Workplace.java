package io.heddle.task;

import io.heddle.api.Store;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all tasks of an engine share. Thread-safe.
 *
 * @param running attempts whose code runs now
 */
record Workplace(InstantSource clock, TaskThreads threads, Store store, ResultCache results, AtomicInteger running) {}
