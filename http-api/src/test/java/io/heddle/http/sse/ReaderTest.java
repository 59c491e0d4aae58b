package io.heddle.http.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReaderTest {
    private final AtomicInteger lost = new AtomicInteger();
    private final CompletableFuture<Void> connection = new CompletableFuture<>();
    private final Reader reader = new Reader(lost::incrementAndGet, connection);

    @Test
    void a_reader_who_leaves_before_the_end_is_lost_once() {
        reader.gone();
        reader.gone();
        connection.complete(null);

        assertThat(lost).hasValue(1);
    }

    @Test
    void a_reader_who_leaves_after_the_end_is_not_lost() {
        reader.ended();
        reader.gone();
        connection.complete(null);

        assertThat(lost).hasValue(0);
    }

    @Test
    void a_closed_connection_means_that_the_reader_has_left() {
        connection.complete(null);
        reader.ended();

        assertThat(lost).hasValue(1);
    }
}
