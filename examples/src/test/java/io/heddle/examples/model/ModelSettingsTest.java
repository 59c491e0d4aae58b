package io.heddle.examples.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {
    @Test
    void without_a_key_the_model_is_a_scripted_one() {
        assertThat(ModelSettings.from(Map.of()).describe()).isEqualTo("scripted offline model (no OPENAI_API_KEY)");
        assertThat(ModelSettings.from(Map.of("OPENAI_API_KEY", " ")).apiKey()).isNull();
    }

    @Test
    void a_key_alone_means_openai() {
        assertThat(ModelSettings.from(Map.of("OPENAI_API_KEY", "sk-1")).describe())
                .isEqualTo("gpt-4o-mini at https://api.openai.com/v1");
    }

    @Test
    void every_setting_comes_from_the_environment() {
        ModelSettings settings = ModelSettings.from(Map.of(
                "OPENAI_API_KEY", "sk-1",
                "OPENAI_BASE_URL", "http://localhost:11434/v1",
                "HEDDLE_MODEL", "llama",
                "HEDDLE_MODEL_PATIENCE", "5",
                "HEDDLE_MODEL_PACE", "0"));

        assertThat(settings)
                .isEqualTo(new ModelSettings(
                        "sk-1", "http://localhost:11434/v1", "llama", Duration.ofSeconds(5), Duration.ZERO));
        assertThat(settings.describe()).isEqualTo("llama at http://localhost:11434/v1");
    }

    @Test
    void secrets_are_never_shown() {
        ModelSettings settings = ModelSettings.from(Map.of(
                "OPENAI_API_KEY", "sk-1", "OPENAI_BASE_URL", "https://ada:secret@proxy.example/v1?token=secret"));

        assertThat(settings.toString()).isEqualTo("gpt-4o-mini at https://proxy.example/v1");
    }

    @Test
    void a_number_that_is_none_names_its_variable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSettings.from(Map.of("HEDDLE_MODEL_PATIENCE", "soon")))
                .withMessage("HEDDLE_MODEL_PATIENCE=soon: expected a whole number, 0 or more");
    }
}
