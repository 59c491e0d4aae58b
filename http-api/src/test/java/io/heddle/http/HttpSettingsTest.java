package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.heddle.http.problem.ErrorBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
    @Test
    void the_defaults_listen_on_this_machine_only() {
        HttpSettings defaults = HttpSettings.from(ConfigFactory.load());

        assertThat(defaults.host()).isEqualTo("127.0.0.1");
        assertThat(defaults.port()).isEqualTo(2024);
        assertThat(defaults.maxBody()).isEqualTo(8 * 1024 * 1024);
        assertThat(defaults.heartbeatInterval()).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.corsOrigins()).containsExactly("*");
        assertThat(defaults.errorBody()).isEqualTo(ErrorBody.JSON);
    }

    @ParameterizedTest
    @CsvSource({
        "port, 70000",
        "max-connections, 0",
        "heartbeat-interval, 6s",
        "heartbeat-interval, 0s",
        "idle-timeout, 5s",
        "max-body, 10",
        "error-body, xml",
        "wait-newline-interval, 0s",
    })
    void a_bad_value_fails_naming_its_key(String key, String value) {
        assertThatThrownBy(() -> with(key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("heddle.http." + key);
    }

    @Test
    void origins_may_be_a_comma_separated_word() {
        assertThat(with("cors-origins", "\"http://a.example, http://b.example\"")
                        .corsOrigins())
                .isEqualTo(List.of("http://a.example", "http://b.example"));
    }

    @Test
    void each_key_has_a_comment_above_it_and_an_environment_override_below_it() throws IOException {
        List<String> manual;
        try (var in = HttpSettings.class.getClassLoader().getResourceAsStream("reference.conf")) {
            manual = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        int from = manual.indexOf("heddle.http {");
        var keys = ConfigFactory.load().getConfig("heddle.http").root().keySet();

        assertThat(from).isNotNegative();
        assertThat(keys).allSatisfy(key -> {
            int line = from;
            while (!manual.get(line).startsWith("  " + key + " = ")) {
                line++;
            }
            assertThat(manual.get(line - 1)).startsWith("  # ");
            assertThat(manual.get(line + 1))
                    .isEqualTo("  %s = ${?HEDDLE_HTTP_%s}"
                            .formatted(key, key.replace('-', '_').toUpperCase(Locale.ROOT)));
        });
    }

    private static HttpSettings with(String key, String value) {
        return HttpSettings.from(
                ConfigFactory.parseString("heddle.http." + key + " = " + value).withFallback(ConfigFactory.load()));
    }
}
