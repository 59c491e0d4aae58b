package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heddle.http.Client.Open;
import io.heddle.http.EventReader.Event;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SlowReaderTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    private final Client client = GATEWAY.client();

    @Test
    void a_reader_who_falls_behind_is_broken_off_and_holds_up_nobody() throws Exception {
        String thread = client.newThread();
        String body = "{\"assistant_id\":\"flood\",\"input\":{},\"stream_mode\":[\"custom\",\"values\"]}";

        try (Open stream = client.open("POST", "/threads/" + thread + "/runs/stream", body);
                EventReader events = new EventReader(stream.body())) {
            assertThat(events.next()).extracting(Event::name).isEqualTo("metadata");
            String run = stream.header("content-location");

            await().untilAsserted(() ->
                    assertThat(client.get(run).json().get("status").asText()).isEqualTo("success"));
            assertThatThrownBy(() -> events.forEach(event -> {})).isInstanceOf(UncheckedIOException.class);
        }
        await().until(() -> GATEWAY.gateway().metrics().openStreams() == 0);
    }
}
