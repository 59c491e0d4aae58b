package io.heddle.host;

import io.heddle.api.StorageView;
import io.heddle.json.JsonValue;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import io.heddle.thread.ThreadState;
import java.util.Map;
import java.util.TreeMap;

/** What a thread takes up, put together from its state and what its storage counts. */
public final class StorageFigures {
    private StorageFigures() {}

    public static StorageView of(ThreadState state, long rows, long rowBytes, long snapshots, long snapshotBytes) {
        Map<String, Long> channels = new TreeMap<>();
        state.root()
                .values()
                .tracked()
                .channels()
                .forEach((name, value) -> channels.put(
                        name,
                        value.elements().stream().mapToLong(JsonValue::size).sum()));
        long pending = 0;
        long pendingBytes = 0;
        for (GraphState graph : state.graphs().values()) {
            for (TaskOutcome.Succeeded done : graph.finished().values()) {
                pending++;
                pendingBytes += done.updates().stream()
                        .mapToLong(update -> update.change().shown().size())
                        .sum();
            }
        }
        return new StorageView(rows, rowBytes, snapshots, snapshotBytes, channels, pending, pendingBytes);
    }
}
