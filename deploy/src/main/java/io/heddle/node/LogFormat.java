package io.heddle.node;

import java.util.Map;

/** How the log looks: text for a terminal, JSON lines for everything else. To be settled before the first logger is made. */
enum LogFormat {
    TEXT,
    JSON;

    private static final String VARIABLE = "HEDDLE_LOG_FORMAT";
    private static final String LOGBACK = "logback.configurationFile";

    /** The launcher sets the variable, since a JVM cannot tell whether standard error alone is a terminal. */
    static LogFormat chosen(Map<String, String> environment) {
        return switch (environment.getOrDefault(VARIABLE, "")) {
            case "text" -> TEXT;
            case "json" -> JSON;
            case "" -> System.console() == null ? JSON : TEXT;
            default ->
                throw new IllegalArgumentException(
                        "%s: found %s, expected text or json".formatted(VARIABLE, environment.get(VARIABLE)));
        };
    }

    /** Leaves a configuration of the operator's own alone. */
    void apply() {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(
                    LOGBACK,
                    switch (this) {
                        case TEXT -> "logback-text.xml";
                        case JSON -> "logback-json.xml";
                    });
        }
    }
}
