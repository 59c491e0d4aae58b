package io.heddle.readside;

import static io.heddle.readside.IndexWorld.get;
import static io.heddle.readside.ScriptedThread.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.api.ThreadKey;
import io.heddle.codec.RowManifest;
import io.heddle.codec.SnapshotCodec;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbcJournalRowsTest {
    private static IndexWorld world;
    private static Connection journal;
    private static JdbcJournalRows rows;
    private static ScriptedThread thread;
    private static List<ThreadState> states;

    @BeforeAll
    static void aThreadOfManyRows() throws SQLException {
        world = new IndexWorld();
        journal = world.connect();
        journal.setAutoCommit(false);
        rows = new JdbcJournalRows(world.database);
        thread = new ScriptedThread("t", 1_000);
        states = new ArrayList<>(List.of(thread.state()));
        thread.create(journal, "{}");
        states.add(thread.state());
        for (int turn = 0; turn < 210; turn++) {
            thread.begin(journal, "marker", List.of(append("markers", "" + turn)));
            states.add(thread.state());
            thread.end(journal, List.of());
            states.add(thread.state());
        }
        journal.commit();
    }

    @AfterAll
    static void close() throws SQLException {
        journal.close();
        world.close();
    }

    private static void snapshot(ThreadKey key, long sequence, String manifest, byte[] payload) throws SQLException {
        try (PreparedStatement insert = journal.prepareStatement("""
                INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot_ser_id, snapshot_ser_manifest,
                                      snapshot_payload)
                VALUES (?, ?, 0, 1, ?, ?)
                """)) {
            insert.setString(1, "thread|" + key);
            insert.setLong(2, sequence);
            insert.setString(3, manifest);
            insert.setBytes(4, payload);
            insert.executeUpdate();
            journal.commit();
        }
    }

    @Test
    void a_range_comes_in_order_and_folds_to_what_the_thread_was() {
        List<ThreadRow> some = rows.rows(thread.key(), 1, 401);

        assertThat(some).hasSize(401);
        ThreadState state = ThreadState.unborn(thread.key());
        for (ThreadRow row : some) {
            state = ThreadEvolver.evolve(state, row);
        }
        assertThat(state).isEqualTo(states.get(401));
        assertThat(rows.rows(thread.key(), 421, Long.MAX_VALUE)).hasSize(1);
        assertThat(rows.rows(thread.key(), 422, Long.MAX_VALUE)).isEmpty();
        assertThat(rows.rows(ThreadKey.of("nobody"), 1, 9)).isEmpty();
    }

    @Test
    void the_newest_snapshot_that_can_be_read_and_is_not_beyond_is_taken() throws SQLException {
        SnapshotCodec codec = new SnapshotCodec();
        assertThat(rows.snapshot(thread.key(), 421)).isEmpty();
        snapshot(thread.key(), 100, RowManifest.SNAPSHOT, codec.encode(states.get(100)));
        snapshot(thread.key(), 200, RowManifest.SNAPSHOT, codec.encode(states.get(200)));
        snapshot(thread.key(), 300, RowManifest.SNAPSHOT, "{\"v\":999}".getBytes(StandardCharsets.UTF_8));
        snapshot(thread.key(), 310, "s9", codec.encode(states.get(310)));
        snapshot(thread.key(), 320, RowManifest.SNAPSHOT, codec.encode(states.get(319)));

        assertThat(rows.snapshot(thread.key(), 421)).contains(states.get(200));
        assertThat(rows.snapshot(thread.key(), 200)).contains(states.get(200));
        assertThat(rows.snapshot(thread.key(), 199)).contains(states.get(100));
        assertThat(rows.snapshot(thread.key(), 99)).isEmpty();

        get(world.follower(new ThreadProjector(new FreshStates()), IndexWorld.batchesOf(50))
                .passedNow());
        world.assertShows(List.of(thread));
    }

    @Test
    void a_gap_is_never_taken_for_the_end() throws SQLException {
        ScriptedThread gap = new ScriptedThread("gap", 1_000);
        gap.create(journal, "{}");
        gap.patch(journal, "{}");
        gap.patch(journal, "{}");
        journal.createStatement()
                .execute("DELETE FROM event_journal WHERE persistence_id LIKE '%/gap' AND sequence_number = 2");
        journal.commit();

        assertThatThrownBy(() -> rows.rows(gap.key(), 1, 3)).hasMessageContaining("lacks row 2");
        journal.createStatement().execute("DELETE FROM event_journal WHERE persistence_id LIKE '%/gap'");
        journal.commit();
    }
}
