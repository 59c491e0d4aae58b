package io.heddle.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Retry RETRY = Retry.upTo(3);

    @Nested
    class By_default_it_takes {
        @Test
        void what_goes_wrong_with_connections() {
            assertThat(RETRY.takes(new ConnectException())).isTrue();
            assertThat(RETRY.takes(new SocketTimeoutException())).isTrue();
            assertThat(RETRY.takes(new HttpTimeoutException("late"))).isTrue();
            assertThat(RETRY.takes(new UncheckedIOException(new IOException("reset by peer"))))
                    .isTrue();
        }

        @Test
        void errors_of_a_server_and_its_wish_for_patience_but_not_what_it_refuses() {
            assertThat(RETRY.takes(new Answered(500))).isTrue();
            assertThat(RETRY.takes(new Answered(503))).isTrue();
            assertThat(RETRY.takes(new Answered(429))).isTrue();
            assertThat(RETRY.takes(new Answered(408))).isTrue();
            assertThat(RETRY.takes(new Answered(404))).isFalse();
            assertThat(RETRY.takes(new RuntimeException("wrapped", new Answered(400))))
                    .isFalse();
        }

        @Test
        void exceptions_that_say_nothing_in_particular_and_running_out_of_time() {
            assertThat(RETRY.takes(new RuntimeException("model overloaded"))).isTrue();
            assertThat(RETRY.takes(new Exception("busy"))).isTrue();
            assertThat(RETRY.takes(new NodeTimeoutException("slow", "timeout", Duration.ofSeconds(1))))
                    .isTrue();
            assertThat(RETRY.takes(new CallNotRecordedException("pay", "charge", null)))
                    .isTrue();
        }

        @Test
        void no_mistakes_in_the_program_or_its_data() {
            assertThat(RETRY.takes(new IllegalArgumentException())).isFalse();
            assertThat(RETRY.takes(new IllegalStateException())).isFalse();
            assertThat(RETRY.takes(new NullPointerException())).isFalse();
            assertThat(RETRY.takes(new ClassCastException())).isFalse();
            assertThat(RETRY.takes(new NoSuchElementException())).isFalse();
            assertThat(RETRY.takes(new ArithmeticException())).isFalse();
            assertThat(RETRY.takes(new FileNotFoundException())).isFalse();
            assertThat(RETRY.takes(new NoSuchFileException("missing"))).isFalse();
            assertThat(RETRY.takes(new AssertionError())).isFalse();
            assertThat(RETRY.takes(new InterruptedException())).isFalse();
            assertThat(RETRY.takes(new ProblemException(new Problem.InvalidRequest("a", "b", "c"))))
                    .isFalse();
            assertThat(RETRY.takes(misread())).isFalse();
        }
    }

    @Test
    void classes_or_a_function_say_otherwise() {
        assertThat(RETRY.on(IllegalStateException.class, IOException.class).takes(new IllegalStateException()))
                .isTrue();
        assertThat(RETRY.on(IllegalStateException.class).takes(new IOException()))
                .isFalse();
        assertThat(RETRY.when(failure -> "again".equals(failure.getMessage())).takes(new Error("again")))
                .isTrue();
    }

    @Test
    void what_a_future_has_wrapped_is_looked_at_unwrapped() {
        assertThat(RETRY.takes(new CompletionException(new IllegalArgumentException())))
                .isFalse();
        assertThat(RETRY.on(ConnectException.class)
                        .takes(new ExecutionException(new CompletionException(new ConnectException()))))
                .isTrue();
    }

    @Test
    void rests_grow_by_their_factor_to_the_longest_and_chance_adds_its_share() {
        Retry retry = RETRY.backoff(Duration.ofSeconds(1), 3, Duration.ofSeconds(10));

        assertThat(retry.rest(1, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(retry.rest(2, 0)).isEqualTo(Duration.ofSeconds(3));
        assertThat(retry.rest(3, 0)).isEqualTo(Duration.ofSeconds(9));
        assertThat(retry.rest(4, 0)).isEqualTo(Duration.ofSeconds(10));
        assertThat(retry.rest(5_000, 1)).isEqualTo(Duration.ofSeconds(15));
        assertThat(retry.jitter(0).rest(1, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(retry.atOnce().rest(3, 1)).isZero();
    }

    @Test
    void a_policy_that_cannot_be_is_refused() {
        assertThatThrownBy(() -> Retry.upTo(0)).hasMessageContaining("at least 1 attempt");
        assertThatThrownBy(() -> RETRY.backoff(Duration.ofSeconds(1), 0.5, Duration.ofSeconds(1)))
                .hasMessageContaining("factor");
        assertThatThrownBy(() -> Timeouts.NONE.withIdle(Duration.ZERO)).hasMessageContaining("idleTimeout PT0S");
    }

    private static Throwable misread() {
        try {
            TypedJson.of("number", Integer.class).decode(JsonValue.ofText("\"five\""));
            return new AssertionError("text was read as a number");
        } catch (RuntimeException misread) {
            return misread;
        }
    }

    /** As the exceptions of HTTP clients look. */
    public static final class Answered extends RuntimeException {
        private final int status;

        Answered(int status) {
            this.status = status;
        }

        public int statusCode() {
            return status;
        }
    }
}
