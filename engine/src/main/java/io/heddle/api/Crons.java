package io.heddle.api;

import java.util.concurrent.CompletionStage;

/**
 * Runs that start by the clock, again and again. Thread-safe; every write is durable when its stage completes. Whoever asks
 * for a cron that is not there gets a {@link Problem.CronNotFound}.
 *
 * <p>Each tick of a cron starts one run, on any number of nodes and through their crashes. A tick that no node was there for
 * is made up for when one is: several of them come to one run. Then the next tick is the first one in the future. A tick whose
 * run is refused, because its thread or its assistant is gone, say, is lost and logged.
 */
public interface Crons {
    CompletionStage<CronView> create(TenantId tenant, NewCron request);

    CompletionStage<CronView> get(TenantId tenant, CronId id);

    /** Changes a cron; its next tick is then the first one in the future. */
    CompletionStage<CronView> patch(TenantId tenant, CronId id, CronPatch patch);

    /** Forgets a cron. Runs that it has started stay. */
    CompletionStage<Void> delete(TenantId tenant, CronId id);

    CompletionStage<CronPage> search(TenantId tenant, CronQuery query);
}
