package io.heddle.contract;

import static io.heddle.contract.StoreGraphs.PROFILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heddle.api.NamespaceQuery;
import io.heddle.api.Problem;
import io.heddle.api.RunRequest;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.StoreRenewal;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every engine promises about the store, asked directly and by nodes. Each case has a tenant of its own. */
public abstract class StoreContract extends EngineCase {
    private final TenantId tenant = new TenantId("s-" + UUID.randomUUID());

    @Test
    void what_is_put_is_found_at_once_byte_for_byte() {
        String text = "{\"z\":1.50,\"a\":{\"b\":[1E+2,\"\\u0000\",\"ü😀\"]},\"n\":123456789012345678901234567890.10}";

        put("users.42", "profile", text);

        StoreItem item = get(engine().store().get(tenant, address("users.42", "profile")))
                .orElseThrow();
        assertThat(item.namespace()).isEqualTo(StoreNamespace.of("users", "42"));
        assertThat(item.key()).isEqualTo("profile");
        assertThat(item.value()).hasToString(text);
        assertThat(item.createdAt()).isEqualTo(item.updatedAt());
        assertThat(search(StoreQuery.ALL)).containsExactly(item);
    }

    @Test
    void an_item_is_replaced_as_a_whole_and_stays_created() {
        put("users.42", "profile", "{\"a\":1,\"b\":2}");
        StoreItem first = get(engine().store().get(tenant, address("users.42", "profile")))
                .orElseThrow();

        put("users.42", "profile", "{\"a\":3}");
        put("users.42", "profile", "{\"a\":3}");

        StoreItem second = get(engine().store().get(tenant, address("users.42", "profile")))
                .orElseThrow();
        assertThat(second.value()).hasToString("{\"a\":3}");
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(second.updatedAt()).isAfterOrEqualTo(first.updatedAt());
        assertThat(search(StoreQuery.ALL)).containsExactly(second);
    }

    @Test
    void what_is_deleted_is_gone_and_may_be_deleted_again() {
        put("users.42", "profile", "{\"a\":1}");
        put("users.42", "other", "{}");

        get(engine().store().delete(tenant, address("users.42", "profile")));
        get(engine().store().delete(tenant, address("users.42", "profile")));

        assertThat(get(engine().store().get(tenant, address("users.42", "profile"))))
                .isEmpty();
        assertThat(keys(StoreQuery.ALL)).containsExactly("other");
    }

    @Test
    void tenants_do_not_see_each_other() {
        TenantId other = new TenantId(tenant + ".other");
        put("users.42", "profile", "{\"of\":\"us\"}");
        get(engine().store().put(other, entry("users.42", "profile", "{\"of\":\"them\"}")));

        get(engine().store().delete(other, address("users.42", "profile")));

        assertThat(get(engine().store().get(other, address("users.42", "profile"))))
                .isEmpty();
        assertThat(get(engine().store().search(other, StoreQuery.ALL))).isEmpty();
        assertThat(get(engine().store().listNamespaces(other, NamespaceQuery.ALL)))
                .isEmpty();
        assertThat(keys(StoreQuery.ALL)).containsExactly("profile");
    }

    @Test
    void a_batch_is_put_as_a_whole_or_not_at_all() {
        get(engine().store()
                .putAll(
                        tenant,
                        List.of(entry("b", "2", "{\"n\":1}"), entry("a", "1", "{}"), entry("b", "2", "{\"n\":2}"))));
        StoreEntry large = entry("a", "large", "{\"x\":\"" + "x".repeat(1_000_000) + "\"}");

        List<StoreEntry> tooMuch = new ArrayList<>(Collections.nCopies(17, large));
        tooMuch.addFirst(entry("a", "small", "{}"));

        assertThat(problem(engine().store().putAll(tenant, tooMuch))).isInstanceOf(Problem.TooLarge.class);
        assertThat(keys(StoreQuery.ALL)).containsExactly("2", "1");
        assertThat(get(engine().store().get(tenant, address("b", "2")))
                        .orElseThrow()
                        .value())
                .hasToString("{\"n\":2}");
        get(engine().store().putAll(tenant, List.of()));
    }

    @Test
    void a_search_finds_what_lies_within_a_namespace_and_what_was_put_last_first() {
        put("users.4", "a", "{}");
        put("users.42", "b", "{}");
        put("users.42.facts", "c", "{}");
        put("users.42-1", "d", "{}");
        put("users.42.facts", "e", "{}");
        put("users.42", "b", "{}");

        assertThat(keys(StoreQuery.ALL)).containsExactly("b", "e", "d", "c", "a");
        assertThat(keys(StoreQuery.in("users", "42"))).containsExactly("b", "e", "c");
        assertThat(keys(StoreQuery.in("users", "42", "facts"))).containsExactly("e", "c");
        assertThat(keys(StoreQuery.in("users", "42", "facts", "more"))).isEmpty();
        assertThat(keys(StoreQuery.in("user"))).isEmpty();
        assertThat(keys(StoreQuery.ALL.limit(2))).containsExactly("b", "e");
        assertThat(keys(StoreQuery.ALL.limit(2).offset(3))).containsExactly("c", "a");
    }

