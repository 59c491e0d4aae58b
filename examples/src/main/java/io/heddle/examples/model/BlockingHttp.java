package io.heddle.examples.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * LangChain4j's way to the network, on the caller's own thread: interrupting it ends the call at every stage. LangChain4j's
 * default answers on another thread and can be stopped only after the first token has come. Thread-safe.
 *
 * <p>The caller is free at once; the JDK's client may take up to three seconds to tell the other side.
 */
final class BlockingHttp implements HttpClient {
    private final java.net.http.HttpClient client;
    private final Duration patience;

    private BlockingHttp(Duration connectTimeout, Duration patience) {
        // HTTP/1.1, because some local model servers stumble over the offer to upgrade.
        this.client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
        this.patience = patience;
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try (InputStream body = open(request, listener)) {
            parser.parse(body, listener);
            listener.onClose();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            listener.onError(cancelled);
        } catch (IOException | RuntimeException failure) {
            listener.onError(failure);
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("the examples only stream; use LangChain4j's own client for the rest");
    }

    private InputStream open(HttpRequest request, ServerSentEventListener listener)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(toJdk(request), BodyHandlers.ofInputStream());
        InputStream body = new ImpatientStream(response.body(), patience);
        if (response.statusCode() / 100 != 2) {
            try (body) {
                String said = new String(body.readNBytes(8192), StandardCharsets.UTF_8);
                throw new HttpException(response.statusCode(), said);
            }
        }
        listener.onOpen(SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .build());
        return body;
    }

    private java.net.http.HttpRequest toJdk(HttpRequest request) {
        var jdk = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(patience)
                .method(request.method().name(), BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> jdk.header(name, value)));
        return jdk.build();
    }

    /** What LangChain4j fills in. Not thread-safe; a builder. */
    static final class Builder implements HttpClientBuilder {
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration readTimeout = Duration.ofSeconds(60);

        @Override
        public Duration connectTimeout() {
            return connectTimeout;
        }

        @Override
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        @Override
        public Duration readTimeout() {
            return readTimeout;
        }

        @Override
        public Builder readTimeout(Duration timeout) {
            readTimeout = timeout;
            return this;
        }

        @Override
        public BlockingHttp build() {
            return new BlockingHttp(connectTimeout, readTimeout);
        }
    }
}
