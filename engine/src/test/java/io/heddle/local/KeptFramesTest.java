package io.heddle.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.RunRequest;
import io.heddle.api.RunView;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.contract.ContractGraphs;
import io.heddle.contract.EngineCase;
import io.heddle.host.HostSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Streams without their rings: an engine that keeps nothing but its journal, and eight events of a run in flight. */
class KeptFramesTest extends EngineCase {
    private static final LocalEngine ENGINE = new LocalEngine(
            ContractGraphs.catalog(),
            new HostSettings(10, Duration.ofSeconds(5), Duration.ofSeconds(30), 8, 0, Duration.ZERO),
            InstantSource.system());

    @Override
    protected LocalEngine engine() {
        return ENGINE;
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @Test
    void what_is_not_kept_any_more_is_told_as_a_gap_in_its_place() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("echo", json("{\"messages\":\"a b\"}"))
                        .streaming(StreamMode.VALUES, StreamMode.UPDATES, StreamMode.MESSAGES_TUPLE)
                        .keptForReplay());
        get(engine().runs().join(key, run.id()));

        List<StreamFrame> all = frames(key, run.id(), StreamRequest.all());

        assertThat(names(all)).containsExactly("metadata", "values", "gap", "updates", "values");
        StreamFrame gap = all.get(2);
        assertThat(gap.event().data())
                .hasToString("{\"first\":2,\"last\":%d}".formatted(all.get(3).id() - 1));
        assertThat(gap.id()).isEqualTo(all.get(3).id() - 1);
        assertThat(names(frames(key, run.id(), StreamRequest.after(gap.id())))).containsExactly("updates", "values");
        assertThat(names(frames(
                        key,
                        run.id(),
                        new StreamRequest(StreamRequest.FROM_START, Set.of(StreamMode.VALUES, StreamMode.UPDATES)))))
                .as("who wants nothing of what is missing")
                .containsExactly("metadata", "values", "updates", "values");
    }

    @Test
    void a_reader_who_falls_behind_is_spared_states_but_never_the_last() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("cycle", json("{}"))
                        .streaming(StreamMode.VALUES, StreamMode.UPDATES, StreamMode.TASKS)
                        .keptForReplay());
        SlowReader slow = new SlowReader(() -> get(engine().runs().join(key, run.id())));
        engine().runs().stream(key, run.id(), StreamRequest.all()).subscribe(slow);

        List<StreamFrame> seen = slow.done.join();

        assertThat(ids(seen)).isSorted().doesNotHaveDuplicates();
        assertThat(names(seen)).filteredOn("updates"::equals).hasSize(10);
        assertThat(seen.getLast().event().data().node().get("count").asInt()).isEqualTo(10);
        assertThat(ids(seen)).isSubsetOf(ids(frames(key, run.id(), StreamRequest.all())));
    }

    private static List<String> names(List<StreamFrame> frames) {
        return frames.stream().map(frame -> frame.event().name()).toList();
    }

    /** Reads one frame, and the rest after something has happened. */
    private static final class SlowReader implements Flow.Subscriber<StreamFrame> {
        private final List<StreamFrame> frames = new ArrayList<>();
        private final CompletableFuture<List<StreamFrame>> done = new CompletableFuture<>();
        private final Runnable meanwhile;
        private Flow.Subscription subscription;

        SlowReader(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public void onSubscribe(Flow.Subscription opened) {
            subscription = opened;
            opened.request(1);
        }

        @Override
        public void onNext(StreamFrame frame) {
            frames.add(frame);
            if (frames.size() == 1) {
                meanwhile.run();
            }
            subscription.request(1);
        }

        @Override
        public void onError(Throwable thrown) {
            done.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            done.complete(frames);
        }
    }
}
