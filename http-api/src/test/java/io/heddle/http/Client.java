package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** A plain HTTP client that speaks JSON to a gateway under test, and holds each whole answer against the document. */
record Client(int port, HttpClient http) {
    Client(int port) {
        this(port, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Sends a request whole and reads the answer whole. */
    Answer send(String method, String path, String body, String... headers) {
        try {
            var answer = http.send(request(method, path, body, headers), BodyHandlers.ofByteArray());
            Answer whole = new Answer(
                    answer.statusCode(), answer.headers(), new String(answer.body(), StandardCharsets.UTF_8));
            Documented.check(method, path, body, whole);
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request and hands over the answer as it comes; close it to hang up. */
    Open open(String method, String path, String body, String... headers) {
        try {
            var answer = http.send(request(method, path, body, headers), BodyHandlers.ofInputStream());
            return new Open(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a thread and returns its id. */
    String newThread() {
        Answer made = post("/threads", "{}");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made.json().get("thread_id").asText();
    }

    /** Starts a run and returns its id. */
    String startRun(String thread, String body) {
        Answer started = post("/threads/" + thread + "/runs", body);
        assertThat(started.status()).as(started.text()).isEqualTo(200);
        return started.json().get("run_id").asText();
    }

    static String missingId() {
        return UUID.randomUUID().toString();
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    /** A whole answer. */
    record Answer(int status, HttpHeaders headers, String text) {
        JsonNode json() {
            return Json.tree(text.getBytes(StandardCharsets.UTF_8));
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String detail() {
            return json().path("detail").asText();
        }
    }

    /** An answer that is still coming. */
    record Open(int status, HttpHeaders headers, InputStream body) implements AutoCloseable {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
