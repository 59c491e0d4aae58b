package io.heddle.examples.model;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which model to ask.
 *
 * <table>
 *   <caption>Environment</caption>
 *   <tr><td>{@code OPENAI_API_KEY}</td><td>without it the model is a scripted one; local servers take any text</td></tr>
 *   <tr><td>{@code OPENAI_BASE_URL}</td><td>any OpenAI-compatible endpoint; {@value #OPENAI} when unset</td></tr>
 *   <tr><td>{@code HEDDLE_MODEL}</td><td>the model's name there; {@value #SMALL} when unset</td></tr>
 *   <tr><td>{@code HEDDLE_MODEL_PATIENCE}</td><td>seconds of silence before a call is given up; 60 when unset</td></tr>
 *   <tr><td>{@code HEDDLE_MODEL_PACE}</td><td>milliseconds between the words of the scripted model; 20 when unset</td></tr>
 * </table>
 *
 * @param apiKey null for the scripted model
 * @param patience how long nothing may arrive, be it before the first token or between two
 * @param pace the scripted model's pause before each word
 */
public record ModelSettings(@Nullable String apiKey, String baseUrl, String name, Duration patience, Duration pace) {
    private static final String OPENAI = "https://api.openai.com/v1";
    private static final String SMALL = "gpt-4o-mini";

    public static ModelSettings fromEnvironment() {
        return from(System.getenv());
    }

    static ModelSettings from(Map<String, String> environment) {
        String key = environment.getOrDefault("OPENAI_API_KEY", "").strip();
        return new ModelSettings(
                key.isEmpty() ? null : key,
                textOr(OPENAI, environment, "OPENAI_BASE_URL"),
                textOr(SMALL, environment, "HEDDLE_MODEL"),
                Duration.ofSeconds(numberOr(60, environment, "HEDDLE_MODEL_PATIENCE")),
                Duration.ofMillis(numberOr(20, environment, "HEDDLE_MODEL_PACE")));
    }

    /** One line for a banner; it never shows the key. */
    public String describe() {
        return apiKey == null ? "scripted offline model (no OPENAI_API_KEY)" : name + " at " + endpoint();
    }

    /** The base URL without what may be secret in it. */
    String endpoint() {
        URI url = URI.create(baseUrl);
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + url.getPath();
    }

    @Override
    public String toString() {
        return describe();
    }

    private static String textOr(String fallback, Map<String, String> environment, String name) {
        String text = environment.getOrDefault(name, "").strip();
        return text.isEmpty() ? fallback : text;
    }

    private static long numberOr(long fallback, Map<String, String> environment, String name) {
        String text = textOr(Long.toString(fallback), environment, name);
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("%s=%s: expected a whole number, 0 or more".formatted(name, text));
        }
    }
}
