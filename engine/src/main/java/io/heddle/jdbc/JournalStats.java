package io.heddle.jdbc;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * What the journal's writers have done since the start of one ActorSystem.
 *
 * <p>Thread-safe. One object per system and none per JVM: the plug-in creates the DAO by reflection, so the system is the
 * only place where it and the metrics meet.
 */
public final class JournalStats implements Extension {

    final LongAdder commits = new LongAdder();
    final LongAdder writes = new LongAdder();
    final LongAdder rows = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder refusedBatches = new LongAdder();
    final LongAdder retriedWrites = new LongAdder();
    final LongAdder staleWriters = new LongAdder();
    final LongAdder brokenBatches = new LongAdder();
    final LongAdder unknownOutcomes = new LongAdder();
    final LongAdder overloaded = new LongAdder();

    JournalStats() {}

    public static JournalStats of(ActorSystem system) {
        return Id.INSTANCE.get(system);
    }

    void committed(List<JournalWrite> batch) {
        commits.increment();
        writes.add(batch.size());
        for (JournalWrite write : batch) {
            rows.add(write.rows().size());
            bytes.add(write.bytes());
        }
    }

    /** The counts as they are now; each is right by itself, together they may be a moment apart. */
    public Counts counts() {
        return new Counts(
                commits.sum(),
                writes.sum(),
                rows.sum(),
                bytes.sum(),
                refusedBatches.sum(),
                retriedWrites.sum(),
                staleWriters.sum(),
                brokenBatches.sum(),
                unknownOutcomes.sum(),
                overloaded.sum());
    }

    /**
     * @param commits batches written, one flush each
     * @param writes requests in them
     * @param rows rows in them
     * @param bytes payload and an allowance for each row
     * @param refusedBatches statements the server rolled back, halves included
     * @param retriedWrites innocent neighbours written again because of them
     * @param staleWriters writes that met the fence
     * @param brokenBatches batches whose connection broke
     * @param unknownOutcomes writes given up without an answer
     * @param overloaded writes refused because the line was full
     */
    public record Counts(
            long commits,
            long writes,
            long rows,
            long bytes,
            long refusedBatches,
            long retriedWrites,
            long staleWriters,
            long brokenBatches,
            long unknownOutcomes,
            long overloaded) {

        public double rowsPerCommit() {
            return commits == 0 ? 0 : (double) rows / commits;
        }
    }

    private static final class Id extends AbstractExtensionId<JournalStats> {

        static final Id INSTANCE = new Id();

        @Override
        public JournalStats createExtension(ExtendedActorSystem system) {
            return new JournalStats();
        }
    }
}
