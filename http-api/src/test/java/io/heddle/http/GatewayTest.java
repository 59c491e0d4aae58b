package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every path: errors, limits, media types, CORS, the documentation, probes. */
class GatewayTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();

    @Test
    void probes_are_answered() {
        assertThat(client.get("/ok").text()).isEqualTo("{\"ok\":true}");
        assertThat(client.send("HEAD", "/ok", null).status()).isEqualTo(200);
        JsonNode info = client.get("/info").json();
        assertThat(info.get("version").asText()).isNotEmpty();
        assertThat(info.at("/flags/assistants").asBoolean()).isTrue();
        assertThat(info.at("/metadata/heddle_version").asText()).isNotEmpty();
    }

    @Test
    void a_broken_database_is_told_to_who_asks() {
        GATEWAY.breakDatabase("no connection");

        assertThat(client.get("/ok?check_db=1").status()).isEqualTo(500);
        assertThat(client.get("/ok?check_db=1").detail()).isEqualTo("no connection");
        assertThat(client.get("/ok?check_db=0").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/thread",
                "/threads/",
                "/threads/a/b/c/d/e",
                "/runs",
                "/runs/stream",
                "/store/item",
                "/docs/x"
            })
    void paths_that_do_not_exist_are_404(String path) {
        Answer missing = client.get(path);

        assertThat(missing.status()).isIn(404, 405);
        assertThat(missing.detail()).isNotEmpty();
    }

    @Test
    void a_wrong_method_is_405_and_told_the_right_ones() {
        Answer wrong = client.send("PUT", "/assistants/search", "{}");
        Answer put = client.send("PUT", "/threads/a", "{}");

        assertThat(wrong.status()).isEqualTo(405);
        assertThat(put.header("allow")).isEqualTo("DELETE, GET, PATCH");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"{", "nul", "[]", "7", "\"text\"", "null", "{\"a\":1}x", "{\"a\":\"\\ud800\"}"})
    void a_body_that_is_no_json_object_is_refused(String body) {
        Answer refused = client.post("/threads", body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).startsWith("body: found ");
    }

    @Test
    void nesting_without_end_is_refused() {
        String deep = "{\"metadata\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}";

        assertThat(client.post("/threads", deep).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"})
    void a_body_of_another_kind_is_refused(String type) {
        assertThat(client.post("/threads", "a=b", "Content-Type", type).status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "text/plain;charset=UTF-8", "application/json; charset=utf-8", "application/x+json"
            })
    void json_under_another_name_is_read(String type) {
        assertThat(client.post("/threads", "{}", "Content-Type", type).status()).isEqualTo(200);
    }

    @Test
    void a_body_above_the_limit_is_413() {
        Answer refused = client.post("/threads", "{\"metadata\":{\"a\":\"" + "x".repeat(9_000_000) + "\"}}");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().get("code").asText()).isEqualTo("too-large");
        assertThat(client.post("/threads", "{\"metadata\":{\"a\":\"" + "x".repeat(100_000) + "\"}}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "FOO /ok HTTP/1.1; 405",
                "GET /ok HTTP/9.9; 400",
                "GET /threads/%zz HTTP/1.1; 400",
                "GET /threads/%00 HTTP/1.1; 422",
                "GET //ok HTTP/1.1; 404",
                "GET /ok?a=%zz HTTP/1.1; 400",
                "GET http://evil/ok HTTP/1.1; 400",
                "CONNECT a:80 HTTP/1.1; 400",
                "OPTIONS * HTTP/1.1; 404",
            })
    void what_is_hardly_http_is_told_so(String line, int status) throws IOException {
        assertThat(raw(line + "\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status)
                .contains("{\"detail\":\"");
    }

    @Test
    void headers_and_chunks_beyond_measure_are_told_so() throws IOException {
        assertThat(raw("GET /ok HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(9000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(raw("GET /ok?" + "a".repeat(9000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(
                        raw(
                                "POST /threads HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void every_answer_is_open_to_browsers() {
        for (Answer answer : new Answer[] {client.get("/ok"), client.get("/threads/nope"), client.get("/nope")}) {
            assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(answer.header("access-control-expose-headers"))
                    .contains("content-location", "x-pagination-total", "location", "x-pagination-next");
        }
    }

    @Test
    void a_preflight_allows_what_the_clients_send() throws IOException {
        String answer = raw("OPTIONS /threads/a HTTP/1.1\r\nHost: x\r\nOrigin: http://page.example\r\n"
                + "Access-Control-Request-Method: PATCH\r\nConnection: close\r\nAccess-Control-Request-Headers: content-type,"
                + " X-Api-Key, authorization, x-auth-scheme, last-event-id, prefer, x-anything, evil\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 204")
                .contains("Access-Control-Allow-Methods: DELETE, GET, PATCH, OPTIONS\r\n")
                .contains(
                        "Access-Control-Allow-Headers: content-type, x-api-key, authorization, x-auth-scheme, last-event-id,"
                                + " prefer, x-anything\r\n")
                .contains("Access-Control-Allow-Origin: *\r\n");
    }

    @Test
    void a_request_keeps_its_id_if_it_is_harmless() {
        assertThat(client.get("/ok", "X-Request-Id", "abc-1").header("x-request-id"))
                .isEqualTo("abc-1");
        assertThat(client.get("/ok", "X-Request-Id", "a b\tc").header("x-request-id"))
                .hasSize(36);
    }

    @Test
    void the_documentation_needs_no_foreign_host() {
        Answer page = client.get("/docs");

        assertThat(page.header("content-security-policy")).contains("default-src 'self'");
        assertThat(page.text()).contains("/docs/swagger-ui-bundle.js").doesNotContain("http");
        for (String asset : new String[] {"swagger-ui-bundle.js", "swagger-ui.css", "start.js", "favicon-32x32.png"}) {
            assertThat(client.get("/docs/" + asset).status()).as(asset).isEqualTo(200);
        }
        assertThat(client.get("/docs/..%2F..%2Freference.conf").status()).isEqualTo(404);
        assertThat(client.get("/openapi.json").json().get("openapi").asText()).isEqualTo("3.1.0");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", GATEWAY.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
