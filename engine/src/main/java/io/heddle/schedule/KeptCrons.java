package io.heddle.schedule;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.heddle.api.AssistantView;
import io.heddle.api.Assistants;
import io.heddle.api.CronId;
import io.heddle.api.CronPage;
import io.heddle.api.CronPatch;
import io.heddle.api.CronQuery;
import io.heddle.api.CronView;
import io.heddle.api.Crons;
import io.heddle.api.NewCron;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunRequest;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.api.Threads;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@link Crons} in a table. Thread-safe. */
public final class KeptCrons implements Crons {
    private static final TimeBasedEpochRandomGenerator IDS = Generators.timeBasedEpochRandomGenerator();

    private final CronTable table;
    private final Assistants assistants;
    private final Threads threads;
    private final InstantSource clock;

    public KeptCrons(CronTable table, Assistants assistants, Threads threads, InstantSource clock) {
        this.table = table;
        this.assistants = assistants;
        this.threads = threads;
        this.clock = clock;
    }

    @Override
    public CompletionStage<CronView> create(TenantId tenant, NewCron request) {
        CronSchedule schedule;
        try {
            schedule = CronSchedule.parse(request.schedule(), request.zone()).ticking(now());
        } catch (ProblemException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return threadExists(tenant, request.thread())
                .thenCompose(there -> assistants.get(tenant, request.run().assistant()))
                .thenCompose(assistant -> {
                    CronView made = made(request, assistant, schedule);
                    return table.insert(tenant, made).thenApply(kept -> made);
                });
    }

    @Override
    public CompletionStage<CronView> get(TenantId tenant, CronId id) {
        return table.find(tenant, id).thenCompose(found -> found(found, id));
    }

    @Override
    public CompletionStage<CronView> patch(TenantId tenant, CronId id, CronPatch patch) {
        RunRequest run = patch.run();
        CompletionStage<Optional<AssistantView>> assistant = run == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : assistants.get(tenant, run.assistant()).thenApply(Optional::of);
        return assistant
                .thenCompose(named -> table.change(tenant, id, before -> patched(before, patch, named.orElse(null))))
                .thenCompose(found -> found(found, id));
    }

    @Override
    public CompletionStage<Void> delete(TenantId tenant, CronId id) {
        return table.delete(tenant, id)
                .thenCompose(gone -> gone ? CompletableFuture.completedFuture(null) : missing(id));
    }

    @Override
    public CompletionStage<CronPage> search(TenantId tenant, CronQuery query) {
        return table.search(tenant, query);
    }

    private CompletionStage<?> threadExists(TenantId tenant, @Nullable ThreadId thread) {
        return thread == null ? CompletableFuture.completedFuture(null) : threads.get(new ThreadKey(tenant, thread));
    }

    private CronView made(NewCron request, AssistantView assistant, CronSchedule schedule) {
        Instant now = now();
        Instant end = request.endTime();
        return new CronView(
                new CronId(IDS.generate().toString()),
                assistant.id(),
                request.thread(),
                request.keepsThread(),
                request.schedule(),
                request.zone(),
                end,
                request.enabled(),
                CronPayload.of(request.run()),
                request.run().metadata(),
                request.enabled() ? schedule.next(now, end) : null,
                now,
                now);
    }

    private CronView patched(CronView before, CronPatch patch, @Nullable AssistantView assistant) {
        Instant now = now();
        RunRequest run = patch.run();
        String schedule = or(patch.schedule(), before.schedule());
        ZoneId zone = patch.zone() == null ? before.zone() : patch.zone();
        Instant end = patch.endless() ? null : patch.endTime() == null ? before.endTime() : patch.endTime();
        boolean enabled = or(patch.enabled(), before.enabled());
        CronSchedule times = CronSchedule.parse(schedule, zone).ticking(now);
        return new CronView(
                before.id(),
                assistant == null ? before.assistant() : assistant.id(),
                before.thread(),
                or(patch.keepsThread(), before.keepsThread()),
                schedule,
                zone,
                end,
                enabled,
                run == null ? before.payload() : CronPayload.of(run),
                run == null ? before.metadata() : run.metadata(),
                enabled ? times.next(now, end) : null,
                before.createdAt(),
                now);
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private static CompletionStage<CronView> found(Optional<CronView> found, CronId id) {
        return found.<CompletionStage<CronView>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> missing(id));
    }

    private static <T> CompletionStage<T> missing(CronId id) {
        return CompletableFuture.failedFuture(new ProblemException(new Problem.CronNotFound(id)));
    }
}
