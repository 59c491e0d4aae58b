package io.heddle.schedule;

import io.heddle.api.CronId;
import io.heddle.api.CronPage;
import io.heddle.api.CronQuery;
import io.heddle.api.CronView;
import io.heddle.api.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where crons are kept. Thread-safe. */
public interface CronTable {
    CompletionStage<Void> insert(TenantId tenant, CronView cron);

    CompletionStage<Optional<CronView>> find(TenantId tenant, CronId id);

    /** Puts what {@code change} makes of a cron in its place; one change after the other, whoever makes them. */
    CompletionStage<Optional<CronView>> change(TenantId tenant, CronId id, UnaryOperator<CronView> change);

    /** False if there is none. */
    CompletionStage<Boolean> delete(TenantId tenant, CronId id);

    CompletionStage<CronPage> search(TenantId tenant, CronQuery query);

    /**
     * Takes some of the crons whose tick has come, the oldest ticks first. Nobody else gets the same before {@code until},
     * unless they are ticked off or changed before.
     */
    CompletionStage<List<Due>> claim(Instant now, Instant until, int most);

    /** Sets the next tick, if the one that was is still {@code tick}. */
    CompletionStage<Void> tickOff(TenantId tenant, CronId id, Instant tick, @Nullable Instant next);

    /** A cron whose tick has come. */
    record Due(TenantId tenant, CronView cron, Instant tick) {}
}
