package io.heddle.readside;

import static io.heddle.readside.IndexWorld.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.ThreadKey;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Threads whose time may be over, as any number of nodes ask for them. */
class JdbcRetentionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int THREADS = 100;

    @Test
    void each_thread_is_told_to_one_node_and_again_when_that_node_says_so_or_says_nothing() throws Exception {
        try (IndexWorld world = new IndexWorld();
                Connection journal = world.connect()) {
            for (int i = 0; i < THREADS; i++) {
                new ScriptedThread("t" + i, 1_000 * i).create(journal, "{}");
            }
            get(world.follower().passedNow());
            try (var expiring = journal.prepareStatement("""
                    INSERT INTO thread_expiry (thread, look_at, since, ttl_millis, sliding, strategy)
                    SELECT thread, ?, 0, 1, true, 'delete' FROM thread_index
                    """)) {
                expiring.setLong(1, NOW.toEpochMilli());
                expiring.executeUpdate();
            }
            JdbcRetention retention = new JdbcRetention(world.database, Clock.systemUTC());

            assertThat(get(retention.expired(NOW.minusMillis(1), 10))).isEmpty();
            List<CompletionStage<List<ThreadKey>>> asking = new ArrayList<>();
            for (int node = 0; node < 5; node++) {
                asking.add(retention.expired(NOW, 30));
            }
            List<ThreadKey> told = new ArrayList<>();
            asking.forEach(stage -> told.addAll(get(stage)));
            told.addAll(get(retention.expired(NOW, THREADS)));

            assertThat(told).hasSize(THREADS).doesNotHaveDuplicates();
            get(retention.lookAgain(told.getFirst(), NOW.plusSeconds(5)));
            assertThat(get(retention.expired(NOW.plusSeconds(5), THREADS))).containsExactly(told.getFirst());
            assertThat(get(retention.expired(NOW.plus(Duration.ofHours(1)), THREADS)))
                    .hasSize(THREADS);
        }
    }
}
