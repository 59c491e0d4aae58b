package io.heddle.readside;

import io.heddle.api.AssistantId;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.codec.EventCodec;
import io.heddle.codec.RowManifest;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.StateDiff;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Waiting;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A thread that a test leads through its life; each step is a row as the journal's writer would write it. */
final class ScriptedThread {
    private static final AssistantId ASSISTANT = new AssistantId("fe096781-5601-53d2-b2f6-0d3403f7e9ca");
    private static final String INSERT = """
            INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, event_ser_id, writer,
                                       event_ser_manifest, event_payload)
            VALUES (?, ?, ?, 48620, gen_random_uuid(), ?, ?)
            """;

    private static final EventCodec CODEC = new EventCodec();

    private final ThreadKey key;
    private long now;
    private ThreadState state;
    private long bytes;

    ScriptedThread(String id, long now) {
        this.key = ThreadKey.of(id);
        this.now = now;
        this.state = ThreadState.unborn(key);
    }

    ThreadKey key() {
        return key;
    }

    ThreadState state() {
        return state;
    }

    /** Payload bytes written so far. */
    long bytes() {
        return bytes;
    }

    void create(Connection connection, String metadata) throws SQLException {
        row(connection, new ThreadEvent.ThreadCreated(JsonValue.ofText(metadata)));
    }

    void patch(Connection connection, String metadata) throws SQLException {
        row(connection, new ThreadEvent.MetadataPatched(JsonValue.ofText(metadata)));
    }

    void delete(Connection connection) throws SQLException {
        row(
                connection,
                new ThreadEvent.ThreadDeleted(
                        state.incarnation() + 1, state.epoch(), state.dispatches() + 1, state.tick()));
    }

    /** A run is accepted and its first task handed out. */
    RunId begin(Connection connection, String graph, List<ChannelUpdate> input) throws SQLException {
        return begin(connection, graph, input, "{}");
    }

    RunId begin(Connection connection, String graph, List<ChannelUpdate> input, String config) throws SQLException {
        RunId run = RunId.of(UUID.randomUUID());
        row(
                connection,
                queued(run, graph, input, config),
                new ThreadEvent.RunStarted(run, 1),
                new ThreadEvent.InputApplied(
                        "", run, false, List.of(), Map.of(), Destination.nodes("reply"), Waiting.NOTHING, false));
        return run;
    }

    /** One more run waits. */
    RunId queue(Connection connection, String graph) throws SQLException {
        RunId run = RunId.of(UUID.randomUUID());
        row(connection, queued(run, graph, List.of(), "{}"));
        return run;
    }

    /** The task in hand ends well, and the run with it. */
    void end(Connection connection, List<ChannelUpdate> writes) throws SQLException {
        String task = state.root().due().getFirst().id();
        row(
                connection,
                new ThreadEvent.TaskSucceeded(
                        "", task, new TaskOutcome.Succeeded(writes, Map.of(), List.of(), List.of())),
                new ThreadEvent.StepCommitted("", Map.of(), List.of(), Waiting.NOTHING, false),
                new ThreadEvent.RunEnded(state.activeRun().id(), RunStatus.SUCCESS, null));
    }

    void fail(Connection connection, io.heddle.api.RunError error) throws SQLException {
        String task = state.root().due().getFirst().id();
        row(
                connection,
                new ThreadEvent.TaskFailed("", task, error),
                new ThreadEvent.RunEnded(state.activeRun().id(), RunStatus.ERROR, error));
    }

    void edit(Connection connection, List<ChannelUpdate> writes) throws SQLException {
        row(
                connection,
                new ThreadEvent.StateUpdated(
                        "", writes, List.of(), List.of(), Waiting.NOTHING, Checkpoint.Source.UPDATE, null, null));
    }

    /** Back to what the thread held once. */
    void rewind(Connection connection, Values to) throws SQLException {
        Checkpoint head = state.root().head();
        if (head == null) {
            throw new IllegalStateException("nothing to go back to");
        }
        row(
                connection,
                new ThreadEvent.Rewound(
                        "",
                        head,
                        List.of(),
                        Waiting.NOTHING,
                        StateDiff.between(state.root().values(), to),
                        false));
    }

    void row(Connection connection, ThreadEvent... events) throws SQLException {
        ThreadRow row = new ThreadRow(now++, List.of(events), Map.of());
        byte[] payload = CODEC.encode(row);
        state = ThreadEvolver.evolve(state, row);
        bytes += payload.length;
        insert(connection, key, state.sequence(), row.at(), RowManifest.ROW, payload);
    }

    static void insert(Connection connection, ThreadKey key, long sequence, long at, String manifest, byte[] payload)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, "thread|" + key);
            insert.setLong(2, sequence);
            insert.setLong(3, at);
            insert.setString(4, manifest);
            insert.setBytes(5, payload);
            insert.executeUpdate();
        }
    }

    static ChannelUpdate message(String channel, String type, String id, String text) {
        return new ChannelUpdate(
                channel,
                new ChannelChange.Upsert(List.of(
                        JsonValue.encode(new java.util.TreeMap<>(Map.of("content", text, "id", id, "type", type))))));
    }

    static ChannelUpdate append(String channel, String... elements) {
        return new ChannelUpdate(
                channel,
                new ChannelChange.Append(
                        java.util.Arrays.stream(elements).map(JsonValue::ofText).toList()));
    }

    static ChannelUpdate assign(String channel, String json) {
        return new ChannelUpdate(channel, new ChannelChange.Assign(JsonValue.ofText(json)));
    }

    private static ThreadEvent queued(RunId run, String graph, List<ChannelUpdate> input, String config) {
        return new ThreadEvent.RunQueued(new io.heddle.thread.RunSpec(
                run,
                ASSISTANT,
                graph,
                input,
                null,
                JsonValue.ofText(config),
                JsonValue.EMPTY_OBJECT,
                25,
                Set.of(StreamMode.VALUES),
                false,
                MultitaskStrategy.ENQUEUE,
                "digest"));
    }
}
