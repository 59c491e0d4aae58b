package io.heddle.schedule;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.heddle.api.CronView;
import io.heddle.api.NewThread;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.Runs;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadTtl;
import io.heddle.api.Threads;
import io.heddle.json.JsonValue;
import io.heddle.schedule.CronTable.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the runs of crons whose tick has come; one on every node. Thread-safe.
 *
 * <p>Law: one run a tick. The run's id, which a thread made for it has as well, follows from the cron and the tick, and a tick
 * is ticked off only after its run was accepted or refused. So whoever takes a tick over from a node that died between the two
 * starts the same run, which the thread knows already.
 */
public final class CronTicker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CronTicker.class);
    private static final int AT_ONCE = 100;

    /** How long a tick belongs to the node that took it; longer than a start takes. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    /** How long a run's own thread stays if nobody deletes it. */
    private static final Duration AFTERLIFE = Duration.ofHours(1);

    private final CronTable table;
    private final Runs runs;
    private final Threads threads;
    private final InstantSource clock;
    private final AtomicBoolean started = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heddle-crons").factory());

    public CronTicker(CronTable table, Runs runs, Threads threads, InstantSource clock) {
        this.table = table;
        this.runs = runs;
        this.threads = threads;
        this.clock = clock;
    }

    /** Looks for due crons from now on, with that pause between two looks; only the first call counts. */
    public void start(Duration between) {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        long millis = between.toMillis();
        var unused = timer.scheduleWithFixedDelay(this::lookQuietly, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Starts what is due now; completes with how many runs were asked for, once all are accepted or refused. */
    public CompletionStage<Integer> look() {
        Instant now = Instant.ofEpochMilli(clock.millis());
        return table.claim(now, now.plus(CLAIM), AT_ONCE).thenCompose(this::startAll);
    }

    private CompletionStage<Integer> startAll(List<Due> due) {
        CompletableFuture<?>[] started = due.stream()
                .map(this::start)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(started).thenApply(all -> due.size());
    }

    private CompletionStage<Void> start(Due due) {
        CronView cron = due.cron();
        ThreadId own = cron.thread();
        RunId id = runOf(due);
        ThreadKey key = new ThreadKey(due.tenant(), own == null ? new ThreadId(id.value()) : own);
        RunRequest request = CronPayload.read(cron.payload()).withRunId(id);
        return thread(key, own == null, cron.keepsThread())
                .thenCompose(there -> runs.start(key, own == null ? request.creatingThread() : request))
                .thenAccept(run -> {
                    LOG.debug("cron ticked cron={} tick={} thread={} run={}", cron.id(), due.tick(), key, run.id());
                    if (own == null && !cron.keepsThread()) {
                        deleteAfter(key, run.id());
                    }
                })
                .handle((started, failure) -> failure)
                .thenCompose(failure -> settle(due, failure));
    }

    /** A thread that is deleted after its run ends by itself, should this node be gone by then. */
    private CompletionStage<?> thread(ThreadKey key, boolean isNew, boolean stays) {
        NewThread request = new NewThread(JsonValue.EMPTY_OBJECT, NewThread.IfExists.DO_NOTHING);
        return isNew && !stays
                ? threads.create(key, request.lasting(ThreadTtl.of(AFTERLIFE)))
                : CompletableFuture.completedFuture(null);
    }

    /** What may pass is left claimed: the tick is taken up again when the claim is over. */
    private CompletionStage<Void> settle(Due due, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            boolean refused = cause instanceof ProblemException problem && !passes(problem.problem());
            LOG.warn(
                    "cron could not start its run cron={} tick={} again={} reason={}",
                    due.cron().id(),
                    due.tick(),
                    !refused,
                    String.valueOf(cause));
            if (!refused) {
                return CompletableFuture.completedFuture(null);
            }
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        Instant after = due.tick().isAfter(now) ? due.tick() : now;
        CronView cron = due.cron();
        Instant next = CronSchedule.parse(cron.schedule(), cron.zone()).next(after, cron.endTime());
        return table.tickOff(due.tenant(), cron.id(), due.tick(), next);
    }

    private static boolean passes(Problem problem) {
        return problem instanceof Problem.Unavailable
                || problem instanceof Problem.OutcomeUnknown
                || problem instanceof Problem.QueueFull;
    }

    private void deleteAfter(ThreadKey key, RunId run) {
        runs.join(key, run).thenCompose(ended -> threads.delete(key)).whenComplete((gone, failure) -> {
            if (failure != null) {
                LOG.warn("thread of a cron's run is not deleted thread={} reason={}", key, failure.toString());
            }
        });
    }

    private static RunId runOf(Due due) {
        return RunId.of(Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_OID)
                .generate(due.cron().id() + " " + due.tick().toEpochMilli()));
    }

    private void lookQuietly() {
        try {
            look().whenComplete((started, failure) -> {
                if (failure != null) {
                    LOG.warn("crons could not be looked for; tried again after the next pause", failure);
                }
            });
        } catch (RuntimeException failure) {
            LOG.warn("crons could not be looked for; tried again after the next pause", failure);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
