package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.http.Client.Answer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that were written for graph-flow's services. */
class GraphFlowRoutesTest {
    @Nested
    class TalkingToAGraph {
        @RegisterExtension
        static final RunningGateway GATEWAY = new RunningGateway("heddle.http.graph-flow-assistant = chat");

        private final Client client = GATEWAY.client();

        @Test
        void a_call_without_a_session_begins_one_and_the_next_goes_on_with_it() {
            JsonNode first = client.post("/execute", "{\"content\":\"hello\"}").json();
            String id = first.get("session_id").asText();
            JsonNode second = client.post("/execute", "{\"session_id\":\"" + id + "\",\"content\":\"again\"}")
                    .json();

            assertThat(first.get("status").asText()).isEqualTo("Completed");
            assertThat(first.get("response").asText()).isNotEmpty();
            assertThat(second.get("session_id").asText()).isEqualTo(id);
            JsonNode session = client.get("/session/" + id).json();
            assertThat(session.get("id").asText()).isEqualTo(id);
            assertThat(session.get("graph_id").asText()).isEqualTo("chat");
            assertThat(session.get("current_task_id").isNull()).isTrue();
            assertThat(session.at("/context/data/messages/0/content").asText()).isEqualTo("hello");
        }

        @Test
        void unknown_sessions_are_not_found_and_nothing_is_said_without_content() {
            String unknown = Client.missingId();

            Answer refused = client.post("/execute", "{\"session_id\":\"" + unknown + "\",\"content\":\"hello\"}");

            assertThat(refused.status()).isEqualTo(404);
            assertThat(client.get("/session/" + unknown).status()).isEqualTo(404);
            assertThat(client.post("/execute", "{}").status()).isEqualTo(422);
            assertThat(client.get("/health").text()).isEqualTo("OK");
        }
    }

    @Nested
    class TalkingToAGraphThatAsks {
        @RegisterExtension
        static final RunningGateway GATEWAY = new RunningGateway("heddle.http.graph-flow-assistant = review");

        private final Client client = GATEWAY.client();

        @Test
        void what_is_said_next_answers_the_question() {
            JsonNode asked = client.post("/execute", "{\"content\":\"write\"}").json();
            String id = asked.get("session_id").asText();

            assertThat(asked.get("status").asText()).isEqualTo("WaitingForInput");
            assertThat(asked.get("response").asText()).isNotEmpty();
            assertThat(client.get("/session/" + id)
                            .json()
                            .get("current_task_id")
                            .asText())
                    .isNotEmpty();
            JsonNode answered = client.post("/execute", "{\"session_id\":\"" + id + "\",\"content\":\"fine\"}")
                    .json();
            assertThat(answered.get("status").asText()).isEqualTo("Completed");
        }
    }

    @Nested
    class Otherwise {
        @RegisterExtension
        static final RunningGateway GATEWAY = new RunningGateway();

        @Test
        void the_paths_are_not_there() {
            Client client = GATEWAY.client();

            assertThat(client.post("/execute", "{\"content\":\"hello\"}").status())
                    .isEqualTo(404);
            assertThat(client.get("/session/" + Client.missingId()).status()).isEqualTo(404);
            assertThat(client.get("/health").status()).isEqualTo(404);
        }
    }
}
