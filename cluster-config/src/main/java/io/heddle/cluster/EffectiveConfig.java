package io.heddle.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a node runs with and where each value came from, fit to be shown: secrets are masked. */
public final class EffectiveConfig {
    private static final String MASK = "***";
    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i)(^|[.-])(password|secret|token|credentials|api-key)$");
    private static final Pattern IN_AUTHORITY = Pattern.compile("://([^:/@?\\s]*):[^@/\\s]*@");
    private static final Pattern IN_QUERY = Pattern.compile("(?i)\\b(\\w*password|secret|token)=[^&\\s]*");

    private EffectiveConfig() {}

    /** One setting; {@code origin} names an environment variable, an option, a property, or a file with its line. */
    public record Setting(String key, String value, String origin) {}

    /** Every setting below a path, by key. */
    public static List<Setting> below(Config whole, String path) {
        return whole.getConfig(path).entrySet().stream()
                .map(entry -> setting(path + "." + entry.getKey(), entry))
                .sorted(Comparator.comparing(Setting::key))
                .toList();
    }

    /** A text without the passwords that it may carry in a URL. */
    public static String masked(String text) {
        String authority = IN_AUTHORITY.matcher(text).replaceAll("://$1:" + MASK + "@");
        return IN_QUERY.matcher(authority).replaceAll("$1=" + MASK);
    }

    private static Setting setting(String key, Map.Entry<String, ConfigValue> entry) {
        String value = entry.getValue().unwrapped().toString();
        boolean secret = SECRET_KEY.matcher(key).find() && !value.isEmpty();
        String origin = entry.getValue().origin().description();
        return new Setting(key, secret ? MASK : masked(value), origin.replaceFirst("^.*[/!]([^/!]+\\.conf)", "$1"));
    }
}
