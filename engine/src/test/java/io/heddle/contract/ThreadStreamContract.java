package io.heddle.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.RunView;
import io.heddle.api.StateUpdate;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadFrame;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStreamRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What every engine promises about the stream of a whole thread. */
public abstract class ThreadStreamContract extends EngineCase {
    @Test
    void the_runs_of_a_thread_are_told_one_after_the_other() {
        ThreadKey key = fresh();
        RunView first = finished(key, "a b");
        RunView second = finished(key, "c");

        List<ThreadFrame> all = read(key, ThreadStreamRequest.FROM_START, done(second.id()));

        assertThat(all).extracting(ThreadFrame::position).isSorted().doesNotHaveDuplicates();
        assertThat(all.getFirst().event().name()).isEqualTo("metadata");
        assertThat(all.stream().map(ThreadFrame::run).distinct()).containsExactly(first.id(), second.id());
        assertThat(all)
                .filteredOn(frame -> frame.event().name().equals("run_done"))
                .extracting(frame -> frame.event().data().toString())
                .containsExactly(
                        "{\"run_id\":\"%s\",\"status\":\"success\"}".formatted(first.id()),
                        "{\"run_id\":\"%s\",\"status\":\"success\"}".formatted(second.id()));
    }

    @Test
    void a_reader_of_a_thread_who_comes_back_gets_exactly_what_was_missed() {
        ThreadKey key = fresh();
        finished(key, "a");
        RunView last = finished(key, "b");
        List<ThreadFrame> all = read(key, ThreadStreamRequest.FROM_START, done(last.id()));

        for (ThreadFrame seen : all.subList(0, all.size() - 1)) {
            assertThat(told(read(key, seen.position(), done(last.id()))))
                    .isEqualTo(told(all.subList(all.indexOf(seen) + 1, all.size())));
        }
    }

    @Test
    void who_reads_a_thread_live_is_told_what_is_told_later() {
        ThreadKey key = fresh();
        FrameCollector<ThreadFrame> live =
                new FrameCollector<>(frame -> frame.event() instanceof StreamEvent.StateEdited);
        engine().runs().stream(key, ThreadStreamRequest.after(ThreadStreamRequest.FROM_START))
                .subscribe(live);
        finished(key, "a b c");
        finished(key, "d");
        get(engine().threads().update(key, StateUpdate.of(json("{\"topic\":\"by hand\"}"))));

        List<ThreadFrame> seen = live.await(Duration.ofSeconds(30));
        List<ThreadFrame> later =
                read(key, ThreadStreamRequest.FROM_START, frame -> frame.event() instanceof StreamEvent.StateEdited);

        assertThat(told(later)).isEqualTo(told(seen));
        assertThat(seen.getLast().event().data().node().at("/values/topic").asText())
                .isEqualTo("by hand");
    }

    @Test
    void only_the_beginnings_and_ends_of_runs_are_told_to_those_who_want_no_mode() {
        ThreadKey key = fresh();
        finished(key, "a");
        RunView last = finished(key, "b");
        FrameCollector<ThreadFrame> reader = new FrameCollector<>(done(last.id()));

        engine().runs().stream(key, new ThreadStreamRequest(ThreadStreamRequest.FROM_START, Set.of(), false))
                .subscribe(reader);

        assertThat(reader.await(Duration.ofSeconds(30)))
                .extracting(frame -> frame.event().name())
                .containsExactly("metadata", "run_done", "metadata", "run_done");
    }

    @Test
    void the_latest_run_is_told_from_its_start_to_those_who_ask_for_no_more() {
        ThreadKey key = fresh();
        finished(key, "a");
        RunView last = finished(key, "b");

        assertThat(read(key, ThreadStreamRequest.LATEST, done(last.id())))
                .extracting(ThreadFrame::run)
                .containsOnly(last.id());
    }

    private RunView finished(ThreadKey key, String words) {
        RunView run = start(
                key,
                RunRequest.of("echo", json("{\"messages\":\"%s\"}".formatted(words)))
                        .streaming(StreamMode.VALUES, StreamMode.UPDATES, StreamMode.MESSAGES_TUPLE)
                        .keptForReplay());
        get(engine().runs().join(key, run.id()));
        return run;
    }

    private List<ThreadFrame> read(ThreadKey key, long after, Predicate<ThreadFrame> last) {
        FrameCollector<ThreadFrame> reader = new FrameCollector<>(last);
        engine().runs().stream(key, new ThreadStreamRequest(after, EnumSet.allOf(StreamMode.class), true))
                .subscribe(reader);
        return reader.await(Duration.ofSeconds(30));
    }

    private static Predicate<ThreadFrame> done(RunId run) {
        return frame ->
                frame.event() instanceof StreamEvent.RunDone done && done.run().equals(run);
    }

    private static List<String> told(List<ThreadFrame> frames) {
        return frames.stream()
                .map(frame -> frame.position() + " " + frame.event().name() + " "
                        + frame.event().data())
                .toList();
    }
}
