package io.heddle.jdbc;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Scheduler;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.PekkoSerialization;
import org.apache.pekko.persistence.jdbc.config.BaseDaoConfig;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.scaladsl.Source;
import scala.Option;
import scala.Tuple2;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.concurrent.Promise$;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * Heddle's journal behind the plug-in's own {@code jdbc-journal.dao} key: writes go through {@link JournalQueue}, replay is
 * {@linkplain GaplessReplay checked for gaps}, the rest is the plug-in's.
 *
 * <p>Thread-safe; called by the journal actor. What it changes, and why: in the stock DAO one duplicate key fails every
 * innocent write of its batch and counts against the circuit breaker for each, and replay ends silently at a missing row.
 */
public final class GroupCommitJournalDao extends DefaultJournalDao {

    private final Serialization serialization;
    private final JournalQueue queue;
    private final RecoveryRows recovery;

    public GroupCommitJournalDao(
            JdbcBackend.JdbcDatabaseDef database,
            JdbcProfile profile,
            JournalConfig journalConfig,
            Serialization serialization,
            ExecutionContext executionContext,
            Materializer materializer) {
        super(database, profile, journalConfig, serialization, executionContext, materializer);
        this.serialization = serialization;
        ActorSystem system = materializer.system();
        Config heddle = system.settings().config().getConfig("heddle.journal");
        BaseDaoConfig plugin = journalConfig.daoConfig();
        JournalStats stats = JournalStats.of(system);
        JournalCommit commit =
                new JournalCommit(database.source()::createConnection, heddle.getDuration("outcome-timeout"), stats);
        JournalQueue.Limits limits = new JournalQueue.Limits(
                plugin.parallelism(),
                plugin.batchSize(),
                heddle.getBytes("batch-bytes"),
                plugin.bufferSize(),
                heddle.getBytes("queue-bytes"));
        this.queue = new JournalQueue(commit, limits, stats);
        this.recovery = new RecoveryRows(
                database.source()::createConnection, database.ioExecutionContext()::execute, plugin.replayBatchSize());
    }

    @Override
    public Future<scala.collection.immutable.Seq<Try<BoxedUnit>>> asyncWriteMessages(
            scala.collection.immutable.Seq<AtomicWrite> messages) {
        Promise<scala.collection.immutable.Seq<Try<BoxedUnit>>> promise = Promise$.MODULE$.apply();
        JournalWrite write;
        try {
            write = new JournalWrite(messages.head().persistenceId(), rows(messages));
        } catch (RuntimeException e) {
            // A part of the request cannot be stored, so none of it is: a gap in a thread's numbers would be for ever.
            return promise.success(rejected(messages.size(), e)).future();
        }
        queue.write(write).whenComplete((nothing, failure) -> {
            if (failure == null) {
                promise.success(
                        CollectionConverters.asScala(List.<Try<BoxedUnit>>of()).toList());
            } else {
                promise.failure(failure);
            }
        });
        return promise.future();
    }

    private List<JournalWrite.Row> rows(scala.collection.immutable.Seq<AtomicWrite> messages) {
        List<JournalWrite.Row> rows = new ArrayList<>();
        for (AtomicWrite message : CollectionConverters.asJava(messages)) {
            for (PersistentRepr event : CollectionConverters.asJava(message.payload())) {
                rows.add(row(event));
            }
        }
        return rows;
    }

    private JournalWrite.Row row(PersistentRepr event) {
        if (event.payload() instanceof Tagged || event.metadata().isDefined()) {
            throw new UnsupportedOperationException(
                    "tags and replication metadata are not stored; follow the journal instead of tagging events");
        }
        PekkoSerialization.PekkoSerialized serialized =
                PekkoSerialization.serialize(serialization, event.payload()).get();
        return new JournalWrite.Row(
                event.sequenceNr(),
                event.timestamp(),
                UUID.fromString(event.writerUuid()),
                serialized.serId(),
                event.manifest(),
                serialized.serManifest(),
                serialized.payload());
    }

    private static scala.collection.immutable.Seq<Try<BoxedUnit>> rejected(int count, RuntimeException reason) {
        List<Try<BoxedUnit>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Failure<>(reason));
        }
        return CollectionConverters.asScala(all).toList();
    }

    @Override
    public Future<Object> highestSequenceNr(String persistenceId, long from) {
        return FutureConverters.asScala(recovery.newest(persistenceId, from).thenApply(newest -> (Object) newest));
    }

    @Override
    public Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messagesWithBatch(
            String persistenceId,
            long from,
            long to,
            int batchSize,
            Option<Tuple2<FiniteDuration, Scheduler>> refresh) {
        if (refresh.isDefined()) {
            throw new UnsupportedOperationException(
                    "a live query of one persistence id is not offered; follow the journal");
        }
        return new GaplessReplay(persistenceId, to, (first, last) -> recovery.page(persistenceId, first, last))
                .startingAt(Math.max(1, from))
                .map(row -> event(persistenceId, row))
                .asScala();
    }

    /** The journal of this plug-in needs no position besides. */
    private Try<Tuple2<PersistentRepr, Object>> event(String persistenceId, RecoveryRows.Row row) {
        return serialization
                .deserialize(row.payload(), row.serializerId(), row.serializerManifest())
                .map(event -> Tuple2.apply(
                        PersistentRepr.apply(
                                event,
                                row.sequence(),
                                persistenceId,
                                row.manifest(),
                                false,
                                ActorRef.noSender(),
                                row.writer()),
                        row.sequence()));
    }
}
