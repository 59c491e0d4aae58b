package io.heddle.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Sends requests to one server, counts them by endpoint and times them. A request that is not answered fails. Thread-safe. */
final class Caller {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Queue<Timed> times = new ConcurrentLinkedQueue<>();
    private final int port;

    Caller(int port) {
        this.port = port;
    }

    /** Reads the answer whole. */
    Answer send(Request request) {
        long begun = System.nanoTime();
        HttpResponse<String> answer = exchange(request, BodyHandlers.ofString());
        times.add(new Timed(request.endpoint(), (System.nanoTime() - begun) / 1_000));
        return new Answer(request, answer.statusCode(), answer.headers(), answer.body());
    }

    /** Returns with the headers; the body is read by the caller. */
    HttpResponse<InputStream> open(Request request) {
        return exchange(request, BodyHandlers.ofInputStream());
    }

    /** How often each endpoint was called. */
    Map<String, LongAdder> counts() {
        return counts;
    }

    /** Requests in all, and how long whole answers took. */
    String figures() {
        List<Timed> sorted =
                times.stream().sorted(Comparator.comparingLong(Timed::micros)).toList();
        return "%d requests, p50 %.1f ms, p99 %.1f ms, slowest %.1f ms (%s)"
                .formatted(
                        counts.values().stream().mapToLong(LongAdder::sum).sum(),
                        sorted.get(sorted.size() / 2).micros() / 1e3,
                        sorted.get(sorted.size() * 99 / 100).micros() / 1e3,
                        sorted.getLast().micros() / 1e3,
                        sorted.getLast().endpoint());
    }

    private <T> HttpResponse<T> exchange(Request request, HttpResponse.BodyHandler<T> handler) {
        counts.computeIfAbsent(request.endpoint(), endpoint -> new LongAdder()).increment();
        String body = request.body();
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.path()))
                .timeout(LONGEST_ANSWER)
                .method(request.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            builder.header("Content-Type", "application/json");
        }
        for (int i = 0; i < request.headers().size(); i += 2) {
            builder.header(request.headers().get(i), request.headers().get(i + 1));
        }
        try {
            return http.send(builder.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + request, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted at " + request, e);
        }
    }

    private record Timed(String endpoint, long micros) {}
}
