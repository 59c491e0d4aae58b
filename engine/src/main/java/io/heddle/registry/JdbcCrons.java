package io.heddle.registry;

import io.heddle.api.CronId;
import io.heddle.api.CronPage;
import io.heddle.api.CronQuery;
import io.heddle.api.CronView;
import io.heddle.api.TenantId;
import io.heddle.jdbc.Database;
import io.heddle.schedule.CronTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Crons in PostgreSQL. Thread-safe; each call is one transaction on one of the database's threads. */
public final class JdbcCrons implements CronTable {
    private final Database database;

    public JdbcCrons(Database database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Void> insert(TenantId tenant, CronView cron) {
        return database.call(connection -> CronRows.put(connection, tenant, cron))
                .thenAccept(rows -> {});
    }

    @Override
    public CompletionStage<Optional<CronView>> find(TenantId tenant, CronId id) {
        return database.call(connection -> CronRows.find(connection, tenant, id, ""));
    }

    @Override
    public CompletionStage<Optional<CronView>> change(TenantId tenant, CronId id, UnaryOperator<CronView> change) {
        return database.transact(connection -> {
            Optional<CronView> changed =
                    CronRows.find(connection, tenant, id, " FOR UPDATE").map(change);
            if (changed.isPresent()) {
                CronRows.put(connection, tenant, changed.get());
            }
            return changed;
        });
    }

    @Override
    public CompletionStage<Boolean> delete(TenantId tenant, CronId id) {
        return database.call(connection -> CronRows.delete(connection, tenant, id));
    }

    @Override
    public CompletionStage<CronPage> search(TenantId tenant, CronQuery query) {
        return database.transact(connection -> CronSearch.page(connection, tenant, query));
    }

    @Override
    public CompletionStage<List<Due>> claim(Instant now, Instant until, int most) {
        return database.call(connection -> CronRows.claim(connection, now, until, most));
    }

    @Override
    public CompletionStage<Void> tickOff(TenantId tenant, CronId id, Instant tick, @Nullable Instant next) {
        return database.call(connection -> CronRows.tickOff(connection, tenant, id, tick, next))
                .thenAccept(rows -> {});
    }
}
