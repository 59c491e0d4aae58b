package io.heddle.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.AssistantId;
import io.heddle.api.AssistantPage;
import io.heddle.api.AssistantPatch;
import io.heddle.api.AssistantQuery;
import io.heddle.api.AssistantView;
import io.heddle.api.NewAssistant;
import io.heddle.api.Problem;
import io.heddle.api.RunRequest;
import io.heddle.api.RunView;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every engine promises about assistants. Each case has a tenant of its own. */
public abstract class AssistantsContract extends EngineCase {
    private static final AssistantPatch NOTHING = new AssistantPatch(null, null, null, null, null, null);

    private final TenantId tenant = new TenantId("a-" + UUID.randomUUID());

    @Test
    void what_is_made_is_found_byte_for_byte_by_its_tenant_only() {
        AssistantView made = make(NewAssistant.of("echo")
                .named("Ünï")
                .withConfig(json("{\"configurable\":{\"z\":1.50}}"))
                .withContext(json("{\"a\":[1]}"))
                .withMetadata(json("{\"team\":\"\\u0001\"}")));

        assertThat(get(engine().assistants().get(tenant, made.id().value()))).isEqualTo(made);
        assertThat(problem(engine().assistants()
                        .get(new TenantId(tenant + ".other"), made.id().value())))
                .isInstanceOf(Problem.AssistantNotFound.class);
        assertThat(problem(engine().assistants()
                        .create(tenant, NewAssistant.of("echo").withId(made.id()))))
                .isInstanceOf(Problem.AssistantExists.class);
        assertThat(get(engine().assistants()
                        .create(
                                tenant,
                                NewAssistant.of("echo").withId(made.id()).returningExisting())))
                .isEqualTo(made);
    }

    @Test
    void versions_are_counted_one_after_the_other_whoever_makes_them() {
        AssistantId id = make(NewAssistant.of("echo")).id();

        List<Integer> made =
                IntStream.range(0, 8).mapToObj(i -> engine().assistants().patch(tenant, id, NOTHING)).toList().stream()
                        .map(patched -> get(patched).version())
                        .sorted()
                        .toList();

        assertThat(made).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(get(engine().assistants().use(tenant, id, 3)).version()).isEqualTo(3);
        assertThat(get(engine().assistants().patch(tenant, id, NOTHING)).version())
                .isEqualTo(10);
        assertThat(get(engine().assistants().versions(tenant, id, null, 2, 1)).stream()
                        .map(AssistantView::version))
                .containsExactly(9, 8);
        assertThat(problem(engine().assistants().use(tenant, id, 11))).isInstanceOf(Problem.AssistantNotFound.class);
    }

    @Test
    void a_search_sorts_those_of_the_system_in_among_the_others() {
        make(NewAssistant.of("echo").named("aaa").withMetadata(json("{\"team\":{\"n\":1,\"m\":2}}")));
        make(NewAssistant.of("marker").named("zzz").withMetadata(json("{\"team\":{\"n\":1}}")));

        AssistantPage all = search(null, null, null, 1_000, 0);
        assertThat(all.total()).isEqualTo(all.assistants().size());
        assertThat(all.assistants().getFirst().name()).isEqualTo("aaa");
        assertThat(all.assistants().getLast().name()).isEqualTo("zzz");
        assertThat(search(null, null, null, 2, (int) all.total() - 1).assistants())
                .containsExactly(all.assistants().getLast());
        assertThat(search("marker", null, null, 10, 0).total()).isEqualTo(2);
        assertThat(search(null, "ZZ", null, 10, 0).total()).isOne();
        assertThat(search(null, "%", null, 10, 0).total()).isZero();
        assertThat(search(null, null, "{\"team\":{\"n\":1}}", 10, 0).total()).isEqualTo(2);
        assertThat(search(null, null, "{\"team\":{\"m\":2}}", 10, 0).total()).isOne();
    }

    @Test
    void a_run_takes_over_what_its_request_leaves_open() {
        AssistantView made = make(NewAssistant.of("echo")
                .withConfig(json("{\"configurable\":{\"a\":1,\"b\":1,\"c\":1}}"))
                .withContext(json("{\"b\":2,\"c\":2}"))
                .withMetadata(json("{\"m\":1,\"n\":1}")));
        ThreadKey key = new ThreadKey(tenant, fresh().thread());

        RunView run = start(
                key,
                RunRequest.of(made.id().value(), JsonValue.EMPTY_OBJECT)
                        .withConfig(json("{\"c\":3}"))
                        .withMetadata(json("{\"n\":2}")));
        get(engine().runs().join(key, run.id()));

        assertThat(run.assistant()).isEqualTo(made.id());
        assertThat(run.metadata()).hasToString("{\"m\":1,\"n\":2}");
        assertThat(get(engine().threads().get(key)).config().node())
                .isEqualTo(json("{\"a\":1,\"b\":2,\"c\":3}").node());
    }

    @Test
    void what_is_deleted_is_gone_with_its_versions() {
        AssistantId id = make(NewAssistant.of("echo")).id();
        get(engine().assistants().patch(tenant, id, NOTHING));

        get(engine().assistants().delete(tenant, id));

        assertThat(problem(engine().assistants().delete(tenant, id))).isInstanceOf(Problem.AssistantNotFound.class);
        assertThat(problem(engine().assistants().versions(tenant, id, null, 10, 0)))
                .isInstanceOf(Problem.AssistantNotFound.class);
        assertThat(problem(engine().assistants().patch(tenant, id, NOTHING)))
                .isInstanceOf(Problem.AssistantNotFound.class);
        assertThat(make(NewAssistant.of("echo").withId(id)).version()).isOne();
    }

    private AssistantView make(NewAssistant request) {
        return get(engine().assistants().create(tenant, request));
    }

    private AssistantPage search(
            @Nullable String graph, @Nullable String name, @Nullable String metadata, int limit, int offset) {
        JsonValue contained = metadata == null ? null : json(metadata);
        return get(engine().assistants()
                .search(
                        tenant,
                        new AssistantQuery(graph, name, contained, limit, offset, AssistantQuery.SortBy.NAME, true)));
    }
}
