package io.heddle.http.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.json.JsonValue;
import org.junit.jupiter.api.Test;

class SseWriterTest {
    @Test
    void a_frame_is_event_then_data_then_id_then_a_blank_line() {
        StreamFrame frame = new StreamFrame(3, new StreamEvent.Values(JsonValue.ofText("{\"a\":1}")));

        assertThat(SseWriter.write(frame).utf8String()).isEqualTo("event: values\ndata: {\"a\":1}\nid: 3\n\n");
    }

    @Test
    void line_separators_of_unicode_pass_as_they_are() {
        JsonValue text = JsonValue.encode("a\u2028b\u2029c\nd\r");
        StreamFrame frame = new StreamFrame(0, new StreamEvent.Custom(text));

        assertThat(SseWriter.write(frame).utf8String())
                .isEqualTo("event: custom\ndata: \"a\u2028b\u2029c\\nd\\r\"\nid: 0\n\n");
    }

    @Test
    void a_heartbeat_is_a_comment() {
        assertThat(SseWriter.HEARTBEAT.utf8String()).isEqualTo(": heartbeat\n\n");
    }
}