    @Test
    void a_search_finds_values_that_match() {
        put(
                "food",
                "rome",
                "{\"kind\":\"food\",\"stars\":4.5,\"from\":{\"city\":\"Rome\",\"zone\":1},\"tags\":[\"a\"]}");
        put("food", "bonn", "{\"kind\":\"food\",\"stars\":3,\"from\":{\"city\":\"Bonn\"},\"tags\":[]}");
        put("food", "none", "{\"kind\":\"walk\",\"stars\":\"4\"}");

        assertThat(keys(StoreQuery.ALL.where(Map.of("kind", "food")))).containsExactly("bonn", "rome");
        assertThat(keys(StoreQuery.ALL.where(Map.of("kind", Map.of("$ne", "food")))))
                .containsExactly("none");
        assertThat(keys(StoreQuery.ALL.where(Map.of("stars", Map.of("$gte", 3, "$lt", 4.50)))))
                .containsExactly("bonn");
        assertThat(keys(StoreQuery.ALL.where(Map.of("stars", Map.of("$lte", "5")))))
                .containsExactly("none");
        assertThat(keys(StoreQuery.ALL.where(Map.of("from", Map.of("city", "Rome")))))
                .containsExactly("rome");
        assertThat(keys(StoreQuery.ALL.where(Map.of("from", Map.of("$eq", Map.of("city", "Rome"))))))
                .isEmpty();
        assertThat(keys(StoreQuery.ALL.where(Map.of("tags", List.of("a"))))).containsExactly("rome");
        assertThat(keys(StoreQuery.ALL.where(Map.of("missing", Map.of("$ne", 1)))))
                .hasSize(3);
    }

    @Test
    void names_of_members_are_never_taken_for_anything_else() {
        String hostile = "a' ->> b\") OR true; -- ? \\ $1";
        put("n", "1", JsonValue.encode(Map.of(hostile, 1)).toString());

        assertThat(keys(StoreQuery.ALL.where(Map.of(hostile, 1)))).containsExactly("1");
        assertThat(keys(StoreQuery.ALL.where(Map.of(hostile, "' OR true")))).isEmpty();
        assertThat(keys(StoreQuery.ALL.where(Map.of("\u0000", Map.of("$gt", "\u0000")))))
                .isEmpty();
        assertThat(keys(StoreQuery.in("n' OR true; --"))).isEmpty();
    }

    @Test
    void namespaces_are_listed_in_order_by_prefix_suffix_and_depth() {
        for (String namespace :
                List.of("users.1.facts", "users.2.facts", "users.2.notes", "users", "docs-1.a", "docs.a")) {
            put(namespace, "k1", "{}");
            put(namespace, "k2", "{}");
        }

        assertThat(namespaces(NamespaceQuery.ALL))
                .containsExactly("docs.a", "docs-1.a", "users", "users.1.facts", "users.2.facts", "users.2.notes");
        assertThat(namespaces(NamespaceQuery.ALL.startingWith("users", "2")))
                .containsExactly("users.2.facts", "users.2.notes");
        assertThat(namespaces(NamespaceQuery.ALL.endingWith("facts")))
                .containsExactly("users.1.facts", "users.2.facts");
        assertThat(namespaces(NamespaceQuery.ALL.startingWith("*", "2", "*")))
                .containsExactly("users.2.facts", "users.2.notes");
        assertThat(namespaces(NamespaceQuery.ALL
                        .startingWith("users")
                        .endingWith("2", "*")
                        .maxDepth(2)))
                .containsExactly("users.2");
        assertThat(namespaces(NamespaceQuery.ALL.maxDepth(1))).containsExactly("docs", "docs-1", "users");
        assertThat(namespaces(NamespaceQuery.ALL.maxDepth(1).offset(1).limit(1)))
                .containsExactly("docs-1");
    }

    @Test
    void an_address_may_be_as_long_as_the_limits_say() {
        List<String> labels = IntStream.range(0, StoreNamespace.MAX_LABELS)
                .mapToObj(i -> unlike(StoreNamespace.MAX_BYTES / StoreNamespace.MAX_LABELS))
                .toList();
        StoreAddress longest = new StoreAddress(new StoreNamespace(labels), unlike(StoreAddress.MAX_KEY_BYTES));
        TenantId longTenant = new TenantId(unlike(64));

        get(engine().store().put(longTenant, new StoreEntry(longest, JsonValue.EMPTY_OBJECT)));

        assertThat(get(engine().store().get(longTenant, longest))).isPresent();
        assertThat(get(engine().store().listNamespaces(longTenant, NamespaceQuery.ALL)))
                .containsExactly(longest.namespace());
    }

