package io.heddle.proof;

import static io.heddle.contract.ContractGraphs.MARKERS;
import static io.heddle.proof.Owners.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.RunRequest;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.ThreadKey;
import io.heddle.contract.ConfiguredGraphs;
import io.heddle.contract.ContractGraphs;
import io.heddle.graph.GraphCatalog;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.jdbc.TestPostgres;
import io.heddle.json.JsonValue;
import io.heddle.runtime.EmbeddedRuntime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A run that was accepted reaches its end although its owner is gone, and nobody has to ask for it. */
class CrashTest {
    @Test
    void the_next_owner_finishes_what_the_last_one_left_without_being_asked() {
        DatabaseSettings database = TestPostgres.freshDatabase();
        ThreadKey key = ThreadKey.of("left-" + UUID.randomUUID());
        EmbeddedRuntime first = Owners.on(database, ContractGraphs.catalog());
        ThreadRef thread = Heddle.over(first).thread(ContractGraphs.WAITING, key);
        RunView running = thread.start();
        RunView queued = thread.start();
        await().untilAsserted(() ->
                assertThat(ContractGraphs.ran(key.thread().value())).isEqualTo(1));
        first.system().terminate();
        get(first.system().getWhenTerminated());
        first.runtime().close();

        try (EmbeddedRuntime second = Owners.on(database, ContractGraphs.catalog())) {
            await().untilAsserted(() ->
                    assertThat(ContractGraphs.ran(key.thread().value())).isEqualTo(2));
            ContractGraphs.open(key.thread().value());

            assertThat(get(second.runs().join(key, queued.id())).status()).isEqualTo(RunStatus.SUCCESS);
            RunView ended = get(second.runs().get(key, running.id()));
            assertThat(ended.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(ended.attempt()).isEqualTo(2);
            assertThat(Heddle.over(second)
                            .thread(ContractGraphs.WAITING, key)
                            .state()
                            .get(MARKERS))
                    .containsExactly("waited", "waited");
        }
    }

    @Test
    void the_next_owner_builds_the_graph_that_a_run_was_configured_to_be_of() {
        DatabaseSettings database = TestPostgres.freshDatabase();
        ThreadKey key = ThreadKey.of("configured-" + UUID.randomUUID());
        RunRequest request = RunRequest.of("by-language", JsonValue.EMPTY_OBJECT)
                .withConfig(JsonValue.ofText("{\"languages\":[\"de\",\"fr\"]}"))
                .creatingThread();
        EmbeddedRuntime first = Owners.on(database, GraphCatalog.of(ConfiguredGraphs.byLanguage()));
        RunView running = get(first.runs().start(key, request));
        RunView queued = get(first.runs().start(key, request));
        await().untilAsserted(() ->
                assertThat(ContractGraphs.ran(key.thread().value())).isEqualTo(1));
        first.system().terminate();
        get(first.system().getWhenTerminated());
        first.runtime().close();

        try (EmbeddedRuntime second = Owners.on(database, GraphCatalog.of(ConfiguredGraphs.byLanguage()))) {
            ContractGraphs.open(key.thread().value());

            assertThat(get(second.runs().join(key, running.id())).status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(get(second.runs().join(key, queued.id())).values())
                    .hasToString("{\"spoken\":[\"de\",\"fr\",\"all, plain\",\"de\",\"fr\",\"all, plain\"]}");
        }
    }
}
