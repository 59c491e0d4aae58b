package io.heddle.host;

import io.heddle.api.StateQuery;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import io.heddle.stream.RunStream;
import io.heddle.thread.RunPlace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The events of a run as they were sent, without its ring: the durable ones out of the journal, the live ones out of the
 * token log, each under its own id. What is not kept any more, or never was, is told as a {@link StreamEvent.Gap} in its
 * place. Blocking; thread-safe.
 */
final class KeptFrames {
    /** What the journal does not hold. */
    private static final Set<StreamMode> LIVE_MODES =
            EnumSet.of(StreamMode.MESSAGES, StreamMode.MESSAGES_TUPLE, StreamMode.CUSTOM, StreamMode.EVENTS);

    private final HistoryReader history;
    private final TokenLog tokens;

    KeptFrames(HistoryReader history, TokenLog tokens) {
        this.history = history;
        this.tokens = tokens;
    }

    /**
     * The first of them.
     *
     * @param after the last id that was seen
     * @param before the first id that is read elsewhere
     * @param modes gaps are told to those only who want what is missing there
     * @param limit events at most
     */
    List<StreamFrame> between(ThreadKey key, RunPlace run, long after, long before, Set<StreamMode> modes, int limit) {
        if (run.forgotten()) {
            return forgotten(key, run, after);
        }
        List<StreamFrame> kept = new ArrayList<>(history.frames(key, run, after));
        if (run.resumable()) {
            kept.addAll(tokens.read(key, run.run(), after));
        }
        kept.removeIf(frame -> frame.id() >= before);
        kept.sort(Comparator.comparingLong(StreamFrame::id));
        List<StreamFrame> frames = modes.stream().anyMatch(LIVE_MODES::contains) ? withGaps(kept, after, before) : kept;
        return frames.size() > limit ? frames.subList(0, limit) : frames;
    }

    /** Of a run whose rows are forgotten: that they are, and where the thread stands now. */
    private List<StreamFrame> forgotten(ThreadKey key, RunPlace run, long after) {
        long last = run.attempt() * RunStream.IDS_PER_ATTEMPT - 1;
        if (after >= last) {
            return List.of();
        }
        JsonValue values = history.state(key, StateQuery.HEAD).values();
        return List.of(
                new StreamFrame(last - 1, new StreamEvent.Gap(after + 1, last - 1)),
                new StreamFrame(last, new StreamEvent.Values(values)));
    }

    /** What a reader who is too slow is told of frames: of each graph's states that follow one another only the last. */
    static List<StreamFrame> coalesced(List<StreamFrame> frames) {
        Set<String> told = new HashSet<>();
        List<StreamFrame> fewer = new ArrayList<>();
        for (StreamFrame frame : frames.reversed()) {
            boolean state = frame.event().mode() == StreamMode.VALUES;
            if (!state || told.add(frame.event().namespace())) {
                fewer.add(frame);
            }
        }
        return fewer.reversed();
    }

    private static List<StreamFrame> withGaps(List<StreamFrame> kept, long after, long before) {
        List<StreamFrame> frames = new ArrayList<>(kept.size());
        long next = after + 1;
        for (StreamFrame frame : kept) {
            tellGap(frames, next, frame.id());
            frames.add(frame);
            next = frame.id() + 1;
        }
        if (before != Long.MAX_VALUE) {
            tellGap(frames, next, before);
        }
        return frames;
    }

    /** An attempt may end anywhere in its block of ids, so only what is missing in one block is a gap. */
    private static void tellGap(List<StreamFrame> frames, long from, long to) {
        long block = to - to % RunStream.IDS_PER_ATTEMPT;
        long first = Math.max(from, block);
        if (first < to) {
            frames.add(new StreamFrame(to - 1, new StreamEvent.Gap(first, to - 1)));
        }
    }
}
