package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.graph.ChannelChange;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Waiting;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What was ever written to a channel can be read: one pair of files for each kind of change. */
class GoldenChangesTest {
    private static final ChannelUpdate SECRET = new ChannelUpdate(
            "secret", new ChannelChange.Untracked(new ChannelChange.Assign(JsonValue.ofText("\"hush\""))));

    private final EventCodec codec = new EventCodec();

    @TestFactory
    Stream<DynamicTest> every_kind_of_change_is_read() {
        return ChangeSamples.ALL.entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.getKey(),
                        () -> Golden.of("changes", sample.getKey())
                                .check(() -> codec.encode(row(sample.getValue())), bytes -> {
                                    ThreadRow row = codec.decode(bytes);
                                    assertThat(row).isEqualTo(row(sample.getValue()));
                                    return codec.encode(row);
                                })));
    }

    @Test
    void no_golden_file_is_without_a_change_and_no_change_without_a_sample() {
        assertThat(Golden.names("changes"))
                .containsExactlyElementsOf(
                        ChangeSamples.ALL.keySet().stream().sorted().toList());
        assertThat(kinds(ChannelChange.class))
                .allSatisfy(kind -> assertThat(ChangeSamples.ALL.values()).hasAtLeastOneElementOfType(kind));
    }

    @Test
    void what_is_untracked_is_in_no_row() {
        TaskOutcome.Succeeded outcome = new TaskOutcome.Succeeded(List.of(SECRET), Map.of(), List.of(), List.of());
        ThreadRow row = new ThreadRow(
                1,
                List.of(
                        new ThreadEvent.RunQueued(EventSamples.spec(List.of(SECRET))),
                        new ThreadEvent.TaskSucceeded("", EventSamples.TASK, outcome),
                        updated(SECRET)),
                Map.of());
        ThreadRow bare = new ThreadRow(
                1,
                List.of(
                        new ThreadEvent.RunQueued(EventSamples.spec(List.of())),
                        new ThreadEvent.TaskSucceeded("", EventSamples.TASK, outcome.tracked()),
                        updated()),
                Map.of());

        assertThat(new String(codec.encode(row), StandardCharsets.UTF_8))
                .doesNotContain("hush")
                .isEqualTo(new String(codec.encode(bare), StandardCharsets.UTF_8));
        assertThat(codec.decode(codec.encode(row))).isEqualTo(bare);
    }

    private static ThreadRow row(ChannelChange change) {
        return new ThreadRow(1_764_000_000_000L, List.of(updated(new ChannelUpdate("c", change))), Map.of());
    }

    private static ThreadEvent updated(ChannelUpdate... updates) {
        return new ThreadEvent.StateUpdated(
                "", List.of(updates), List.of("a"), List.of(), Waiting.NOTHING, Checkpoint.Source.UPDATE, null, null);
    }

    private static Set<Class<?>> kinds(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .flatMap(kind -> kind.isSealed() ? kinds(kind).stream() : Stream.<Class<?>>of(kind))
                .filter(kind -> kind != ChannelChange.Untracked.class)
                .collect(Collectors.toSet());
    }
}
