package io.heddle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.RunView;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every engine promises about streams. */
public abstract class StreamsContract extends EngineCase {
    @Test
    void events_are_numbered_from_zero_in_the_order_of_what_happens() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("echo", json("{\"messages\":\"a b\"}"))
                        .streaming(StreamMode.VALUES, StreamMode.UPDATES, StreamMode.CUSTOM, StreamMode.MESSAGES_TUPLE)
                        .creatingThread());

        List<StreamFrame> frames = frames(key, run.id(), StreamRequest.all());

        assertThat(frames).extracting(StreamFrame::id).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(frames)
                .extracting(frame -> frame.event().name())
                .containsExactly(
                        "metadata",
                        "values",
                        "custom",
                        "messages",
                        "messages",
                        "messages",
                        "messages",
                        "updates",
                        "values");
    }

    @Test
    void a_reader_who_comes_back_gets_exactly_what_was_missed() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("echo", json("{\"messages\":\"a b c d\"}"))
                        .streaming(StreamMode.values())
                        .keptForReplay()
                        .creatingThread());
        List<StreamFrame> all = frames(key, run.id(), StreamRequest.all());

        for (StreamFrame seen : all) {
            assertThat(ids(frames(key, run.id(), StreamRequest.after(seen.id()))))
                    .isEqualTo(ids(
                            all.stream().filter(frame -> frame.id() > seen.id()).toList()));
        }
    }

    @Test
    void a_reader_may_want_some_modes_only_and_an_unknown_run_is_refused() {
        ThreadKey key = fresh();
        RunView run = start(
                key,
                RunRequest.of("echo", json("{\"messages\":\"a\"}"))
                        .streaming(StreamMode.values())
                        .creatingThread());

        assertThat(frames(
                        key,
                        run.id(),
                        new StreamRequest(StreamRequest.FROM_START, java.util.Set.of(StreamMode.UPDATES))))
                .extracting(frame -> frame.event().name())
                .containsExactly("metadata", "updates");
        assertThatThrownBy(() -> frames(key, RunId.of(UUID.randomUUID()), StreamRequest.all()))
                .hasRootCauseInstanceOf(ProblemException.class);
    }

    @Test
    void threads_whose_callers_chose_the_same_run_id_see_nothing_of_each_other() {
        RunId chosen = RunId.of(UUID.randomUUID());
        ThreadKey one = fresh();
        ThreadKey other = fresh();
        List.of(one, other)
                .forEach(key -> run(
                        key,
                        RunRequest.of("echo", json("{\"messages\":\"for %s only\"}".formatted(key.thread())))
                                .streaming(StreamMode.values())
                                .withRunId(chosen)
                                .creatingThread()));

        assertThat(told(one, chosen))
                .contains(one.thread().value())
                .doesNotContain(other.thread().value());
        assertThat(told(other, chosen))
                .contains(other.thread().value())
                .doesNotContain(one.thread().value());
    }

    private String told(ThreadKey key, RunId run) {
        return frames(key, run, StreamRequest.all()).stream()
                .map(frame -> frame.event().data().toString())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void a_failure_is_the_last_event() {
        ThreadKey key = fresh();
        RunView run = start(
                key, RunRequest.of("failing", json("{\"topic\":\"boom\"}")).creatingThread());

        assertThat(frames(key, run.id(), StreamRequest.all()).getLast().event().data())
                .hasToString("{\"error\":\"IllegalStateException\",\"message\":\"Boo!\"}");
    }
}
