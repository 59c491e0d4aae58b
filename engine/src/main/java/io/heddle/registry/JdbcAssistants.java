package io.heddle.registry;

import io.heddle.api.AssistantId;
import io.heddle.api.AssistantPage;
import io.heddle.api.AssistantQuery;
import io.heddle.api.AssistantView;
import io.heddle.api.TenantId;
import io.heddle.host.AssistantTable;
import io.heddle.jdbc.Database;
import io.heddle.json.JsonValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Assistants in PostgreSQL. Thread-safe; each call is one transaction on one of the database's threads. */
public final class JdbcAssistants implements AssistantTable {
    private final Database database;

    public JdbcAssistants(Database database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Boolean> insert(TenantId tenant, AssistantView first) {
        return database.transact(connection -> {
            boolean isNew = AssistantRows.insert(connection, tenant, first);
            if (isNew) {
                AssistantRows.insertVersion(connection, tenant, first, first.version());
            }
            return isNew;
        });
    }

    @Override
    public CompletionStage<Optional<AssistantView>> find(TenantId tenant, AssistantId id) {
        return database.call(connection -> AssistantRows.current(connection, tenant, id));
    }

    @Override
    public CompletionStage<Optional<AssistantView>> change(
            TenantId tenant, AssistantId id, UnaryOperator<AssistantView> next) {
        return database.transact(connection -> {
            int newest = AssistantRows.lock(connection, tenant, id);
            Optional<AssistantView> before = AssistantRows.current(connection, tenant, id);
            if (before.isEmpty()) {
                return before;
            }
            AssistantRows.insertVersion(connection, tenant, next.apply(before.get()), newest + 1);
            return count(connection, tenant, id, newest + 1);
        });
    }

    @Override
    public CompletionStage<Boolean> delete(TenantId tenant, AssistantId id) {
        return database.call(connection -> AssistantRows.delete(connection, tenant, id));
    }

    @Override
    public CompletionStage<AssistantPage> search(TenantId tenant, AssistantQuery query) {
        return database.transact(connection -> new AssistantPage(
                AssistantSearch.page(connection, tenant, query), AssistantSearch.total(connection, tenant, query)));
    }

    @Override
    public CompletionStage<List<AssistantView>> versions(
            TenantId tenant, AssistantId id, @Nullable JsonValue metadata, int limit, int offset) {
        return database.call(connection -> AssistantSearch.versions(connection, tenant, id, metadata, limit, offset));
    }

    @Override
    public CompletionStage<Optional<AssistantView>> use(TenantId tenant, AssistantId id, int version) {
        return database.transact(connection -> count(connection, tenant, id, version));
    }

    private static Optional<AssistantView> count(Connection connection, TenantId tenant, AssistantId id, int version)
            throws SQLException {
        return AssistantRows.use(connection, tenant, id, version)
                ? AssistantRows.current(connection, tenant, id)
                : Optional.empty();
    }
}
