package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.ThreadKey;
import io.heddle.graph.Channel;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.LogChannel;
import io.heddle.graph.UserSamples;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.Values;
import io.heddle.graph.View;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.GraphState;
import io.heddle.step.Stepper;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Waiting;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadStateBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users put into channels survives a restart byte for byte: through the journal's bytes and through a snapshot's. */
class UserTypesJournalTest {
    private final EventCodec events = new EventCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();

    @ParameterizedTest
    @MethodSource("io.heddle.graph.UserSamples#values")
    <T> void a_value_survives(UserSamples.Kept<T> kept) {
        ValueChannel<T> value = Channel.value("value", kept.type());
        LogChannel<T> log = Channel.log("log", kept.type());
        List<ChannelUpdate> written =
                ChannelUpdate.of(List.of(value.set(kept.value()), log.add(kept.value(), kept.value())));

        View view = new View(List.of(value, log), restarted(replayed(written)));

        assertThat(view.get(value)).isEqualTo(kept.value());
        assertThat(view.get(log)).isEqualTo(List.of(kept.value(), kept.value()));
        List<ChannelUpdate> again = ChannelUpdate.of(List.of(value.set(view.get(value)), log.addAll(view.get(log))));
        assertThat(again).isEqualTo(written);
        assertThat(bytes(again)).isEqualTo(bytes(written));
        assertThat(value.decode("v", view.json().node().get("value"))).isInstanceOf(ChannelChange.Assign.class);
    }

    /** The values that the journal's bytes of a task's writes make. */
    private Values replayed(List<ChannelUpdate> updates) {
        ThreadRow row = events.decode(bytes(updates));
        TaskOutcome.Succeeded outcome =
                ((ThreadEvent.TaskSucceeded) row.events().getFirst()).outcome();
        return Stepper.apply(Values.EMPTY, outcome.updates(), Map.of());
    }

    private byte[] bytes(List<ChannelUpdate> updates) {
        return events.encode(new ThreadRow(
                1,
                List.of(new ThreadEvent.TaskSucceeded(
                        "", EventSamples.TASK, new TaskOutcome.Succeeded(updates, Map.of(), List.of(), List.of()))),
                Map.of()));
    }

    private Values restarted(Values values) {
        Checkpoint head = new Checkpoint(EventSamples.HERE, null, 0, Checkpoint.Source.LOOP, null, List.of(), 1);
        ThreadStateBuilder state = new ThreadStateBuilder(ThreadKey.of("t"));
        state.graphs =
                state.graphs.plus(ThreadState.ROOT, GraphState.EMPTY.at(head, values, List.of(), Waiting.NOTHING));
        byte[] kept = snapshots.encode(state.build());
        ThreadState back = snapshots.decode(kept).orElseThrow();
        assertThat(snapshots.encode(back)).isEqualTo(kept);
        return back.root().values();
    }
}
