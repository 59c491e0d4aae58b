package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.ThreadKey;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.Values;
import io.heddle.step.GraphState;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadStateBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCodecTest {
    private final SnapshotCodec codec = new SnapshotCodec();

    @Test
    void a_state_comes_back_as_it_was() {
        assertThat(codec.decode(codec.encode(StateSamples.full()))).contains(StateSamples.full());
    }

    @Test
    void a_thread_that_nobody_has_heard_of_comes_back_as_it_was() {
        ThreadState unborn = ThreadState.unborn(ThreadKey.parse("acme/t:1"));

        assertThat(codec.decode(codec.encode(unborn))).contains(unborn);
    }

    @Test
    void the_first_snapshot_ever_written_is_read() {
        Golden.of("snapshots", "thread-state." + SnapshotCodec.VERSION)
                .check(
                        () -> codec.encode(StateSamples.full()),
                        bytes -> codec.encode(codec.decode(bytes).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"v\":0}",
                "{\"v\":99,\"key\":\"default/t\"}",
                "{\"v\":1,\"key\":\"default/t\"}",
                "{\"v\":@}",
                "{\"v\":@,\"key\":\"default/t\",\"rest\":\"asleep\"}",
                "{\"v\":@,\"key\":\"default/t\",\"graphs\":{\"\":{\"values\":{\"m\":[\"messages\",[{}]]}}}}"
            })
    void what_cannot_be_read_is_replayed(String bytes) {
        String written = bytes.replace("@", String.valueOf(SnapshotCodec.VERSION));

        assertThat(codec.decode(written.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void a_snapshot_that_was_cut_is_replayed() {
        byte[] whole = codec.encode(StateSamples.full());
        for (int length = 0; length < whole.length; length++) {
            assertThat(codec.decode(Arrays.copyOf(whole, length))).isEmpty();
        }
    }

    @Test
    void what_is_untracked_leaves_no_trace() {
        ThreadStateBuilder state = new ThreadStateBuilder(ThreadKey.parse("acme/t:1"));
        GraphState graph = StateSamples.graph();
        Values secret = graph.values()
                .with("secret", new ChannelChange.Untracked(new ChannelChange.Assign(EventSamples.json("1"))));
        state.graphs = state.graphs.plus(ThreadState.ROOT, graph.with(secret, graph.due(), graph.waiting()));
        byte[] with = codec.encode(state.build());
        state.graphs = state.graphs.plus(ThreadState.ROOT, graph);

        assertThat(with).isEqualTo(codec.encode(state.build()));
    }
}
