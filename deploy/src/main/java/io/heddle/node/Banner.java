package io.heddle.node;

import io.heddle.examples.model.ModelSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a person sees when a node has started. */
final class Banner {
    private Banner() {}

    static String of(RunningNode node, Duration took) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "heddle %s  JDK %s  PostgreSQL %s (%s)  cluster %s",
                node.version().heddle(),
                node.version().jdk(),
                node.postgres(),
                node.database(),
                node.cluster());
        line(
                text,
                "  graphs   %s  (%s)",
                String.join(", ", node.graphs().ids()),
                node.graphs().origin());
        line(text, "  model    %s", ModelSettings.fromEnvironment().describe());
        if (node.listener().elsewhere()) {
            line(
                    text,
                    "  port     %d is taken by another program; using %d",
                    node.listener().wanted(),
                    node.listener().port());
        }
        line(text, "  API      %s    docs  %s/docs", node.url(), node.url());
        line(text, "ready in %.1f s", took.toMillis() / 1000.0);
        return text.toString();
    }

    /** Since the process began, so that the JVM's own start counts. */
    static Duration sinceProcessBegan() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(begun -> Duration.between(begun, Instant.now()))
                .orElse(Duration.ZERO);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
