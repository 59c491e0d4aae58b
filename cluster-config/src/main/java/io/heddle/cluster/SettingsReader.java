package io.heddle.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads one block of the configuration and collects what is wrong with it, so that an operator mends everything at once.
 *
 * <p>A key that cannot be read yields a stand-in, which never leaves: {@link #orThrow} comes before the record is used. Not
 * thread-safe; a builder.
 */
public final class SettingsReader {
    private final Config config;
    private final String path;
    private final List<SettingFault> faults = new ArrayList<>();

    /** @param path the block's name, such as {@code heddle.cluster} */
    public SettingsReader(Config whole, String path) {
        this.config = whole;
        this.path = path;
    }

    /** A text that may be empty. */
    public String text(String name) {
        return read(name, "a text", config::getString, any -> true, "");
    }

    public String word(String name, String expected) {
        return read(name, expected, config::getString, word -> !word.isBlank(), "")
                .strip();
    }

    /** A text that is left out when empty. */
    public Optional<String> optional(String name) {
        return config.hasPath(key(name))
                ? Optional.of(text(name).strip()).filter(it -> !it.isEmpty())
                : Optional.empty();
    }

    public int integer(String name, int least, int most) {
        String expected = "a number from %d to %d".formatted(least, most);
        return read(name, expected, config::getInt, number -> number >= least && number <= most, least);
    }

    public Duration duration(String name, Duration least, Duration most) {
        String expected = "a time from %s to %s".formatted(seconds(least), seconds(most));
        return read(
                name,
                expected,
                config::getDuration,
                time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0,
                least);
    }

    /** A list, or one text with commas as environment variables have it. */
    public List<String> words(String name) {
        return read(name, "a list, or words between commas", this::split, any -> true, List.of());
    }

    public void fault(String name, String found, String expected, String mend) {
        faults.add(new SettingFault(key(name), found, expected, mend));
    }

    /** To be called with the finished record, before anybody uses it. */
    public <T> T orThrow(T settings) {
        if (!faults.isEmpty()) {
            throw new InvalidSettingsException(faults);
        }
        return settings;
    }

    private List<String> split(String key) {
        if (config.getValue(key).valueType() == ConfigValueType.LIST) {
            return List.copyOf(config.getStringList(key));
        }
        return Stream.of(config.getString(key).split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private <T> T read(String name, String expected, Function<String, T> reader, Predicate<T> fits, T standIn) {
        String key = key(name);
        try {
            T value = reader.apply(key);
            if (fits.test(value)) {
                return value;
            }
        } catch (ConfigException.Missing missing) {
            faults.add(new SettingFault(key, "nothing", expected, "set it"));
            return standIn;
        } catch (ConfigException unreadable) {
            // Falls through: the same sentence says it for both.
        }
        String origin = config.getValue(key).origin().description();
        faults.add(new SettingFault(
                key, config.getValue(key).unwrapped().toString(), expected, "correct it in " + origin));
        return standIn;
    }

    private String key(String name) {
        return path + "." + name;
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
