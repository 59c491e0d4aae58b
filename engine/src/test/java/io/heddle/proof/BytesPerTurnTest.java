package io.heddle.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

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
            long atTen = growth(db, "event_journal", thread, 10);
            turns(thread, 485);
            long snapshots = bytes(db, "snapshot", "snapshot_payload");
            long journal = bytes(db, "event_journal", "event_payload");
            long atThousand = growth(db, "event_journal", thread, 10);

            System.out.printf(
                    "bytes per turn: journal %d at 10 messages, %d at 1,000; over 500 turns: journal %d, snapshots %d a turn%n",
                    atTen / 10, atThousand / 10, journal / 500, snapshots / 500);
            assertThat(atThousand).isCloseTo(atTen, withPercentage(10));
            assertThat(snapshots).isLessThan(journal);
        }
    }

    private static long growth(Database db, String table, ThreadRef thread, int turns) {
        long before = bytes(db, table, "event_payload");
        turns(thread, turns);
        return bytes(db, table, "event_payload") - before;
    }

    private static void turns(ThreadRef thread, int count) {
        for (int i = 0; i < count; i++) {
            thread.invoke(TALK.add(Message.human("h".repeat(100))));
        }
    }

    private static long bytes(Database db, String table, String column) {
        return db.callNow(connection -> {
            try (Statement sum = connection.createStatement();
                    ResultSet rows =
                            sum.executeQuery("SELECT coalesce(sum(length(" + column + ")), 0) FROM " + table)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
