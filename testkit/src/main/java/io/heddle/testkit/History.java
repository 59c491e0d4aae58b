package io.heddle.testkit;

import io.heddle.Heddle;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Interrupt;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** What has become of a thread, in words: a line a checkpoint, the oldest first, and under it what its tasks came to. */
final class History {
    private static final int MOST = 1_000;
    private static final int WIDEST = 400;

    private History() {}

    static String of(String name, Heddle heddle, ThreadKey key) {
        List<String> lines = new ArrayList<>();
        lines.add(name);
        try {
            heddle.engine()
                    .threads()
                    .history(key, HistoryQuery.latest(MOST))
                    .toCompletableFuture()
                    .join()
                    .reversed()
                    .forEach(checkpoint -> tell(checkpoint, lines));
        } catch (CompletionException unknown) {
            lines.add("  nothing happened");
        }
        return String.join("\n", lines);
    }

    private static void tell(CheckpointView at, List<String> lines) {
        lines.add("  step %s, %s: %s%s"
                .formatted(
                        at.metadata().node().path("step").asText(),
                        at.metadata().node().path("source").asText(),
                        brief(at.values()),
                        at.next().isEmpty() ? "" : ", next " + String.join(", ", at.next())));
        for (CheckpointView.TaskView task : at.tasks()) {
            if (task.error() != null) {
                lines.add("    %s failed: %s".formatted(task.node(), task.error()));
            }
            for (Interrupt asked : task.interrupts()) {
                lines.add("    %s asks %s: %s%s"
                        .formatted(
                                task.node(),
                                asked.name(),
                                brief(asked.value()),
                                asked.answer() == null ? "" : ", answered " + brief(asked.answer())));
            }
        }
    }

    private static String brief(JsonValue value) {
        String text = value.toString();
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST) + "…";
    }
}
