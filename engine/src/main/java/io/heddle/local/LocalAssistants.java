package io.heddle.local;

import io.heddle.api.AssistantId;
import io.heddle.api.AssistantPage;
import io.heddle.api.AssistantQuery;
import io.heddle.api.AssistantView;
import io.heddle.api.TenantId;
import io.heddle.host.AssistantTable;
import io.heddle.json.Containment;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Assistants in memory. Thread-safe: everything happens under one lock, before the stage is returned. */
final class LocalAssistants implements AssistantTable {
    private final Map<Key, Versions> assistants = new HashMap<>();

    @Override
    public synchronized CompletionStage<Boolean> insert(TenantId tenant, AssistantView first) {
        boolean isNew = assistants.putIfAbsent(new Key(tenant, first.id()), new Versions(first)) == null;
        return CompletableFuture.completedFuture(isNew);
    }

    @Override
    public synchronized CompletionStage<Optional<AssistantView>> find(TenantId tenant, AssistantId id) {
        return CompletableFuture.completedFuture(there(tenant, id).map(Versions::current));
    }

    @Override
    public synchronized CompletionStage<Optional<AssistantView>> change(
            TenantId tenant, AssistantId id, UnaryOperator<AssistantView> next) {
        return CompletableFuture.completedFuture(there(tenant, id).map(versions -> versions.add(next)));
    }

    @Override
    public synchronized CompletionStage<Boolean> delete(TenantId tenant, AssistantId id) {
        return CompletableFuture.completedFuture(assistants.remove(new Key(tenant, id)) != null);
    }

    @Override
    public synchronized CompletionStage<AssistantPage> search(TenantId tenant, AssistantQuery query) {
        List<AssistantView> found = assistants.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .map(entry -> entry.getValue().current())
                .filter(query::matches)
                .sorted(query.order())
                .toList();
        List<AssistantView> page =
                found.stream().skip(query.offset()).limit(query.limit()).toList();
        return CompletableFuture.completedFuture(new AssistantPage(page, found.size()));
    }

    @Override
    public synchronized CompletionStage<List<AssistantView>> versions(
            TenantId tenant, AssistantId id, @Nullable JsonValue metadata, int limit, int offset) {
        return CompletableFuture.completedFuture(there(tenant, id).stream()
                .flatMap(versions -> versions.all.reversed().stream())
                .filter(version -> metadata == null
                        || Containment.contains(version.metadata().node(), metadata.node()))
                .skip(offset)
                .limit(limit)
                .toList());
    }

    @Override
    public synchronized CompletionStage<Optional<AssistantView>> use(TenantId tenant, AssistantId id, int version) {
        return CompletableFuture.completedFuture(there(tenant, id).flatMap(versions -> versions.use(version)));
    }

    private Optional<Versions> there(TenantId tenant, AssistantId id) {
        return Optional.ofNullable(assistants.get(new Key(tenant, id)));
    }

    private record Key(TenantId tenant, AssistantId id) {}

    /** All versions of one assistant; guarded by the lock of all. */
    private static final class Versions {
        private final List<AssistantView> all = new ArrayList<>();
        private int used;

        Versions(AssistantView first) {
            all.add(first);
        }

        AssistantView current() {
            return all.get(used);
        }

        AssistantView add(UnaryOperator<AssistantView> next) {
            AssistantView made = next.apply(current());
            all.add(new AssistantView(
                    made.id(),
                    made.graphId(),
                    all.size() + 1,
                    made.name(),
                    made.description(),
                    made.config(),
                    made.context(),
                    made.metadata(),
                    made.createdAt(),
                    made.updatedAt()));
            used = all.size() - 1;
            return current();
        }

        Optional<AssistantView> use(int version) {
            if (version < 1 || version > all.size()) {
                return Optional.empty();
            }
            used = version - 1;
            return Optional.of(current());
        }
    }
}
