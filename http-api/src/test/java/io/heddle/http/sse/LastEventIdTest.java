package io.heddle.http.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.api.ProblemException;
import io.heddle.api.StreamRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastEventIdTest {
    @Test
    void without_it_only_what_is_still_to_come_is_sent() {
        assertThat(LastEventId.after(Optional.empty())).isEqualTo(StreamRequest.LIVE);
    }

    @Test
    void a_dash_and_minus_one_mean_from_the_start() {
        assertThat(LastEventId.after(Optional.of("-"))).isEqualTo(StreamRequest.FROM_START);
        assertThat(LastEventId.after(Optional.of(" -1 "))).isEqualTo(StreamRequest.FROM_START);
    }

    @Test
    void a_number_is_the_last_event_seen() {
        assertThat(LastEventId.after(Optional.of("0"))).isZero();
        assertThat(LastEventId.after(Optional.of("1000007"))).isEqualTo(1_000_007);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "1-0", "abc", "1.5", "9999999999999999999", "+1"})
    void anything_else_is_refused(String header) {
        assertThatThrownBy(() -> LastEventId.after(Optional.of(header)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Last-Event-ID");
    }
}
