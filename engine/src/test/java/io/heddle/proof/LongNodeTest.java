package io.heddle.proof;

import static io.heddle.proof.Owners.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.ThreadStatus;
import io.heddle.contract.ContractGraphs;
import io.heddle.jdbc.TestPostgres;
import io.heddle.runtime.EmbeddedRuntime;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A thread whose node works for minutes is neither put to sleep nor deaf. It mostly waits, so it runs beside the others. */
@Execution(ExecutionMode.CONCURRENT)
class LongNodeTest {
    private static final Duration WORK = Duration.ofMinutes(3);

    @Test
    void a_node_of_three_minutes_outlives_an_idle_limit_of_one_second_and_its_thread_answers_throughout() {
        try (EmbeddedRuntime engine = Owners.on(
                TestPostgres.freshDatabase(),
                ContractGraphs.catalog(),
                ConfigFactory.parseString("heddle.engine.idle-after = 1s"))) {
            ThreadRef thread = Heddle.over(engine).thread(ContractGraphs.WAITING, "long-" + UUID.randomUUID());
            RunView run = thread.start();
            RunView queued = thread.start();
            long begun = System.nanoTime();

            await().atMost(WORK.plusMinutes(1))
                    .pollInterval(Duration.ofSeconds(3))
                    .until(() -> {
                        assertThat(get(engine.threads().get(thread.key())).status())
                                .isEqualTo(ThreadStatus.BUSY);
                        assertThat(get(engine.threads().state(thread.key())).next())
                                .containsExactly("wait");
                        return System.nanoTime() - begun > WORK.toNanos();
                    });
            assertThat(get(engine.runs().cancel(thread.key(), queued.id())).status())
                    .isEqualTo(RunStatus.INTERRUPTED);
            ContractGraphs.open(thread.key().thread().value());

            assertThat(get(engine.runs().join(thread.key(), run.id())).status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(ContractGraphs.ran(thread.key().thread().value())).isEqualTo(1);
        }
    }

    @Test
    void a_long_node_can_be_cancelled_in_the_middle() {
        try (EmbeddedRuntime engine = Owners.on(TestPostgres.freshDatabase(), ContractGraphs.catalog())) {
            ThreadRef thread = Heddle.over(engine).thread(ContractGraphs.WAITING, "cancelled-" + UUID.randomUUID());
            RunView run = thread.start();
            await().untilAsserted(() -> assertThat(
                            ContractGraphs.ran(thread.key().thread().value()))
                    .isEqualTo(1));

            assertThat(get(engine.runs().cancel(thread.key(), run.id())).status())
                    .isEqualTo(RunStatus.INTERRUPTED);
            assertThat(get(engine.threads().get(thread.key())).status()).isEqualTo(ThreadStatus.IDLE);
        }
    }
}
