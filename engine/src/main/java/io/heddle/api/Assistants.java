package io.heddle.api;

import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Assistants: a graph plus a configuration, in versions. Each graph has one system assistant, which every tenant sees and
 * nobody can change; the others are made here, apart for each tenant. Thread-safe; every write is durable when its stage
 * completes. Whoever asks for an assistant that is not there gets a {@link Problem.AssistantNotFound}.
 */
public interface Assistants {
    /** Makes version 1. An existing id is a {@link Problem.AssistantExists}, or is returned if the request says so. */
    CompletionStage<AssistantView> create(TenantId tenant, NewAssistant request);

    /** The version that counts, by assistant id, or by the name of a graph for its system assistant. */
    CompletionStage<AssistantView> get(TenantId tenant, String idOrGraph);

    /** Makes another version, which counts from then on. */
    CompletionStage<AssistantView> patch(TenantId tenant, AssistantId id, AssistantPatch patch);

    /** Forgets an assistant with all its versions. Runs that it was used for stay as they are. */
    CompletionStage<Void> delete(TenantId tenant, AssistantId id);

    /** Those that match, in the versions that count. */
    CompletionStage<AssistantPage> search(TenantId tenant, AssistantQuery query);

    /**
     * Versions of an assistant, newest first.
     *
     * @param metadata containment filter; null for none
     */
    CompletionStage<List<AssistantView>> versions(
            TenantId tenant, AssistantId id, @Nullable JsonValue metadata, int limit, int offset);

    /** Makes one of its versions the one that counts. */
    CompletionStage<AssistantView> use(TenantId tenant, AssistantId id, int version);

    /**
     * A graph for those who look at it; empty when no graph has that name.
     *
     * @param xray how many levels of subgraphs are opened; 0 for none
     */
    Optional<GraphDescription> graph(String graphId, int xray);

    /** What a graph takes, gives and holds; empty when no graph has that name. */
    Optional<GraphSchemas> schemas(String graphId);

    /**
     * What the graphs inside a graph take, give and hold, by the path of nodes that leads to them: {@code outer|inner}.
     *
     * @param deep whether those inside them count as well
     */
    Optional<Map<String, GraphSchemas>> subgraphs(String graphId, boolean deep);
}
