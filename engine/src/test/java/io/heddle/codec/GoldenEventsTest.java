package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What was ever written can be read: one pair of files for each event and version. */
class GoldenEventsTest {
    private final EventCodec codec = new EventCodec();

    @TestFactory
    Stream<DynamicTest> every_version_of_every_event_is_read() {
        return names().map(name -> DynamicTest.dynamicTest(
                name,
                () -> Golden.of("events", name).check(() -> today(name), bytes -> {
                    ThreadRow row = codec.decode(bytes);
                    assertThat(row.events())
                            .isNotEmpty()
                            .allSatisfy(event -> assertThat(name)
                                    .startsWith(EventKind.of(event).persisted() + "."));
                    return codec.encode(row);
                })));
    }

    @Test
    void no_golden_file_is_without_an_event() {
        assertThat(Golden.names("events"))
                .containsExactlyElementsOf(names().sorted().toList());
    }

    @Test
    void every_event_has_a_kind_of_its_own_and_a_sample_of_it() {
        assertThat(ThreadEvent.class.getPermittedSubclasses()).hasSameSizeAs(EventKind.values());
        assertThat(EventSamples.full().stream().map(EventKind::of)).containsExactly(EventKind.values());
        assertThat(EventSamples.sparse().stream().map(EventKind::of)).contains(EventKind.values());
    }

    private static Stream<String> names() {
        return Arrays.stream(EventKind.values())
                .flatMap(kind ->
                        IntStream.rangeClosed(1, kind.version()).mapToObj(version -> kind.persisted() + "." + version));
    }

    private byte[] today(String name) {
        List<ThreadEvent> samples = Stream.concat(EventSamples.full().stream(), EventSamples.sparse().stream())
                .filter(event -> name.equals(EventKind.of(event).persisted() + "."
                        + EventKind.of(event).version()))
                .toList();
        return codec.encode(new ThreadRow(1_764_000_000_000L, samples, Map.of(EventSamples.RUN, 3L)));
    }
}
