package io.heddle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {

    private static DatabaseSettings settings(String key, Object value) {
        Config shipped = ConfigFactory.parseResources("heddle-persistence.conf");
        return DatabaseSettings.from(ConfigFactory.parseMap(Map.of(key, value))
                .withFallback(ConfigFactory.parseMap(Map.of("heddle.database.url", "postgres://u:p@h/db")))
                .withFallback(shipped)
                .resolve());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool-size",
                "journal-pool-size",
                "queue-size",
                "connect-timeout",
                "statement-timeout",
                "socket-timeout",
                "idle-in-transaction-timeout"
            })
    void a_wrong_value_fails_with_the_name_of_its_key(String name) {
        assertThatThrownBy(() -> settings("heddle.database." + name, "0"))
                .hasMessageContaining("heddle.database." + name)
                .hasMessageContaining("at least");
    }

    @Test
    void a_missing_url_fails_with_its_name() {
        assertThatThrownBy(() -> DatabaseSettings.from(
                        ConfigFactory.parseResources("heddle-persistence.conf").resolve()))
                .hasMessageContaining("heddle.database.url");
    }

    @Test
    void the_keys_win_over_the_user_in_the_url() {
        assertThat(settings("heddle.database.user", "other").user()).isEqualTo("other");
        assertThat(settings("heddle.database.user", "").user()).isEqualTo("u");
    }

    @Test
    void the_password_is_never_shown() {
        assertThat(settings("heddle.database.password", "hunter2").toString()).doesNotContain("hunter2");
    }

    @Nested
    class A_url {

        @ParameterizedTest
        @CsvSource({
            "postgres://ann:s%40fe%2Bx@db.example:6543/app?sslmode=require, ann, s@fe+x,"
                    + " jdbc:postgresql://db.example:6543/app?sslmode=require&reWriteBatchedInserts=true",
            "postgresql://ann@db/app, ann, , jdbc:postgresql://db/app?reWriteBatchedInserts=true",
            "postgres://db/app, , , jdbc:postgresql://db/app?reWriteBatchedInserts=true",
            "jdbc:postgresql://db/app?reWriteBatchedInserts=false&ssl=true, , ,"
                    + " jdbc:postgresql://db/app?ssl=true&reWriteBatchedInserts=true",
        })
        void is_read_in_both_forms(String text, String user, String password, String jdbc) {
            DatabaseUrl url = DatabaseUrl.parse(text);

            assertThat(url.jdbc()).isEqualTo(jdbc);
            assertThat(url.user().orElse(null)).isEqualTo(user);
            assertThat(url.password().orElse(null)).isEqualTo(password);
        }

        @Test
        void of_another_kind_is_refused_without_repeating_it() {
            assertThatThrownBy(() -> DatabaseUrl.parse("mysql://root:hunter2@db/app"))
                    .hasMessageContaining("postgres://")
                    .hasMessageNotContaining("hunter2");
        }

        @Test
        void with_several_hosts_keeps_them() {
            assertThat(DatabaseUrl.parse("postgres://a:p@h1:1,h2:2/app").jdbc())
                    .isEqualTo("jdbc:postgresql://h1:1,h2:2/app?reWriteBatchedInserts=true");
        }
    }
}
