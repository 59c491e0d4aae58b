package io.heddle.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the gateway counts. Thread-safe; counters only grow, except the one of open streams. */
public final class HttpMetrics {
    private final LongAdder requests = new LongAdder();
    private final LongAdder unknownFields = new LongAdder();
    private final LongAdder openStreams = new LongAdder();
    private final LongAdder lostReaders = new LongAdder();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    /** A request was read and is about to be answered. */
    public void requested() {
        requests.increment();
    }

    public void answered(int status) {
        answers.computeIfAbsent(status, unseen -> new LongAdder()).increment();
    }

    /** Members of request bodies that this server does not know and has ignored. */
    public void unknownFields(int count) {
        unknownFields.add(count);
    }

    public void streamOpened() {
        openStreams.increment();
    }

    public void streamClosed() {
        openStreams.decrement();
    }

    /** A reader went away before the end of a run's stream or of a waiting reply. */
    public void readerLost() {
        lostReaders.increment();
    }

    public long requests() {
        return requests.sum();
    }

    public long unknownFields() {
        return unknownFields.sum();
    }

    public long openStreams() {
        return openStreams.sum();
    }

    public long lostReaders() {
        return lostReaders.sum();
    }

    /** Answers by status, in ascending order of status. */
    public Map<Integer, Long> answers() {
        Map<Integer, Long> sums = new TreeMap<>();
        answers.forEach((status, count) -> sums.put(status, count.sum()));
        return sums;
    }
}
