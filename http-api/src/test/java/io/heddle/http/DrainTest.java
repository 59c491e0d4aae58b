package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadKey;
import io.heddle.http.Client.Open;
import io.heddle.http.EventReader.Event;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DrainTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway("heddle.http.drain-deadline = 3s");

    @Test
    void draining_breaks_off_open_streams_and_cancels_no_run() throws Exception {
        Client client = GATEWAY.client();
        String thread = client.newThread();
        String body = "{\"assistant_id\":\"slow\",\"input\":{},\"on_disconnect\":\"cancel\"}";

        try (Open stream = client.open("POST", "/threads/" + thread + "/runs/stream", body);
                EventReader events = new EventReader(stream.body())) {
            assertThat(events.next()).extracting(Event::name).isEqualTo("metadata");
            String location = stream.header("content-location");

            var drained = GATEWAY.gateway().drain().toCompletableFuture();

            assertThatThrownBy(events::all).isInstanceOf(UncheckedIOException.class);
            drained.get(2, TimeUnit.SECONDS);
            assertThatThrownBy(() -> new Socket("127.0.0.1", GATEWAY.port()).close())
                    .isInstanceOf(ConnectException.class);
            var key = ThreadKey.of(thread);
            var run = new RunId(location.substring(location.lastIndexOf('/') + 1));
            assertThat(GATEWAY.engine()
                            .runs()
                            .get(key, run)
                            .toCompletableFuture()
                            .get()
                            .status())
                    .isEqualTo(RunStatus.RUNNING);
            TestGraphs.release(thread);
        }
    }
}