    @Test
    void a_page_of_too_many_bytes_is_refused() {
        String value = "{\"x\":\"" + "x".repeat(1_000_000) + "\"}";
        for (int batch = 0; batch < 3; batch++) {
            int first = batch * 16;
            get(engine().store()
                    .putAll(
                            tenant,
                            IntStream.range(first, first + 16)
                                    .mapToObj(i -> entry("large", "k" + i, value))
                                    .toList()));
        }

        assertThat(problem(engine().store().search(tenant, StoreQuery.ALL.limit(48))))
                .isInstanceOfSatisfying(
                        Problem.TooLarge.class,
                        large -> assertThat(large.field()).isEqualTo("items"));
        assertThat(keys(StoreQuery.ALL.limit(30))).hasSize(30);
    }

    @Test
    void what_is_put_for_a_time_is_gone_after_it_everywhere() {
        get(engine().store().put(tenant, entry("timed", "short", "{}").keptFor(Duration.ofMillis(1))));
        get(engine().store().put(tenant, entry("timed", "long", "{}").keptFor(Duration.ofHours(1))));

        await().until(() -> get(engine().store().get(tenant, address("timed", "short"), StoreRenewal.LEAVE))
                .isEmpty());
        assertThat(keys(StoreQuery.in("timed"))).containsExactly("long");
        get(engine().store().delete(tenant, address("timed", "long")));
        assertThat(namespaces(NamespaceQuery.ALL)).isEmpty();
    }

    @Test
    void putting_without_a_time_keeps_for_ever() {
        get(engine().store().put(tenant, entry("timed", "k", "{}").keptFor(Duration.ofHours(1))));

        put("timed", "k", "{}");

        assertThat(get(engine().store().get(tenant, address("timed", "k")))
                        .orElseThrow()
                        .expiresAt())
                .isNull();
    }

    @Test
    void a_node_remembers_across_threads_of_its_tenant() {
        visit(tenant, "ada");
        visit(tenant, "ada");
        visit(tenant, "bob");

        assertThat(visit(tenant, "ada"))
                .hasToString("{\"trail\":[\"visit 3 of ada, regulars [ada]\"],\"user\":\"ada\"}");
        assertThat(visit(new TenantId(tenant + ".other"), "ada"))
                .hasToString("{\"trail\":[\"visit 1 of ada, regulars []\"],\"user\":\"ada\"}");
        assertThat(get(engine().store().get(tenant, address("users.ada", "profile")))
                        .map(PROFILE::read))
                .contains(new StoreGraphs.Profile("ada", 3));
    }

    @Test
    void a_cancelled_attempt_writes_no_more() {
        ThreadKey key = new ThreadKey(tenant, fresh().thread());
        String thread = key.thread().value();
        RunView run = start(key, RunRequest.of("stubborn", JsonValue.EMPTY_OBJECT));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !keys(StoreQuery.in("late")).isEmpty());

        assertThat(get(engine().runs().cancel(key, run.id())).status()).isEqualTo(RunStatus.INTERRUPTED);

        await().untilAsserted(() -> assertThat(Outside.told(thread))
                .isEqualTo("java.util.concurrent.CancellationException: node late: store item late/" + thread
                        + " is left as it is, this attempt does not count any more"));
        assertThat(get(engine().store().get(tenant, address("late", thread))).map(PROFILE::read))
                .contains(new StoreGraphs.Profile("in time", 1));
    }

    private JsonValue visit(TenantId who, String user) {
        ThreadKey key = new ThreadKey(who, new ThreadId(fresh().thread().value()));
        return run(key, RunRequest.of("greeter", JsonValue.encode(Map.of("user", user))))
                .values();
    }

    private void put(String namespace, String key, String value) {
        get(engine().store().put(tenant, entry(namespace, key, value)));
    }

    private static StoreEntry entry(String namespace, String key, String value) {
        return new StoreEntry(address(namespace, key), JsonValue.ofText(value));
    }

    private static StoreAddress address(String namespace, String key) {
        return new StoreAddress(StoreNamespace.of(namespace.split("\\.")), key);
    }

    private List<StoreItem> search(StoreQuery query) {
        return get(engine().store().search(tenant, query));
    }

    private List<String> keys(StoreQuery query) {
        return search(query).stream().map(StoreItem::key).toList();
    }

    private List<String> namespaces(NamespaceQuery query) {
        return get(engine().store().listNamespaces(tenant, query)).stream()
                .map(StoreNamespace::toString)
                .toList();
    }

    /** Text of a length that does not compress. */
    private static String unlike(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(UUID.randomUUID());
        }
        return text.substring(0, length);
    }
}
