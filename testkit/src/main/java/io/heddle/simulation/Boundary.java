package io.heddle.simulation;

import io.heddle.thread.ThreadEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where an owner of a thread can be cut off. */
public enum Boundary {
    /** It dies while nothing is to be done. */
    AT_REST,
    /** It dies after a decision, before its row is written. */
    BEFORE_WRITE,
    /** It dies after a row is written, before anything of it is shown, done or answered. */
    AFTER_WRITE,
    /** The write fails; it recovers with its tasks still running. */
    WRITE_REFUSED,
    /** The write is said to have failed, but has not. */
    WRITE_UNKNOWN,
    /** It dies before user code that it has handed out begins. */
    BEFORE_TASK,
    /** It dies after a call was made, before its result is recorded. */
    BEFORE_RECORDING,
    /** It dies after a result was recorded, before the node hears of it. */
    AFTER_RECORDING,
    /** It dies after user code has ended, before that is reported. */
    BEFORE_REPORT,
    /** It dies before or after the write that leads into a subgraph. */
    ENTERING,
    /** It dies before or after the write that leads out of a subgraph. */
    LEAVING,
    /** It dies before a question's answer is written. */
    BEFORE_ANSWER,
    /** It dies after a question's answer is written, before the node hears of it. */
    AFTER_ANSWER,
    /** Another owner takes over while this one still lives. */
    TWO_OWNERS;

    /** The boundary that belongs to one kind of event; null for most. */
    static @Nullable Boundary of(ThreadEvent event, boolean before) {
        if (event instanceof ThreadEvent.AskAnswered) {
            return before ? BEFORE_ANSWER : AFTER_ANSWER;
        }
        if (event instanceof ThreadEvent.SubgraphEntered) {
            return ENTERING;
        }
        return event instanceof ThreadEvent.SubgraphLeft ? LEAVING : null;
    }

    /** Those that a thread comes to now and then only. */
    static final List<Boundary> RARE =
            List.of(AT_REST, BEFORE_RECORDING, AFTER_RECORDING, ENTERING, LEAVING, BEFORE_ANSWER, AFTER_ANSWER);

    /** The one at which most happens in a life out of this seed: each in turn of those that are rare. */
    static Boundary favouredBy(long seed) {
        return RARE.get((int) Math.floorMod(seed, (long) RARE.size()));
    }

    /** The name as people read it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
