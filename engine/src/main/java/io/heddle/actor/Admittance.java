package io.heddle.actor;

import io.heddle.graph.ChannelChange;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.thread.ThreadCommand;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many writes, and of what weight, a node lets in at once. Far below what the journal's queue takes, so that a burst is
 * told to come back instead of failing inside. Thread-safe.
 */
public final class Admittance {
    private static final long EACH = 512;

    private final int mostWrites;
    private final long mostBytes;
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    public Admittance(int mostWrites, long mostBytes) {
        this.mostWrites = mostWrites;
        this.mostBytes = mostBytes;
    }

    /** Whether a write of this weight may come in now; if so it must {@link #leave}. */
    public boolean enter(long weight) {
        boolean tooMany = writes.incrementAndGet() > mostWrites;
        boolean tooMuch = bytes.addAndGet(weight) > mostBytes;
        if (tooMany || tooMuch) {
            leave(weight);
            return false;
        }
        return true;
    }

    public void leave(long weight) {
        writes.decrementAndGet();
        bytes.addAndGet(-weight);
    }

    /** About how many bytes a command will write. */
    static long weight(ThreadCommand command) {
        return switch (command) {
            case ThreadCommand.Start start ->
                EACH
                        + start.spec().metadata().size()
                        + start.spec().config().size()
                        + weight(start.spec().input());
            case ThreadCommand.Create create ->
                EACH + create.metadata().size() + (create.first() == null ? 0 : weight(create.first()));
            case ThreadCommand.Patch patch -> EACH + patch.metadata().size();
            case ThreadCommand.Edit edit ->
                EACH
                        + edit.steps().stream()
                                .mapToLong(step -> weight(step.updates()))
                                .sum();
            case ThreadCommand.Delete c -> EACH;
            case ThreadCommand.Cancel c -> EACH;
            case ThreadCommand.TaskReported c -> EACH;
            case ThreadCommand.RecordCall record -> EACH + record.result().size();
            case ThreadCommand.InputPrepared c -> EACH;
            case ThreadCommand.Reduced c -> EACH;
            case ThreadCommand.BaseLoaded c -> EACH;
            case ThreadCommand.TasksStopped c -> EACH;
            case ThreadCommand.TakeOver c -> EACH;
            case ThreadCommand.Prune c -> EACH;
            case ThreadCommand.Expire c -> EACH;
            case ThreadCommand.Fork fork ->
                EACH
                        + fork.base().root().values().channels().values().stream()
                                .flatMap(value -> value.elements().stream())
                                .mapToLong(JsonValue::size)
                                .sum();
        };
    }

    private static long weight(@Nullable List<ChannelUpdate> updates) {
        return updates == null
                ? 0
                : updates.stream().mapToLong(update -> weight(update.change())).sum();
    }

    private static long weight(ChannelChange change) {
        return switch (change) {
            case ChannelChange.Assign assign -> assign.value().size();
            case ChannelChange.Append append -> weightOf(append.elements());
            case ChannelChange.Upsert upsert -> weightOf(upsert.messages());
            case ChannelChange.Combine combine -> weightOf(combine.operands());
            case ChannelChange.Offer offer -> offer.value().size();
            case ChannelChange.Arrive arrive -> 0;
            case ChannelChange.Overwrite overwrite -> weight(overwrite.with());
            case ChannelChange.Flash flash -> weight(flash.with());
            case ChannelChange.Untracked untracked -> 0;
            case ChannelChange.Restore restore -> weightOf(restore.value().elements());
            case ChannelChange.Truncate truncate -> weightOf(truncate.appended());
            case ChannelChange.Rewind rewind -> weightOf(rewind.appended());
            case ChannelChange.Clear clear -> 0;
        };
    }

    private static long weightOf(List<JsonValue> values) {
        return values.stream().mapToLong(JsonValue::size).sum();
    }
}
