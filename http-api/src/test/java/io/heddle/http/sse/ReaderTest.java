package io.heddle.http.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReaderTest {
    private final AtomicInteger lost = new AtomicInteger();
    private final ClientConnection connection = new ClientConnection();
    private final Reader reader = new Reader(lost::incrementAndGet, connection);

    @Test
    void a_reader_who_leaves_before_the_end_is_lost_once() {
        reader.gone();
        reader.gone();
        connection.close();

        assertThat(lost).hasValue(1);
    }

    @Test
    void a_reader_who_leaves_after_the_end_is_not_lost() {
        reader.ended();
        reader.gone();
        connection.close();

        assertThat(lost).hasValue(0);
    }

    @Test
    void a_closed_connection_means_that_the_reader_has_left() {
        connection.close();
        reader.ended();

        assertThat(lost).hasValue(1);
    }
}
