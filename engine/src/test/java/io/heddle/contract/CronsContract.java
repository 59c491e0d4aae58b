package io.heddle.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.CronId;
import io.heddle.api.CronPatch;
import io.heddle.api.CronQuery;
import io.heddle.api.CronView;
import io.heddle.api.NewCron;
import io.heddle.api.NewThread;
import io.heddle.api.Problem;
import io.heddle.api.RunRequest;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every engine promises about crons, apart from their ticking. Each case has a tenant of its own. */
public abstract class CronsContract extends EngineCase {
    private static final String NEW_YEAR = "0 0 1 1 *";
    private static final RunRequest RUN = RunRequest.of("echo", json("{}"));

    private final TenantId tenant = new TenantId("c-" + UUID.randomUUID());

    @Test
    void what_is_made_is_found_by_its_tenant_only() {
        CronView made = make(NewCron.of(NEW_YEAR, RUN.withMetadata(json("{\"a\":1.50}"))));

        assertThat(made.nextRun()).isAfter(Instant.now());
        assertThat(made.metadata()).hasToString("{\"a\":1.50}");
        assertThat(get(engine().crons().get(tenant, made.id()))).isEqualTo(made);
        assertThat(problem(engine().crons().get(new TenantId(tenant + ".other"), made.id())))
                .isInstanceOf(Problem.CronNotFound.class);
        assertThat(get(engine().crons().search(tenant, CronQuery.ALL)).crons()).containsExactly(made);
    }

    @Test
    void a_change_leaves_the_rest_as_it_was() {
        CronId id = make(NewCron.of(NEW_YEAR, RUN).until(Instant.now().plus(Duration.ofDays(1_000))))
                .id();

        CronView stopped = get(engine().crons().patch(tenant, id, CronPatch.enabled(false)));
        assertThat(stopped.enabled()).isFalse();
        assertThat(stopped.nextRun()).isNull();
        assertThat(stopped.schedule()).isEqualTo(NEW_YEAR);

        CronPatch hourly = new CronPatch(null, true, "0 * * * *", null, null, true, true);
        CronView changed = get(engine().crons().patch(tenant, id, hourly));
        assertThat(changed.endTime()).isNull();
        assertThat(changed.keepsThread()).isTrue();
        assertThat(changed.nextRun()).isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));
        assertThat(get(engine().crons().get(tenant, id))).isEqualTo(changed);
    }

    @Test
    void what_cannot_be_run_is_refused() {
        assertThat(problem(engine().crons().create(tenant, NewCron.of("often", RUN))))
                .isInstanceOf(Problem.InvalidRequest.class);
        assertThat(problem(engine().crons().create(tenant, NewCron.of(NEW_YEAR, RunRequest.of("nope", null)))))
                .isInstanceOf(Problem.AssistantNotFound.class);
        assertThat(problem(engine().crons()
                        .create(tenant, NewCron.of(NEW_YEAR, RUN).on(fresh().thread()))))
                .isInstanceOf(Problem.ThreadNotFound.class);
        assertThat(get(engine().crons().search(tenant, CronQuery.ALL)).total()).isZero();
    }

    @Test
    void what_is_deleted_is_gone() {
        ThreadKey thread = new ThreadKey(tenant, fresh().thread());
        get(engine().threads().create(thread, NewThread.PLAIN));
        CronId id = make(NewCron.of(NEW_YEAR, RUN).on(thread.thread())).id();

        get(engine().crons().delete(tenant, id));

        assertThat(problem(engine().crons().delete(tenant, id))).isInstanceOf(Problem.CronNotFound.class);
        assertThat(problem(engine().crons().patch(tenant, id, CronPatch.enabled(false))))
                .isInstanceOf(Problem.CronNotFound.class);
    }

    private CronView make(NewCron request) {
        return get(engine().crons().create(tenant, request));
    }
}
