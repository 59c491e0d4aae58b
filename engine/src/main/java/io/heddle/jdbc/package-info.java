/**
 * PostgreSQL: the pool, the migrations, the journal's writer and readers, and a server for people who have none.
 *
 * <p>May import the JDK, JDBC, HikariCP, Flyway and the Pekko persistence plug-in it extends; of Heddle only {@code json}
 * and {@code api}. Every statement names its columns and every wait has an end.
 *
 * <p>Start with {@link io.heddle.jdbc.Database}, then {@link io.heddle.jdbc.GroupCommitJournalDao} for what is written and
 * {@link io.heddle.jdbc.JournalFeed} for how it is followed.
 */
@NullMarked
package io.heddle.jdbc;

import org.jspecify.annotations.NullMarked;
