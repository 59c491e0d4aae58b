package io.heddle.local;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import io.heddle.webhook.WebhookTable;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is to be told to webhooks, in memory. Thread-safe: everything happens under one lock. */
final class LocalWebhooks implements WebhookTable {
    private final Map<Key, Row> rows = new HashMap<>();
    private final Runnable awaited;

    /** @param awaited run whenever there is something to be told from now on */
    LocalWebhooks(Runnable awaited) {
        this.awaited = awaited;
    }

    @Override
    public synchronized CompletionStage<Void> expect(
            ThreadKey thread, RunId run, String url, Instant now, Instant nextLook) {
        rows.putIfAbsent(new Key(thread, run), new Row(new Told(thread, run, url, null, 0, now), nextLook));
        awaited.run();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> ended(ThreadKey thread, RunId run, JsonValue payload, Instant now) {
        rows.computeIfPresent(new Key(thread, run), (key, row) -> {
            Told told = row.told();
            return told.payload() != null
                    ? row
                    : new Row(new Told(thread, run, told.url(), payload, 0, told.since()), now);
        });
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<List<Told>> claim(Instant now, Instant until, int most) {
        List<Row> due = rows.values().stream()
                .filter(row -> row.due() != null && !row.due().isAfter(now))
                .sorted(Comparator.comparing(Row::due))
                .limit(most)
                .toList();
        due.forEach(row -> rows.put(Key.of(row.told()), new Row(row.told(), until)));
        return CompletableFuture.completedFuture(due.stream().map(Row::told).toList());
    }

    @Override
    public synchronized CompletionStage<Void> postpone(Told told, int attempts, @Nullable Instant due, String why) {
        rows.computeIfPresent(Key.of(told), (key, row) -> {
            Told kept = row.told();
            return new Row(
                    new Told(kept.thread(), kept.run(), kept.url(), kept.payload(), attempts, kept.since()), due);
        });
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> forget(ThreadKey thread, RunId run) {
        rows.remove(new Key(thread, run));
        return CompletableFuture.completedFuture(null);
    }

    private record Key(ThreadKey thread, RunId run) {
        static Key of(Told told) {
            return new Key(told.thread(), told.run());
        }
    }

    private record Row(Told told, @Nullable Instant due) {}
}
