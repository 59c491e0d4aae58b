package io.heddle.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class EffectiveConfigTest {
    @Test
    void a_setting_says_which_file_and_line_it_came_from() {
        assertThat(EffectiveConfig.below(SettingsOf.config(), "heddle.cluster"))
                .filteredOn(setting -> setting.key().equals("heddle.cluster.formation-deadline"))
                .singleElement()
                .satisfies(setting -> {
                    assertThat(setting.value()).isEqualTo("60s");
                    assertThat(setting.origin()).matches("heddle-cluster\\.conf: \\d+|heddle-cluster\\.conf.*: \\d+");
                });
    }

    @Test
    void passwords_are_masked_wherever_they_hide() {
        var config = ConfigFactory.parseString("""
                heddle.database.password = hunter2
                heddle.database.url = "postgres://ada:hunter2@host/db"
                heddle.other.url = "jdbc:postgresql://host/db?user=ada&password=hunter2&x=1"
                heddle.http.api-key = hunter2
                """);

        var shown = EffectiveConfig.below(config, "heddle");

        assertThat(shown.toString()).doesNotContain("hunter2");
        assertThat(shown)
                .extracting(EffectiveConfig.Setting::value)
                .contains("postgres://ada:***@host/db", "jdbc:postgresql://host/db?user=ada&password=***&x=1");
    }

    @Test
    void a_password_that_is_not_set_shows_as_not_set() {
        var config = ConfigFactory.parseString("heddle.database.password = \"\"");

        assertThat(EffectiveConfig.below(config, "heddle"))
                .extracting(EffectiveConfig.Setting::value)
                .containsExactly("");
    }
}
