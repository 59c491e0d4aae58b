package io.heddle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heddle.json.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StoreAddressTest {
    private static final StoreNamespace FACTS = StoreNamespace.of("users", "42", "facts");

    @Test
    void a_label_that_does_not_fit_is_named_by_its_place() {
        assertThat(refusal(() -> StoreNamespace.of("users", "a.b")))
                .hasToString("namespace[1]: found a.b, expected a label without periods.");
        assertThat(refusal(() -> StoreNamespace.of("users", "")))
                .hasToString("namespace[1]: found \"\", expected at least one character.");
        assertThat(refusal(() -> StoreNamespace.of("*")))
                .hasToString("namespace[0]: found *, expected a label other than *, which stands for any.");
        assertThat(refusal(() -> StoreNamespace.of("a\u0000")))
                .contains("namespace[0]")
                .contains("zero characters");
        assertThat(refusal(() -> StoreNamespace.of("\ud83d")))
                .contains("namespace[0]")
                .contains("surrogate");
    }

    @Test
    void namespaces_and_keys_are_bounded() {
        assertThat(refusal(() -> new StoreNamespace(Collections.nCopies(33, "a"))))
                .hasToString("namespace: found 33 labels, expected at most 32 labels.");
        assertThat(refusal(() -> StoreNamespace.of("a".repeat(600), "ü".repeat(300))))
                .hasToString("namespace: 1200 bytes, the limit is 1024.");
        assertThat(refusal(() -> new StoreAddress(FACTS, "k".repeat(1_025))))
                .hasToString("key: 1025 bytes, the limit is 1024.");
        assertThat(refusal(() -> new StoreAddress(FACTS, "")))
                .hasToString("key: found \"\", expected at least one character.");
        assertThat(refusal(() -> new StoreAddress(StoreNamespace.ROOT, "k")))
                .hasToString("namespace: found [], expected at least one label.");
    }

    @Test
    void a_value_is_a_json_object_of_bounded_size() {
        StoreAddress address = new StoreAddress(FACTS, "k");

        for (String text : List.of("[1]", "5", "null", "\"x\"", "{\"a\":", "")) {
            assertThat(refusal(() -> new StoreEntry(address, JsonValue.ofText(text))))
                    .startsWith("value: found " + text)
                    .endsWith("expected a JSON object; put the value into a member of one.");
        }
        assertThat(refusal(() -> new StoreEntry(address, JsonValue.encode(List.of("x".repeat(1 << 20))))))
                .startsWith("value: 1048580 bytes");
    }

    @Test
    void of_a_batch_the_last_entry_of_each_address_counts_in_the_order_of_addresses() {
        StoreEntry b = entry("b", "{\"n\":1}");
        StoreEntry a = entry("a", "{\"n\":2}");
        StoreEntry laterB = entry("b", "{\"n\":3}");

        assertThat(StoreEntry.batch(List.of(b, a, laterB))).containsExactly(a, laterB);
        assertThat(refusal(() -> StoreEntry.batch(Collections.nCopies(1_001, a))))
                .hasToString("entries: found 1001 entries, expected at most 1000.");
        StoreEntry large = entry("l", "{\"x\":\"" + "x".repeat(1_000_000) + "\"}");
        assertThat(refusal(() -> StoreEntry.batch(Collections.nCopies(17, large))))
                .startsWith("entries: 17000136 bytes");
    }

    @Test
    void a_page_that_does_not_fit_names_the_field() {
        assertThat(refusal(() -> StoreQuery.ALL.limit(0))).hasToString("limit: found 0, expected 1 to 1000.");
        assertThat(refusal(() -> StoreQuery.ALL.limit(1_001))).hasToString("limit: found 1001, expected 1 to 1000.");
        assertThat(refusal(() -> NamespaceQuery.ALL.offset(-1))).hasToString("offset: found -1, expected 0 or more.");
        assertThat(refusal(() -> NamespaceQuery.ALL.maxDepth(0)))
                .hasToString("max_depth: found 0, expected 1 or more.");
        assertThat(refusal(() -> NamespaceQuery.ALL.endingWith("a.b"))).startsWith("suffix[0]: found a.b");
    }

    @Test
    void a_namespace_lies_in_another_by_whole_labels() {
        assertThat(FACTS.isIn(StoreNamespace.of("users", "42"))).isTrue();
        assertThat(FACTS.isIn(FACTS)).isTrue();
        assertThat(FACTS.isIn(StoreNamespace.ROOT)).isTrue();
        assertThat(FACTS.isIn(StoreNamespace.of("users", "4"))).isFalse();
        assertThat(StoreNamespace.of("users").isIn(FACTS)).isFalse();
    }

    @Test
    void namespaces_are_ordered_label_by_label_and_by_code_points() {
        List<StoreNamespace> ordered = Stream.of("a", "a.b", "a.c", "a-b", "b", "\uff21", "\ud83d\ude00")
                .map(text -> StoreNamespace.of(text.split("\\.")))
                .toList();

        assertThat(ordered.reversed().stream().sorted()).containsExactlyElementsOf(ordered);
    }

    private static StoreEntry entry(String key, String value) {
        return new StoreEntry(new StoreAddress(FACTS, key), JsonValue.ofText(value));
    }

    private static String refusal(ThrowingCallable refused) {
        return catchThrowableOfType(ProblemException.class, refused).problem().message();
    }
}
