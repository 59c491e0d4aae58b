package io.heddle.examples.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heddle.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An OpenAI-compatible endpoint on a local port: it gives the answers it was told to, one per request, and keeps what it was
 * asked. Thread-safe for one test at a time.
 */
public final class OpenAiStub implements AutoCloseable {
    public static final String KEY = "sk-test-only";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final List<JsonValue> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final CountDownLatch silent = new CountDownLatch(1);
    private final CountDownLatch resumed = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);

    public OpenAiStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public ModelSettings settings() {
        return settings(Duration.ofSeconds(10));
    }

    public ModelSettings settings(Duration patience) {
        return new ModelSettings(KEY, url(), "stub-model", patience, Duration.ZERO);
    }

    public String url() {
        return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
    }

    /** The bodies of the requests so far. */
    public List<JsonValue> asked() {
        return List.copyOf(asked);
    }

    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** Next answer: these tokens, then a proper end. */
    public OpenAiStub say(String... tokens) {
        return stream(stop("stop"), "data: [DONE]\n\n", tokens);
    }

    /** Next answer: one tool call, its arguments in pieces as OpenAI sends them. */
    public OpenAiStub callTool(String id, String name, String... argumentPieces) {
        var first = Map.of("index", 0, "id", id, "type", "function", "function", Map.of("name", name, "arguments", ""));
        return then(exchange -> {
            OutputStream out = begin(exchange);
            send(out, chunk(Map.of("role", "assistant", "tool_calls", List.of(first))));
            for (String piece : argumentPieces) {
                var more = Map.of("index", 0, "function", Map.of("arguments", piece));
                send(out, chunk(Map.of("tool_calls", List.of(more))));
            }
            send(out, stop("tool_calls") + "data: [DONE]\n\n");
            exchange.close();
        });
    }

    /** Next answer: these tokens, and then silence on an open connection. */
    public OpenAiStub hang(String... tokens) {
        return then(exchange -> {
            OutputStream out = begin(exchange);
            for (String token : tokens) {
                send(out, token(token));
            }
            fallSilent();
            talkUntilHungUp(out);
        });
    }

    /** Next answer: not even headers. */
    public OpenAiStub hangAtOnce() {
        return then(exchange -> {
            fallSilent();
            talkUntilHungUp(begin(exchange));
        });
    }

    /** Next answer: these tokens, and the connection is dropped in the middle of the body. */
    public OpenAiStub cut(String... tokens) {
        return then(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 1_000_000);
            for (String token : tokens) {
                send(exchange.getResponseBody(), token(token));
            }
            exchange.close();
        });
    }

    /** Next answer: these tokens, and the body ends as if that were all. */
    public OpenAiStub stopShort(String... tokens) {
        return stream("", "", tokens);
    }

    /** Next answer: this text as the body of a stream. */
    public OpenAiStub garbage(String body) {
        return then(exchange -> {
            send(begin(exchange), body);
            exchange.close();
        });
    }

    /** Next answer: an error, as OpenAI words them. */
    public OpenAiStub fail(int status, String message) {
        return failWithText(
                status,
                JsonValue.encode(Map.of("error", Map.of("message", message, "type", "stub")))
                        .toString());
    }

    /** Next answer: an error in words of its own. */
    public OpenAiStub failWithText(int status, String text) {
        return then(exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    /** Waits until an answer hangs. */
    public boolean isHanging() {
        return await(silent);
    }

    /** Lets a hanging answer talk again, and waits for the news that nobody listens any more. */
    public boolean isHungUp() {
        resumed.countDown();
        return await(hungUp);
    }

    @Override
    public void close() {
        resumed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private OpenAiStub stream(String last, String done, String... tokens) {
        return then(exchange -> {
            OutputStream out = begin(exchange);
            for (String token : tokens) {
                send(out, token(token));
            }
            send(out, last + done);
            exchange.close();
        });
    }

    private synchronized OpenAiStub then(Reply reply) {
        replies.add(reply);
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        asked.add(JsonValue.ofBytes(exchange.getRequestBody().readAllBytes()));
        Reply reply;
        synchronized (this) {
            reply = replies.remove();
        }
        reply.to(exchange);
    }

    private static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private void fallSilent() {
        silent.countDown();
        await(resumed);
    }

    private void talkUntilHungUp(OutputStream out) {
        try {
            while (true) {
                send(out, ": still here\n\n");
            }
        } catch (IOException gone) {
            hungUp.countDown();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String token(String text) {
        return chunk(Map.of("role", "assistant", "content", text));
    }

    private static String chunk(Map<String, ?> delta) {
        return data(Map.of("index", 0, "delta", delta));
    }

    private static String stop(String reason) {
        return data(Map.of("index", 0, "delta", Map.of(), "finish_reason", reason));
    }

    private static String data(Map<String, ?> choice) {
        var body = Map.of(
                "id",
                "chatcmpl-1",
                "object",
                "chat.completion.chunk",
                "model",
                "stub-model",
                "choices",
                List.of(choice));
        return "data: " + JsonValue.encode(body) + "\n\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }
}
