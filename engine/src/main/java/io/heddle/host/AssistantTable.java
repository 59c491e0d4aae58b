package io.heddle.host;

import io.heddle.api.AssistantId;
import io.heddle.api.AssistantPage;
import io.heddle.api.AssistantQuery;
import io.heddle.api.AssistantView;
import io.heddle.api.TenantId;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the assistants that somebody made are kept. It knows no system assistants and refuses nothing. Thread-safe. */
public interface AssistantTable {
    /** Keeps a first version; false if there is an assistant of that id. */
    CompletionStage<Boolean> insert(TenantId tenant, AssistantView first);

    /** The version that counts. */
    CompletionStage<Optional<AssistantView>> find(TenantId tenant, AssistantId id);

    /**
     * Keeps another version, made of the one that counts, which counts from then on; its number is one above all others. One
     * after the other, whoever asks.
     */
    CompletionStage<Optional<AssistantView>> change(TenantId tenant, AssistantId id, UnaryOperator<AssistantView> next);

    /** Forgets all versions; false if there are none. */
    CompletionStage<Boolean> delete(TenantId tenant, AssistantId id);

    CompletionStage<AssistantPage> search(TenantId tenant, AssistantQuery query);

    /** Newest first. */
    CompletionStage<List<AssistantView>> versions(
            TenantId tenant, AssistantId id, @Nullable JsonValue metadata, int limit, int offset);

    /** Makes a version count; empty if there is none of that number. */
    CompletionStage<Optional<AssistantView>> use(TenantId tenant, AssistantId id, int version);
}
