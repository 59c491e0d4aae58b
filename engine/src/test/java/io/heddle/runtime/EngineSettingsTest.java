package io.heddle.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.heddle.api.ThreadTtl;
import io.heddle.host.Lifetimes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineSettingsTest {
    @Test
    void threads_live_for_ever_unless_the_configuration_says_otherwise() {
        assertThat(lifetimes("")).isEqualTo(Lifetimes.DEFAULT);
        assertThat(lifetimes("default = 30d, strategy = keep_latest, sliding = false, sweep-limit = 7"))
                .isEqualTo(new Lifetimes(
                        new ThreadTtl(Duration.ofDays(30), ThreadTtl.Strategy.KEEP_LATEST, false),
                        Duration.ofMinutes(5),
                        7));
    }

    @Test
    void a_lifetime_that_is_none_is_refused_by_its_key() {
        assertThatThrownBy(() -> lifetimes("default = 0s")).hasMessageContaining("heddle.engine.thread-ttl.default");
        assertThatThrownBy(() -> lifetimes("default = 1d, strategy = burn"))
                .hasMessageContaining("heddle.engine.thread-ttl.strategy");
        assertThatThrownBy(() -> lifetimes("sweep-interval = soon"))
                .hasMessageContaining("heddle.engine.thread-ttl.sweep-interval");
    }

    private static Lifetimes lifetimes(String keys) {
        Config whole = ConfigFactory.parseString("heddle.engine.thread-ttl { " + keys + " }")
                .withFallback(ConfigFactory.load());
        return EngineSettings.from(whole).hosting().lifetimes();
    }
}
