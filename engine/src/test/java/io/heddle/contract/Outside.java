package io.heddle.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The world outside an engine, as far as the contract's nodes touch it: what they did there is counted, some wait for a door
 * to be opened, some leave word. It is in this JVM, and also in a folder if there is one, which outlives the engine's process
 * and is shared with others. Thread-safe.
 */
public final class Outside {
    private static final Map<String, AtomicInteger> COUNTS = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> DOORS = new ConcurrentHashMap<>();
    private static final Map<String, String> WORDS = new ConcurrentHashMap<>();

    private static volatile @Nullable Path folder;

    private Outside() {}

    /** From now on the world is in a folder too; null for this JVM's memory only. */
    public static void isAlsoIn(@Nullable Path shared) {
        folder = shared;
    }

    /** Notes that something was done and tells how often it has been by now. */
    static int done(String what) {
        COUNTS.computeIfAbsent(what, name -> new AtomicInteger()).incrementAndGet();
        write(what + ".done", ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return count(what);
    }

    /** How often something was done. */
    static int count(String what) {
        int here = COUNTS.getOrDefault(what, new AtomicInteger()).get();
        return Math.max(here, read(what + ".done").length());
    }

    /** Lets everybody through a door who waits there or will. */
    static void open(String door) {
        latch(door).countDown();
        write(door + ".open", "!", StandardOpenOption.CREATE);
    }

    static void awaitOpen(String door) throws InterruptedException {
        while (!latch(door).await(5, TimeUnit.MILLISECONDS)) {
            if (!read(door + ".open").isEmpty()) {
                return;
            }
        }
    }

    /** Leaves word about something. */
    static void tell(String about, String word) {
        WORDS.put(about, word);
        write(about + ".told", word, StandardOpenOption.CREATE);
    }

    /** The last word about something; empty if there is none. */
    static String told(String about) {
        String here = WORDS.get(about);
        return here == null ? read(about + ".told") : here;
    }

    private static void write(String file, String text, OpenOption... how) {
        Path shared = folder;
        if (shared == null) {
            return;
        }
        try {
            Files.writeString(shared.resolve(file), text, how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String file) {
        Path shared = folder;
        if (shared == null || !Files.exists(shared.resolve(file))) {
            return "";
        }
        try {
            return Files.readString(shared.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CountDownLatch latch(String door) {
        return DOORS.computeIfAbsent(door, name -> new CountDownLatch(1));
    }
}
