package io.heddle.bench.micro;

import io.heddle.codec.EventCodec;
import io.heddle.codec.SnapshotCodec;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Rows of a turn and the snapshot of a thread of a hundred messages, to bytes and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
    private final EventCodec rows = new EventCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();
    private final PureThread thread = new PureThread().grown(50);
    private final PureThread.Turn turn = thread.turn();
    private final byte[] accepted = rows.encode(turn.accepted());
    private final byte[] answered = rows.encode(turn.answered());
    private final byte[] snapshot = snapshots.encode(thread.state());

    @Benchmark
    public byte[] acceptedToBytes() {
        return rows.encode(turn.accepted());
    }

    @Benchmark
    public byte[] answeredToBytes() {
        return rows.encode(turn.answered());
    }

    @Benchmark
    public ThreadRow acceptedFromBytes() {
        return rows.decode(accepted);
    }

    @Benchmark
    public ThreadRow answeredFromBytes() {
        return rows.decode(answered);
    }

    @Benchmark
    public byte[] snapshotToBytes() {
        return snapshots.encode(thread.state());
    }

    @Benchmark
    public Optional<ThreadState> snapshotFromBytes() {
        return snapshots.decode(snapshot);
    }
}
