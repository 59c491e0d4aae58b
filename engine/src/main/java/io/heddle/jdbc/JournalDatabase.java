package io.heddle.jdbc;

import com.typesafe.config.Config;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.jdbc.db.SlickDatabase;
import org.apache.pekko.persistence.jdbc.db.SlickDatabaseProvider;
import scala.Option;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;
import slick.jdbc.PostgresProfile$;
import slick.util.AsyncExecutor;
import slick.util.AsyncExecutor$;

/**
 * The one pool that the journal's writers, recovery and the snapshot store share, handed to the persistence plug-in.
 *
 * <p>Thread-safe. Named in {@code pekko-persistence-jdbc.database-provider-fqcn}, so that the pool is set up like every
 * other pool of a node, from {@code heddle.database}, and Slick's own way of making one is not used. Slick gets a thread
 * for each connection less those of the writers, so that neither ever waits for the other.
 */
public final class JournalDatabase implements SlickDatabaseProvider {

    /** Beyond this many waiting reads Slick refuses; recoveries in flight are bounded far below. */
    private static final int READS_WAITING = 10_000;

    private final SlickDatabase shared;

    public JournalDatabase(ActorSystem system) {
        DatabaseSettings settings = DatabaseSettings.from(system.settings().config());
        int writers = system.settings().config().getInt("jdbc-journal.parallelism");
        int readers = settings.journalPoolSize() - writers;
        if (readers < 1) {
            throw new IllegalArgumentException(DatabaseSettings.PATH + ".journal-pool-size: expected more than the "
                    + writers + " of jdbc-journal.parallelism, found " + settings.journalPoolSize());
        }
        HikariDataSource pool = Pools.open(settings, "heddle-journal", settings.journalPoolSize());
        AsyncExecutor threads =
                AsyncExecutor$.MODULE$.apply("heddle-journal-read", readers, readers, READS_WAITING, readers);
        JdbcBackend.JdbcDatabaseDef database = PostgresProfile$.MODULE$
                .backend()
                .Database()
                .forDataSource(pool, Option.apply(readers), threads, false);
        this.shared = new Shared(database, PostgresProfile$.MODULE$);
        system.registerOnTermination(() -> {
            database.close();
            pool.close();
        });
    }

    @Override
    public SlickDatabase database(Config plugin) {
        return shared;
    }

    /** Outlives the plug-in's actors, which may be restarted; closed with the system. */
    private record Shared(JdbcBackend.JdbcDatabaseDef database, JdbcProfile profile) implements SlickDatabase {

        @Override
        public boolean allowShutdown() {
            return false;
        }
    }
}
