package io.heddle.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The world outside an engine, as far as the contract's nodes touch it: what they did there is counted, and some wait for a
 * door to be opened. In this JVM, or in a folder that outlives the engine's process. Thread-safe.
 */
public final class Outside {
    private static final Map<String, AtomicInteger> COUNTS = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> DOORS = new ConcurrentHashMap<>();
    private static final Map<String, String> TALES = new ConcurrentHashMap<>();

    private static volatile @Nullable Path folder;

    private Outside() {}

    /** From now on the world is a folder, which other processes may share; null for this JVM's memory. */
    public static void isIn(@Nullable Path shared) {
        folder = shared;
    }

    /** Notes that something was done and tells how often it has been by now. */
    static int done(String what) {
        Path shared = folder;
        if (shared == null) {
            return COUNTS.computeIfAbsent(what, name -> new AtomicInteger()).incrementAndGet();
        }
        try {
            Files.writeString(
                    shared.resolve(what + ".done"), ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count(what);
    }

    /** How often something was done. */
    static int count(String what) {
        Path shared = folder;
        if (shared == null) {
            return COUNTS.getOrDefault(what, new AtomicInteger()).get();
        }
        try {
            Path notes = shared.resolve(what + ".done");
            return Files.exists(notes) ? (int) Files.size(notes) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves a word about something. */
    static void tell(String about, String word) {
        Path shared = folder;
        if (shared == null) {
            TALES.put(about, word);
            return;
        }
        try {
            Files.writeString(shared.resolve(about + ".told"), word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last word about something; empty if there is none. */
    static String told(String about) {
        Path shared = folder;
        if (shared == null) {
            return TALES.getOrDefault(about, "");
        }
        try {
            Path word = shared.resolve(about + ".told");
            return Files.exists(word) ? Files.readString(word) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets everybody through a door who waits there or will. */
    static void open(String door) {
        Path shared = folder;
        if (shared == null) {
            latch(door).countDown();
            return;
        }
        try {
            Files.writeString(shared.resolve(door + ".open"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void awaitOpen(String door) throws InterruptedException {
        Path shared = folder;
        if (shared == null) {
            latch(door).await();
            return;
        }
        CountDownLatch never = new CountDownLatch(1);
        while (!Files.exists(shared.resolve(door + ".open"))) {
            never.await(5, TimeUnit.MILLISECONDS);
        }
    }

    private static CountDownLatch latch(String door) {
        return DOORS.computeIfAbsent(door, name -> new CountDownLatch(1));
    }
}
