package io.heddle.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * How every pool of a node is set up, in one place.
 *
 * <p>Stateless. Opening a pool does not wait for the server: {@link DatabaseCheck} has spoken to it before, and a node
 * that is up already must survive the server's restart.
 */
final class Pools {

    private Pools() {}

    static HikariDataSource open(DatabaseSettings settings, String name, int size) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setJdbcUrl(settings.url().jdbc());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password());
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(size);
        pool.setConnectionTimeout(settings.connectTimeout().toMillis());
        pool.setValidationTimeout(Math.min(5_000, settings.connectTimeout().toMillis()));
        pool.setInitializationFailTimeout(-1);
        // Said, or Hikari asks the first connection, once; if that one breaks meanwhile, no later one is ever good.
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.addDataSourceProperty("ApplicationName", name);
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty(
                "connectTimeout", Long.toString(settings.connectTimeout().toSeconds()));
        // The last resort: without it a dead network holds a thread until TCP gives up, a quarter of an hour later.
        pool.addDataSourceProperty(
                "socketTimeout", Long.toString(settings.socketTimeout().toSeconds()));
        // A transaction left open would hold the follower's horizon for everybody.
        pool.setConnectionInitSql("SET statement_timeout = "
                + settings.statementTimeout().toMillis() + "; SET idle_in_transaction_session_timeout = "
                + settings.idleInTransactionTimeout().toMillis());
        return new HikariDataSource(pool);
    }
}
