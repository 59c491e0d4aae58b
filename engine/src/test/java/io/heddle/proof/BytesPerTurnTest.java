package io.heddle.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.awaitility.Awaitility.await;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.jdbc.TestPostgres;
import io.heddle.runtime.EmbeddedRuntime;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What a turn costs on disk does not depend on how long the conversation is. */
class BytesPerTurnTest {
    private static final int TURNS = 510;
    private static final MessagesChannel TALK = Channel.messages("messages");
    private static final NodeKey<Void> ANSWER = NodeKey.of("answer");
    private static final Graph GRAPH = Graph.define(
            "talk",
            1,
            g -> g.channels(TALK)
                    .node(ANSWER, (state, context) -> Update.of(TALK.add(Message.ai("a".repeat(200)))))
                    .start(ANSWER)
                    .after(ANSWER)
                    .end());

    @Test
    void a_turn_writes_as_much_at_ten_messages_as_at_a_thousand() {
        DatabaseSettings database = TestPostgres.freshDatabase();
        try (EmbeddedRuntime engine = Owners.on(database, GraphCatalog.of(GRAPH));
                Database db = Database.open(database)) {
            ThreadRef thread = Heddle.over(engine).thread(GRAPH, "talker");
            turns(thread, 5);
            long atTen = growth(db, thread, 10);
            turns(thread, TURNS - 25);
            long atThousand = growth(db, thread, 10);
            long snapshots = bytes(db, "snapshot", "snapshot_payload");
            long journal = bytes(db, "event_journal", "event_payload");
            long index = index(db);
            long journalDisk = disk(db, "event_journal");

            System.out.printf(
                    "bytes a turn: journal %d at 10 messages, %d at 1,000; over %d turns: journal %d (%d on disk), snapshots %d,"
                            + " index %d on disk%n",
                    atTen / 10,
                    atThousand / 10,
                    TURNS,
                    journal / TURNS,
                    journalDisk / TURNS,
                    snapshots / TURNS,
                    index / TURNS);
            assertThat(atThousand).isCloseTo(atTen, withPercentage(10));
            assertThat(snapshots).isLessThan(journal);
            assertThat(index).isLessThan(journalDisk);
        }
    }

    /** Tables of the index on disk, their own indexes included, when it has caught up. */
    private static long index(Database db) {
        await().until(() -> number(db, "SELECT coalesce(sum(size), 0) FROM thread_element") == 2L * TURNS);
        return disk(db, "thread_index")
                + disk(db, "thread_clock")
                + disk(db, "thread_busy")
                + disk(db, "thread_value")
                + disk(db, "thread_element");
    }

    private static long disk(Database db, String table) {
        return number(db, "SELECT pg_total_relation_size('" + table + "')");
    }

    private static long growth(Database db, ThreadRef thread, int turns) {
        long before = bytes(db, "event_journal", "event_payload");
        turns(thread, turns);
        return bytes(db, "event_journal", "event_payload") - before;
    }

    private static void turns(ThreadRef thread, int count) {
        for (int i = 0; i < count; i++) {
            thread.invoke(TALK.add(Message.human("h".repeat(100))));
        }
    }

    private static long bytes(Database db, String table, String column) {
        return number(db, "SELECT coalesce(sum(length(" + column + ")), 0) FROM " + table);
    }

    private static long number(Database db, String sql) {
        return db.callNow(connection -> {
            try (Statement question = connection.createStatement();
                    ResultSet rows = question.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
