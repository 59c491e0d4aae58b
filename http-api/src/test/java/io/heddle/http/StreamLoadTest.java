package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heddle.http.Client.Open;
import io.heddle.http.EventReader.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many readers, broken connections, and one who hardly reads. {@code -Dheddle.streams=all} makes them a thousand. */
class StreamLoadTest {
    private static final boolean ALL = "all".equals(System.getProperty("heddle.streams"));
    private static final int READERS = ALL ? 1_000 : 60;
    private static final int CUTS = ALL ? 2_000 : 80;
    private static final int LONGEST_READ = 4_000;
    private static final long SEED = Long.getLong("heddle.seed", 20_261_122L);
    private static final String LONG = "{\"assistant_id\":\"loop\",\"input\":{\"count\":0},"
            + "\"config\":{\"recursion_limit\":150},\"stream_mode\":[\"values\",\"updates\",\"tasks\"]}";

    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();
    private final String thread = client.newThread();
    private final String at = "/threads/" + thread;

    @Test
    void every_reader_of_a_thread_is_told_the_same() {
        Executor readers = Thread::startVirtualThread;
        List<CompletableFuture<List<Event>>> all = IntStream.range(0, READERS)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> whole("GET", at + "/stream", null, "run_done"), readers))
                .toList();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> GATEWAY.gateway().metrics().openStreams() >= READERS);
        client.startRun(thread, LONG);

        List<Event> first = told(all.getFirst());

        assertThat(first).hasSizeGreaterThan(600);
        all.forEach(each -> assertThat(told(each)).isEqualTo(first));
    }

    @Test
    void a_reader_cut_off_at_any_byte_misses_nothing_and_is_told_nothing_twice() throws IOException {
        String run = client.startRun(thread, LONG);
        String path = at + "/runs/" + run + "/stream";
        cutOff("GET", path, null, event -> event.name().equals("error"));
    }

    @Test
    void neither_does_one_of_the_thread_or_of_its_protocol() throws IOException {
        client.startRun(thread, LONG);
        cutOff("GET", at + "/stream", null, event -> event.name().equals("run_done"));
        cutOff(
                "POST",
                at + "/stream/events",
                "{\"channels\":[\"values\",\"updates\",\"lifecycle\",\"tasks\"]}",
                event -> event.name().equals("lifecycle")
                        && event.data().at("/params/data/event").asText().equals("failed")
                        && event.data().at("/params/namespace").isEmpty());
    }

    @Test
    void one_who_reads_a_byte_now_and_then_holds_up_nobody() throws Exception {
        String flood = "{\"assistant_id\":\"flood\",\"input\":{},\"stream_mode\":[\"custom\",\"values\"]}";
        long alone = time(flood);
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(1_024);
            slow.connect(new InetSocketAddress("127.0.0.1", GATEWAY.port()));
            slow.getOutputStream()
                    .write(("GET " + at + "/stream HTTP/1.1\r\nHost: here\r\nLast-Event-ID: -\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(slow.getInputStream().read()).isEqualTo('H');

            long beside = time(flood);

            assertThat(beside).isLessThan(3 * alone + TimeUnit.SECONDS.toNanos(3));
            assertThat(slow.getInputStream().read()).isEqualTo('T');
        }
    }

    private long time(String body) {
        long begun = System.nanoTime();
        String run = client.startRun(thread, body);
        assertThat(client.get(at + "/runs/" + run + "/join").json().get("count").asInt())
                .isEqualTo(1);
        return System.nanoTime() - begun;
    }

    /** Reads in pieces, each broken off after a random number of bytes, until the cuts are used up and the end is reached. */
    private void cutOff(String method, String path, String body, Predicate<Event> isLast) throws IOException {
        Random random = new Random(SEED);
        List<Event> pieces = new ArrayList<>();
        int cuts = 0;
        List<Event> whole = List.of();
        while (cuts < CUTS || !pieces.isEmpty()) {
            String seen = pieces.isEmpty() ? "-1" : pieces.getLast().id();
            pieces.addAll(piece(method, path, body, seen, random.nextInt(1, LONGEST_READ), isLast));
            cuts++;
            if (!pieces.isEmpty() && isLast.test(pieces.getLast())) {
                if (whole.isEmpty()) {
                    whole = whole(method, path, body, pieces.getLast().name(), isLast);
                }
                assertThat(pieces).as("-Dheddle.seed=" + SEED).isEqualTo(whole);
                pieces.clear();
            }
        }
    }

    /** What arrives whole within a number of bytes, or up to the last event. */
    private List<Event> piece(String method, String path, String body, String seen, int bytes, Predicate<Event> isLast)
            throws IOException {
        byte[] buffer = new byte[bytes];
        int filled = 0;
        List<Event> events = List.of();
        try (Open stream = client.open(method, path, body, "Last-Event-ID", seen)) {
            int read = 0;
            while (read >= 0 && filled < bytes && (events.isEmpty() || !isLast.test(events.getLast()))) {
                read = stream.body().read(buffer, filled, bytes - filled);
                filled += Math.max(read, 0);
                events = whole(new String(buffer, 0, filled, StandardCharsets.UTF_8));
            }
        }
        return events;
    }

    private static List<Event> whole(String text) {
        List<Event> events = new ArrayList<>();
        for (int from = 0, to = text.indexOf("\n\n"); to >= 0; from = to + 2, to = text.indexOf("\n\n", from)) {
            String[] lines = text.substring(from, to).split("\n");
            if (lines.length == 3) {
                events.add(new Event(
                        lines[0].substring("event: ".length()),
                        lines[1].substring("data: ".length()),
                        lines[2].substring("id: ".length())));
            }
        }
        return events;
    }

    private List<Event> whole(String method, String path, String body, String last) {
        return whole(method, path, body, last, event -> event.name().equals(last));
    }

    private List<Event> whole(String method, String path, String body, String last, Predicate<Event> isLast) {
        List<Event> read = new ArrayList<>();
        try (Open stream = client.open(method, path, body, "Last-Event-ID", "-1");
                EventReader events = new EventReader(stream.body())) {
            do {
                Event event = events.next();
                assertThat(event).as("before " + last).isNotNull();
                read.add(event);
            } while (!isLast.test(read.getLast()));
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Event> told(CompletableFuture<List<Event>> reader) {
        return reader.orTimeout(3, TimeUnit.MINUTES).join();
    }
}
