package io.heddle.webhook;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunResult;
import io.heddle.api.RunView;
import io.heddle.api.Runs;
import io.heddle.json.JsonValue;
import io.heddle.webhook.WebhookTable.Told;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what is to be told, at least once, and looks for the ends of runs whose nodes died; one on every node. Thread-safe.
 *
 * <p>A delivery is heard when it is answered with a status of 2xx. Its id stays the same over all attempts and nodes, so whoever
 * hears it twice can know.
 */
public final class WebhookSender implements AutoCloseable {
    /** How long the end of a run is left to the node that started it. */
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int AT_ONCE = 50;

    /** A run that is not there after this was never accepted. */
    private static final Duration ACCEPTANCE = Duration.ofMinutes(10);

    private final WebhookTable table;
    private final Runs runs;
    private final WebhookSettings settings;
    private final InstantSource clock;
    private final ExecutorService connections = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-", 0).factory());
    private final AtomicBoolean started = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heddle-webhooks").factory());

    public WebhookSender(WebhookTable table, Runs runs, WebhookSettings settings, InstantSource clock) {
        this.table = table;
        this.runs = runs;
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks for what is due from now on, with that pause between two looks; only the first call counts. */
    public void start(Duration between) {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        long millis = between.toMillis();
        var unused = timer.scheduleWithFixedDelay(this::lookQuietly, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Keeps what is to be told of a run, and tells it without waiting for the next look. */
    CompletionStage<Void> ended(RunView run, RunResult result) {
        return table.ended(run.thread(), run.id(), WebhookPayload.of(run, result), now());
    }

    /** Tells what is due now; completes with how many rows were taken, once all are dealt with. */
    public CompletionStage<Integer> look() {
        Instant now = now();
        Instant until = now.plus(settings.timeout()).plus(BETWEEN_LOOKS);
        return table.claim(now, until, AT_ONCE).thenCompose(this::dealWith);
    }

    private CompletionStage<Integer> dealWith(List<Told> due) {
        CompletableFuture<?>[] all = due.stream()
                .map(told ->
                        (told.payload() == null ? findEnd(told) : deliver(told, told.payload())).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> due.size());
    }

    private CompletionStage<Void> findEnd(Told told) {
        return runs.get(told.thread(), told.run())
                .thenCompose(run -> run.status().ended()
                        ? runs.join(told.thread(), told.run()).thenCompose(result -> ended(run, result))
                        : table.postpone(told, 0, now().plus(BETWEEN_LOOKS), "the run has not ended"))
                .exceptionallyCompose(failure ->
                        isGone(failure) && told.since().plus(ACCEPTANCE).isBefore(now())
                                ? table.forget(told.thread(), told.run())
                                : table.postpone(told, 0, now().plus(BETWEEN_LOOKS), String.valueOf(failure)));
    }

    private CompletionStage<Void> deliver(Told told, JsonValue payload) {
        return CompletableFuture.supplyAsync(() -> post(told, payload), connections)
                .thenCompose(why -> why == null ? table.forget(told.thread(), told.run()) : failed(told, why));
    }

    private CompletionStage<Void> failed(Told told, String why) {
        int attempts = told.attempts() + 1;
        Instant next = attempts >= settings.attempts() ? null : now().plus(settings.pauseAfter(attempts));
        if (next == null) {
            LOG.error("webhook given up run={} attempts={} reason={}", told.run(), attempts, why);
        } else {
            LOG.info("webhook not heard run={} attempt={} next={} reason={}", told.run(), attempts, next, why);
        }
        return table.postpone(told, attempts, next, why);
    }

    /** Null if it was heard, else why not. */
    private @Nullable String post(Told told, JsonValue payload) {
        Instant now = now();
        byte[] body = WebhookPayload.sentAt(payload, now).utf8();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Heddle-Delivery", deliveryId(told));
        headers.put("Heddle-Attempt", String.valueOf(told.attempts() + 1));
        if (settings.secret() != null) {
            headers.put("Heddle-Signature", WebhookSignature.of(settings.secret(), now, body));
        }
        try {
            WebhookTarget target = WebhookTarget.parse(told.url(), settings);
            boolean anywhere = settings.privateAddresses() || told.url().startsWith("/");
            int status = WebhookPost.send(target, target.resolve(anywhere), headers, body, settings.timeout());
            return status < 300 ? null : "answered with status " + status;
        } catch (IOException | ProblemException failure) {
            return failure.toString();
        }
    }

    private static String deliveryId(Told told) {
        return Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_OID)
                .generate(told.thread() + " " + told.run())
                .toString();
    }

    private static boolean isGone(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ProblemException refused
                && (refused.problem() instanceof Problem.RunNotFound
                        || refused.problem() instanceof Problem.ThreadNotFound);
    }

    private void lookQuietly() {
        try {
            look().whenComplete((dealt, failure) -> {
                if (failure != null) {
                    LOG.warn("webhooks could not be looked for; tried again after the next pause", failure);
                }
            });
        } catch (RuntimeException failure) {
            LOG.warn("webhooks could not be looked for; tried again after the next pause", failure);
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        connections.shutdownNow();
    }
}
