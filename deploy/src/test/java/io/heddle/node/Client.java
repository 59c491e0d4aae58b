package io.heddle.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Speaks to a node as any program would. Thread-safe. */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI url;

    Client(URI url) {
        this.url = url;
    }

    /** @throws IOException when the connection broke: nobody knows then what became of the request */
    Answer post(String path, Object body) throws IOException {
        return send(HttpRequest.newBuilder(url.resolve(path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    Answer get(String path) throws IOException {
        return send(HttpRequest.newBuilder(url.resolve(path)).GET());
    }

    /** A turn of the example {@code chat}, to its end. */
    Answer say(String thread, String text) throws IOException {
        return post("/threads/" + thread + "/runs/wait", chat(text));
    }

    /** A turn that is accepted and then left to itself. */
    Answer sayAndGo(String thread, String text) throws IOException {
        return post("/threads/" + thread + "/runs", chat(text));
    }

    String newThread() throws IOException {
        return post("/threads", Map.of()).ok().path("thread_id").asText();
    }

    /** What was said on a thread, in order. */
    List<Said> conversation(String thread) throws IOException {
        return said(get("/threads/" + thread + "/state").ok().path("values"));
    }

    /** What the index knows of all threads that are at rest. It is read without waking any of them. */
    Map<String, List<Said>> restingThreads() throws IOException {
        Map<String, List<Said>> resting = new HashMap<>();
        for (JsonNode thread :
                post("/threads/search", Map.of("status", "idle", "limit", 1000)).ok()) {
            resting.put(thread.path("thread_id").asText(), said(thread.path("values")));
        }
        return resting;
    }

    private static List<Said> said(JsonNode values) {
        List<Said> said = new ArrayList<>();
        for (JsonNode message : values.path("messages")) {
            said.add(new Said(
                    message.path("type").asText(), message.path("content").asText()));
        }
        return said;
    }

    private static Map<String, Object> chat(String text) {
        return Map.of(
                "assistant_id",
                "chat",
                "input",
                Map.of("messages", List.of(Map.of("role", "user", "content", text))),
                "multitask_strategy",
                "enqueue");
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> response =
                    http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** @param who {@code human} or {@code ai} */
    record Said(String who, String text) {}

    record Answer(int status, byte[] body) {
        JsonNode ok() {
            if (status / 100 != 2) {
                throw new AssertionError("HTTP " + status + ": " + new String(body, StandardCharsets.UTF_8));
            }
            return Json.tree(body);
        }
    }
}
