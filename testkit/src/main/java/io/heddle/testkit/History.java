package io.heddle.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.Heddle;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Interrupt;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.StreamSupport;

/** What has become of a thread, in words: a line a checkpoint with what it changed, the oldest first, and under it its tasks. */
final class History {
    private static final int MOST = 1_000;
    private static final int WIDEST = 200;

    private final List<String> lines = new ArrayList<>();
    private JsonNode before = JsonValue.EMPTY_OBJECT.node();

    private History() {}

    static String of(String name, Heddle heddle, ThreadKey key) {
        History history = new History();
        history.lines.add(name);
        try {
            heddle.engine()
                    .threads()
                    .history(key, HistoryQuery.latest(MOST))
                    .toCompletableFuture()
                    .join()
                    .reversed()
                    .forEach(history::tell);
        } catch (CompletionException unknown) {
            history.lines.add("  nothing happened");
        }
        return String.join("\n", history.lines);
    }

    private void tell(CheckpointView at) {
        JsonNode values = at.values().node();
        lines.add("  step %s %s%s%s"
                .formatted(
                        at.metadata().node().path("step").asText(),
                        at.metadata().node().path("source").asText(),
                        changes(values),
                        at.next().isEmpty() ? "" : ", next " + String.join(", ", at.next())));
        before = values;
        for (CheckpointView.TaskView task : at.tasks()) {
            if (task.error() != null) {
                lines.add("    %s failed: %s".formatted(task.node(), task.error()));
            }
            task.interrupts().forEach(asked -> lines.add("    " + told(asked)));
        }
    }

    private String changes(JsonNode values) {
        StringBuilder changes = new StringBuilder();
        values.properties().stream()
                .filter(channel -> !channel.getValue().equals(before.path(channel.getKey())))
                .filter(channel ->
                        !channel.getValue().isEmpty() || channel.getValue().isValueNode())
                .forEach(channel -> changes.append(", %s %s"
                        .formatted(channel.getKey(), change(before.path(channel.getKey()), channel.getValue()))));
        return changes.toString();
    }

    /** A value, or what a list has more than before. */
    private static String change(JsonNode before, JsonNode now) {
        if (!now.isArray()) {
            return brief(now);
        }
        boolean grown = now.size() >= before.size()
                && StreamSupport.stream(now.spliterator(), false)
                        .limit(before.size())
                        .toList()
                        .equals(StreamSupport.stream(before.spliterator(), false)
                                .toList());
        return StreamSupport.stream(now.spliterator(), false)
                .skip(grown ? before.size() : 0)
                .map(History::brief)
                .toList()
                .toString();
    }

    private static String told(Interrupt asked) {
        JsonValue answer = asked.answer();
        return "%s asks %s: %s%s"
                .formatted(
                        asked.node(),
                        asked.name(),
                        brief(asked.value().node()),
                        answer == null ? "" : ", answered " + brief(answer.node()));
    }

    private static String brief(JsonNode value) {
        String text = isMessage(value) ? message(value) : value.toString();
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST) + "…";
    }

    private static boolean isMessage(JsonNode value) {
        return value.path("type").isTextual() && value.has("content");
    }

    private static String message(JsonNode value) {
        List<String> calls = value.path("tool_calls")
                .valueStream()
                .map(call -> call.path("name").asText() + call.path("args"))
                .toList();
        return "%s: %s%s"
                .formatted(
                        value.path("type").asText(),
                        value.path("content").asText(),
                        calls.isEmpty() ? "" : "calls " + String.join(", ", calls));
    }
}
