package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept of a thread as of somebody's session. */
class SessionTest {
    @Nested
    class AsItComes {
        @RegisterExtension
        static final RunningGateway GATEWAY = new RunningGateway();

        private final Client client = GATEWAY.client();

        @Test
        void requests_are_counted_and_nobody_is_known() {
            String at = "/threads/" + client.newThread();
            client.get(at);
            client.get(at + "/state", "X-User-Id", "ada", "X-Forwarded-For", "10.1.2.3");
            client.get(at + "/nowhere");
            client.get(at + "/runs/" + Client.missingId());

            JsonNode thread = client.get(at + "?include=session&include=ttl").json();

            JsonNode session = thread.get("session");
            assertThat(session.get("request_count").asInt()).isEqualTo(2);
            assertThat(session.get("created_at")).isEqualTo(thread.get("created_at"));
            assertThat(OffsetDateTime.parse(session.get("last_accessed_at").asText()))
                    .isAfterOrEqualTo(
                            OffsetDateTime.parse(session.get("created_at").asText()));
            assertThat(session.get("expires_at").isNull()).isTrue();
            assertThat(session.get("user").isNull()).isTrue();
            assertThat(session.get("client_address").isNull()).isTrue();
            assertThat(client.get(at).json().has("session")).isFalse();
        }

        @Test
        void another_thread_under_the_same_name_is_another_session() {
            String id = client.newThread();
            client.get("/threads/" + id);
            client.delete("/threads/" + id);
            client.post("/threads", "{\"thread_id\":\"" + id + "\"}");

            assertThat(client.get("/threads/" + id + "?include=session")
                            .json()
                            .at("/session/request_count")
                            .asInt())
                    .isZero();
        }
    }

    @Nested
    class WithVisitors {
        @RegisterExtension
        static final RunningGateway GATEWAY = new RunningGateway("""
                heddle.http { user-header = x-user-id, client-address = hashed, address-salt = pepper }
                """);

        private final Client client = GATEWAY.client();

        @Test
        void a_user_is_known_and_an_address_only_known_again() {
            String at = "/threads/" + client.newThread();
            client.get(at, "X-User-Id", "ada");
            client.get(at);

            JsonNode session = client.get(at + "?include=session").json().get("session");

            assertThat(session.get("user").asText()).isEqualTo("ada");
            assertThat(session.get("client_address").asText()).matches("[0-9a-f]{32}");
            String other = "/threads/" + client.newThread();
            client.get(other);
            assertThat(client.get(other + "?include=session").json().at("/session/client_address"))
                    .isEqualTo(session.get("client_address"));
        }
    }

    @Nested
    class BehindAProxy {
        @RegisterExtension
        static final RunningGateway GATEWAY =
                new RunningGateway("heddle.http { client-address = plain, address-header = x-forwarded-for }");

        private final Client client = GATEWAY.client();

        @Test
        void the_address_is_the_one_that_the_proxy_tells() {
            String at = "/threads/" + client.newThread();
            client.get(at, "X-Forwarded-For", "10.1.2.3, 10.0.0.1");

            assertThat(client.get(at + "?include=session")
                            .json()
                            .at("/session/client_address")
                            .asText())
                    .isEqualTo("10.1.2.3");
        }
    }

    @Test
    void a_hash_wants_a_salt() {
        assertThatThrownBy(() -> HttpSettings.from(ConfigFactory.parseString("heddle.http.client-address = hashed")
                        .withFallback(ConfigFactory.load())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("heddle.http.address-salt");
    }
}
