package io.heddle.http.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClientConnectionTest {
    private final AtomicInteger told = new AtomicInteger();
    private final Runnable listener = told::incrementAndGet;
    private final ClientConnection connection = new ClientConnection();

    @Test
    void a_listener_is_told_once_that_the_client_has_left() {
        connection.whenClosed(listener);
        connection.close();
        connection.close();

        assertThat(told).hasValue(1);
    }

    @Test
    void a_listener_that_comes_too_late_is_told_at_once() {
        connection.close();
        connection.whenClosed(listener);

        assertThat(told).hasValue(1);
    }

    @Test
    void a_request_that_is_answered_leaves_nothing_behind() {
        connection.whenClosed(listener);
        connection.forget(listener);
        connection.close();

        assertThat(told).hasValue(0);
    }
}
