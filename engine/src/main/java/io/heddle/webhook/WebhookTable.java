package io.heddle.webhook;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where it is kept what is still to be told, one row a run. Thread-safe. */
public interface WebhookTable {
    /** Keeps where to tell of a run's end, unless it is kept already; looked after from {@code nextLook} on. */
    CompletionStage<Void> expect(ThreadKey thread, RunId run, String url, Instant now, Instant nextLook);

    /** Keeps what is to be told, if nothing is kept yet; due at once. */
    CompletionStage<Void> ended(ThreadKey thread, RunId run, JsonValue payload, Instant now);

    /** Takes some that are due, the longest due first. Nobody else gets the same before {@code until}. */
    CompletionStage<List<Told>> claim(Instant now, Instant until, int most);

    /** Sets when it is due again; null gives it up and keeps it for whoever looks into the table. */
    CompletionStage<Void> postpone(Told told, int attempts, @Nullable Instant due, String why);

    /** Forgets what was told, or what there is nothing to tell of. */
    CompletionStage<Void> forget(ThreadKey thread, RunId run);

    /**
     * Something to be told.
     *
     * @param payload null until the run's end is known
     * @param attempts that failed so far
     */
    record Told(
            ThreadKey thread,
            RunId run,
            String url,
            @Nullable JsonValue payload,
            int attempts,
            Instant since) {}
}
