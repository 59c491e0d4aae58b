package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The other two ways to set up the edge: bare error texts, and a closed list of origins. */
class TextErrorsTest {
    @RegisterExtension
    static final RunningGateway GATEWAY =
            new RunningGateway("heddle.http { error-body = text, cors-origins = [\"http://page.example\"] }");

    private final Client client = GATEWAY.client();

    @Test
    void errors_are_the_bare_sentence() {
        Answer missing = client.get("/assistants/nope");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text()).isEqualTo("Assistant not found");
        assertThat(missing.header("content-type")).startsWith("text/plain");
    }

    @Test
    void only_the_origins_listed_are_let_in() {
        Answer known = client.get("/ok", "Origin", "http://page.example");
        Answer foreign = client.get("/ok", "Origin", "http://other.example");

        assertThat(known.header("access-control-allow-origin")).isEqualTo("http://page.example");
        assertThat(foreign.headers().firstValue("access-control-allow-origin")).isEmpty();
        assertThat(known.header("vary")).isEqualTo("Origin");
    }
}
