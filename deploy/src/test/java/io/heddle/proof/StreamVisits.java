package io.heddle.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What can be done with the events of one's own thread, and with the thread as a whole. */
final class StreamVisits {
    private final OwnThread my;

    StreamVisits(OwnThread my) {
        this.my = my;
    }

    /** Asks for events without keeping a connection open. */
    void poll() {
        JsonNode ofThread = my.at("GET /threads/{thread_id}/events")
                .query("after=-1&limit=200")
                .send(200)
                .json();
        assertThat(ofThread.get("thread_id").asText()).isEqualTo(my.name);
        for (JsonNode event : ofThread.get("events")) {
            assertThat(my.runs).containsKey(event.get("run_id").asText());
        }
        if (!my.runs.isEmpty()) {
            String run = my.pick(List.copyOf(my.runs.keySet()));
            JsonNode ofRun = my.at("GET /threads/{thread_id}/runs/{run_id}/events", run)
                    .query("after=-1&limit=200")
                    .send(200)
                    .json();
            assertThat(ofRun.get("run_id").asText()).isEqualTo(run);
        }
    }

    /** Asks in the words of the thread-centric protocol. */
    void command() {
        JsonNode answer = my.at("POST /threads/{thread_id}/commands")
                .body("{\"id\":7,\"method\":\"state.get\",\"params\":{}}")
                .send(200)
                .json();
        assertThat(answer.get("id").asInt()).isEqualTo(7);
        if (my.ran) {
            my.state.assertIs(answer.at("/result/values"));
        }
    }

    void measure() {
        JsonNode storage = my.at("GET /threads/{thread_id}/storage").send(200).json();
        assertThat(storage.get("thread_id").asText()).isEqualTo(my.name);
        assertThat(storage.get("total_bytes").asLong()).isPositive();
    }

    /** What never ends, and what would make threads of no one, is only asked for wrongly. */
    void askForTheImpossible() {
        my.at("GET /threads/{thread_id}/stream")
                .query("stream_mode=" + my.secret)
                .refused(422);
        my.at("POST /threads/{thread_id}/stream/events").body("{}").refused(422);
        my.at("GET /threads/{thread_id}/stream/events").refused(426);
        my.to("POST /threads/{thread_id}/copy", my.name + "-ghost").refused(404);
        my.to("POST /threads/prune")
                .body("{\"thread_ids\":%s}".formatted(Bodies.quoted(my.secret)))
                .refused(422);
        my.at("POST /threads/{thread_id}/runs/crons")
                .body("{\"assistant_id\":\"echo\",\"schedule\":%s}".formatted(Bodies.quoted(my.secret)))
                .refused(422);
    }
}
