package io.heddle.contract;

import static io.heddle.contract.ConfiguredGraphs.REVIEWERS;
import static io.heddle.contract.ConfiguredGraphs.SPOKEN;
import static io.heddle.contract.ConfiguredGraphs.TONE;
import static io.heddle.contract.ConfiguredGraphs.VERDICT;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Problem;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.StateUpdate;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine promises about what a run is configured with. */
public abstract class ConfigContract extends EngineCase {
    @Test
    void a_run_runs_the_graph_that_its_configuration_makes() {
        assertThat(spoken("{}")).containsExactly("en", "all, plain");
        assertThat(spoken("{\"languages\":[\"de\",\"fr\",\"en\"],\"tone\":\"warm\"}"))
                .containsExactly("de", "en", "fr", "all, warm");
    }

    @Test
    void each_run_of_a_thread_has_its_own() {
        ThreadKey key = open();

        run(key, request("{\"languages\":[\"de\"]}"));
        RunResult second = run(key, request("{\"languages\":[\"fr\"]}"));

        assertThat(texts(second)).containsExactly("de", "all, plain", "fr", "all, plain");
    }

    @Test
    void a_run_that_goes_on_is_configured_like_the_one_it_goes_on_with() {
        ThreadRef thread = Heddle.over(engine())
                .thread(ConfiguredGraphs.reviews(), fresh())
                .configured(REVIEWERS, List.of("ann", "bob"))
                .configured(TONE, "dry");
        assertThat(thread.run()).isInstanceOf(Outcome.Waiting.class);

        ThreadRef elsewhere = Heddle.over(engine()).thread(ConfiguredGraphs.reviews(), thread.key());
        elsewhere.answer(VERDICT.at("bob"), "no");
        Outcome end = elsewhere.answer(VERDICT.at("ann"), "yes");

        assertThat(end)
                .isInstanceOfSatisfying(
                        Outcome.Completed.class,
                        completed -> assertThat(completed.state().get(SPOKEN)).containsExactly("ann: yes", "bob: no"));
        CheckpointView asked = get(engine().threads().history(thread.key(), HistoryQuery.LATEST_TEN)).stream()
                .filter(view -> !view.next().isEmpty()
                        && !view.tasks().getFirst().interrupts().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(asked.tasks().getFirst().interrupts()).hasSize(2);
    }

    @Test
    void an_edit_is_of_the_graph_as_the_last_run_was_configured() {
        ThreadKey key = open();
        run(key, request("{\"languages\":[\"de\",\"fr\"]}"));

        get(engine().threads()
                .update(key, StateUpdate.of(json("{\"spoken\":[\"by hand\"]}")).as("fr")));

        assertThat(get(engine().threads().state(key)).next()).containsExactly("gather");
        Problem.InvalidRequest refusal = (Problem.InvalidRequest) problem(
                engine().threads().update(key, StateUpdate.of(json("{}")).as("en")));
        assertThat(refusal.found()).isEqualTo("en");
    }

    @Test
    void a_value_that_does_not_fit_is_refused_by_name() {
        Problem.InvalidRequest refusal = refusal("{\"tone\":7}");

        assertThat(refusal.field()).isEqualTo("config.configurable.tone");
        assertThat(refusal.found()).isEqualTo("7");
    }

    @Test
    void values_of_which_no_graph_can_be_made_are_refused_with_the_reason() {
        Problem.InvalidRequest refusal = refusal("{\"languages\":[]}");

        assertThat(refusal.field()).isEqualTo("config.configurable");
        assertThat(refusal.expected()).contains("graph by-language").contains("graph has no start");
    }

    private List<String> spoken(String config) {
        RunResult result = run(open(), request(config));
        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        return texts(result);
    }

    private static List<String> texts(RunResult result) {
        return result.values()
                .node()
                .get("spoken")
                .valueStream()
                .map(text -> text.asText())
                .toList();
    }

    /** A thread on which nothing is held up. */
    private static ThreadKey open() {
        ThreadKey key = fresh();
        ContractGraphs.open(key.thread().value());
        return key;
    }

    private static RunRequest request(String config) {
        return RunRequest.of("by-language", JsonValue.EMPTY_OBJECT).withConfig(json(config));
    }

    private Problem.InvalidRequest refusal(String config) {
        return (Problem.InvalidRequest)
                problem(engine().runs().start(fresh(), request(config).creatingThread()));
    }
}
