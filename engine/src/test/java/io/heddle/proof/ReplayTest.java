package io.heddle.proof;

import static io.heddle.proof.Owners.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.RunView;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.contract.ContractGraphs;
import io.heddle.contract.FrameCollector;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.jdbc.TestPostgres;
import io.heddle.json.JsonValue;
import io.heddle.runtime.EmbeddedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stream of a resumable run can be read again when nothing of it is in memory any more, tokens included. */
class ReplayTest {
    @Test
    void a_stream_reads_the_same_from_the_database_as_it_did_live() {
        DatabaseSettings database = TestPostgres.freshDatabase();
        ThreadKey key = ThreadKey.of("replayed");
        RunId run;
        List<String> live;
        try (EmbeddedRuntime first = Owners.on(database, ContractGraphs.catalog())) {
            run = start(first, key, "one two three four five").id();
            live = read(first, key, run, StreamRequest.FROM_START);
            start(first, key, "another turn of the same thread");
        }

        try (EmbeddedRuntime second = Owners.on(database, ContractGraphs.catalog())) {
            assertThat(live).hasSizeGreaterThan(10);
            assertThat(read(second, key, run, StreamRequest.FROM_START)).isEqualTo(live);
            assertThat(read(second, key, run, 4)).isEqualTo(live.subList(5, live.size()));
        }
    }

    @Test
    void a_reader_behind_a_small_ring_gets_what_it_missed_and_then_what_is_live() {
        try (EmbeddedRuntime engine = Owners.on(
                TestPostgres.freshDatabase(),
                ContractGraphs.catalog(),
                ConfigFactory.parseString("heddle.engine.ring-capacity = 4"))) {
            ThreadKey key = ThreadKey.of("behind");
            RunId run = start(engine, key, "w ".repeat(200)).id();
            get(engine.runs().join(key, run));

            List<String> all = read(engine, key, run, StreamRequest.FROM_START);

            assertThat(all).hasSizeGreaterThan(200).doesNotHaveDuplicates();
            assertThat(all.getFirst()).startsWith("0 metadata");
            assertThat(all)
                    .extracting(frame -> Long.parseLong(frame.substring(0, frame.indexOf(' '))))
                    .isSorted();
            assertThat(all.getLast()).contains("values");
        }
    }

    private static RunView start(EmbeddedRuntime engine, ThreadKey key, String text) {
        return get(engine.runs()
                .start(
                        key,
                        RunRequest.of("echo", JsonValue.encode(Map.of("messages", text)))
                                .streaming(
                                        StreamMode.VALUES,
                                        StreamMode.UPDATES,
                                        StreamMode.CUSTOM,
                                        StreamMode.MESSAGES_TUPLE)
                                .keptForReplay()
                                .creatingThread()));
    }

    private static List<String> read(EmbeddedRuntime engine, ThreadKey key, RunId run, long after) {
        FrameCollector<StreamFrame> reader = new FrameCollector<>();
        engine.runs().stream(key, run, StreamRequest.after(after)).subscribe(reader);
        return reader.await(Duration.ofSeconds(30)).stream()
                .map(ReplayTest::shown)
                .toList();
    }

    private static String shown(StreamFrame frame) {
        return "%d %s %s"
                .formatted(frame.id(), frame.event().name(), frame.event().data());
    }
}
