package io.heddle.jdbc;

import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.jdbc.config.SnapshotConfig;
import org.apache.pekko.persistence.jdbc.snapshot.dao.DefaultSnapshotDao;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The snapshot store, which forgets the older snapshots of a thread once a newer one is on disk.
 *
 * <p>Thread-safe like its parent. Snapshots are taken by size ({@code snapshotWhen}) and not by count, and with that Pekko
 * deletes none. One is enough: an unreadable snapshot means replaying from the first event, never losing anything. A crash
 * between the two statements leaves one too many until the next.
 */
public final class NewestSnapshotDao extends DefaultSnapshotDao {

    private final ExecutionContext executionContext;

    public NewestSnapshotDao(
            JdbcBackend.JdbcDatabaseDef database,
            JdbcProfile profile,
            SnapshotConfig snapshotConfig,
            Serialization serialization,
            ExecutionContext executionContext,
            Materializer materializer) {
        super(database, profile, snapshotConfig, serialization, executionContext, materializer);
        this.executionContext = executionContext;
    }

    @Override
    public Future<BoxedUnit> save(SnapshotMetadata metadata, Object snapshot) {
        return super.save(metadata, snapshot)
                .flatMap(
                        saved -> deleteUpToMaxSequenceNr(metadata.persistenceId(), metadata.sequenceNr() - 1),
                        executionContext);
    }
}
