package io.heddle.proof;

import static io.heddle.contract.ContractGraphs.MESSAGES;
import static io.heddle.proof.Owners.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.CheckpointView;
import io.heddle.api.Message;
import io.heddle.api.RunRequest;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.StateUpdate;
import io.heddle.contract.ContractGraphs;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.jdbc.TestPostgres;
import io.heddle.json.JsonValue;
import io.heddle.runtime.EmbeddedRuntime;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Going back costs what the branches differ by, however long the thread is. */
class OldCheckpointsTest {
    private static final int ROUNDS = 200;
    private static final int MESSAGES_BEFORE = 1_998;
    private static final long MOST_BYTES_A_ROUND = 8_000;

    @Test
    void two_hundred_returns_to_an_old_checkpoint_of_a_long_thread_write_little_and_change_nothing_old() {
        DatabaseSettings database = TestPostgres.freshDatabase();
        try (EmbeddedRuntime engine = Owners.on(database, ContractGraphs.catalog());
                Database db = Database.open(database)) {
            ThreadRef thread = Heddle.over(engine).thread(ContractGraphs.ECHO, "traveller");
            Message[] many = IntStream.range(0, MESSAGES_BEFORE)
                    .mapToObj(i -> Message.human("message number " + i).withId("m" + i))
                    .toArray(Message[]::new);
            thread.invoke(MESSAGES.add(many));
            CheckpointView old = get(engine.threads().state(thread.key()));
            thread.invoke(MESSAGES.add(Message.human("the head")));
            CheckpointView head = get(engine.threads().state(thread.key()));
            long before = journal(db);

            for (int i = 0; i < ROUNDS; i++) {
                RunRequest request = RunRequest.of("echo", JsonValue.ofText("{\"messages\":\"round " + i + "\"}"))
                        .from(Objects.requireNonNull(old.id()));
                RunView run = get(engine.runs().start(thread.key(), request));
                assertThat(get(engine.runs().join(thread.key(), run.id())).status())
                        .isEqualTo(RunStatus.SUCCESS);
                get(engine.threads()
                        .update(
                                thread.key(),
                                StateUpdate.of(JsonValue.ofText("{\"topic\":\"edit " + i + "\"}"))
                                        .at(Objects.requireNonNull(old.id()))));
                assertThat(get(engine.threads().stateAt(thread.key(), Objects.requireNonNull(head.id())))
                                .values())
                        .isEqualTo(head.values());
            }

            long bytes = (journal(db) - before) / ROUNDS;
            System.out.printf("bytes per return to an old checkpoint of 1,999 messages: %d%n", bytes);
            assertThat(bytes).isLessThan(MOST_BYTES_A_ROUND);
            assertThat(get(engine.threads().stateAt(thread.key(), Objects.requireNonNull(old.id())))
                            .values())
                    .isEqualTo(old.values());
        }
    }

    private static long journal(Database db) {
        return db.callNow(connection -> {
            try (Statement sum = connection.createStatement();
                    ResultSet rows = sum.executeQuery("SELECT sum(length(event_payload)) FROM event_journal")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
