package io.heddle.local;

import io.heddle.api.CronId;
import io.heddle.api.CronPage;
import io.heddle.api.CronQuery;
import io.heddle.api.CronView;
import io.heddle.api.TenantId;
import io.heddle.schedule.CronTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Crons in memory. Thread-safe: everything happens under one lock, before the stage is returned. */
final class LocalCrons implements CronTable {
    private final Map<Key, CronView> crons = new HashMap<>();
    private final Map<Key, Instant> claimed = new HashMap<>();
    private final Runnable awaited;

    /** @param awaited run whenever there may be ticks from now on */
    LocalCrons(Runnable awaited) {
        this.awaited = awaited;
    }

    @Override
    public synchronized CompletionStage<Void> insert(TenantId tenant, CronView cron) {
        crons.put(new Key(tenant, cron.id()), cron);
        awaited.run();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Optional<CronView>> find(TenantId tenant, CronId id) {
        return CompletableFuture.completedFuture(Optional.ofNullable(crons.get(new Key(tenant, id))));
    }

    @Override
    public synchronized CompletionStage<Optional<CronView>> change(
            TenantId tenant, CronId id, UnaryOperator<CronView> change) {
        try {
            CronView changed = crons.computeIfPresent(new Key(tenant, id), (key, cron) -> change.apply(cron));
            claimed.remove(new Key(tenant, id));
            return CompletableFuture.completedFuture(Optional.ofNullable(changed));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public synchronized CompletionStage<Boolean> delete(TenantId tenant, CronId id) {
        claimed.remove(new Key(tenant, id));
        return CompletableFuture.completedFuture(crons.remove(new Key(tenant, id)) != null);
    }

    @Override
    public synchronized CompletionStage<CronPage> search(TenantId tenant, CronQuery query) {
        List<CronView> found = crons.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .map(Map.Entry::getValue)
                .filter(query::matches)
                .sorted(query.order())
                .toList();
        List<CronView> page =
                found.stream().skip(query.offset()).limit(query.limit()).toList();
        return CompletableFuture.completedFuture(new CronPage(page, found.size()));
    }

    @Override
    public synchronized CompletionStage<List<Due>> claim(Instant now, Instant until, int most) {
        List<Due> due = new ArrayList<>();
        crons.forEach((key, cron) -> {
            Instant tick = cron.nextRun();
            boolean free = !claimed.getOrDefault(key, Instant.MIN).isAfter(now);
            if (tick != null && !tick.isAfter(now) && free) {
                due.add(new Due(key.tenant(), cron, tick));
            }
        });
        List<Due> some =
                due.stream().sorted(Comparator.comparing(Due::tick)).limit(most).toList();
        some.forEach(one -> claimed.put(new Key(one.tenant(), one.cron().id()), until));
        return CompletableFuture.completedFuture(some);
    }

    @Override
    public synchronized CompletionStage<Void> tickOff(
            TenantId tenant, CronId id, Instant tick, @Nullable Instant next) {
        crons.computeIfPresent(new Key(tenant, id), (key, cron) -> {
            if (!tick.equals(cron.nextRun())) {
                return cron;
            }
            claimed.remove(key);
            return cron.next(next);
        });
        return CompletableFuture.completedFuture(null);
    }

    private record Key(TenantId tenant, CronId id) {}
}
